/// What an import has done so far; every row counts exactly once among the verdicts.
package struct ImportTally: Equatable, Sendable {
  package var rows = 0
  /// Rows by verdict.
  package var withEvents = 0
  package var started = 0
  package var unmatched = 0
  package var ignored = 0
  package var refused = 0
  /// Events by rule of the mapping.
  package var events: [Int]
  /// Events for which the file names no person.
  package var withoutPerson = 0
  /// Starts that never ended, and durations left out as too long to be true.
  package var neverEnded = 0
  package var leftOpen = 0
  /// Rows that a note names, so that a reader can look at them.
  static let rowsNamed = 5
  /// The first rows of each kind above.
  package var unmatchedRows: [Int] = []
  package var withoutPersonRows: [Int] = []
  package var neverEndedRows: [Int] = []
  package var leftOpenRows: [Int] = []
  /// The first refused rows, in the order in which they were refused.
  package var firstRefused: [RefusedRow] = []
  package var sink = SinkTally()
  /// The file that the refused rows went to, when one was asked for.
  package var rejectPath: String?

  package init(rules: Int) {
    events = Array(repeating: 0, count: rules)
  }

  /// Events made of all rows.
  package var eventCount: Int { events.reduce(0, +) }

  mutating func count(_ verdict: RowVerdict, _ mapper: borrowing RowMapper) {
    rows += 1
    if mapper.leftOpen > leftOpen {
      leftOpen = mapper.leftOpen
      Self.name(rows, in: &leftOpenRows)
    }
    switch verdict {
    case .events:
      withEvents += 1
      for event in mapper.events {
        events[event.rule] += 1
        if !event.hasPerson {
          withoutPerson += 1
          Self.name(rows, in: &withoutPersonRows)
        }
      }
    case .started: started += 1
    case .unmatched:
      unmatched += 1
      Self.name(rows, in: &unmatchedRows)
    case .ignored: ignored += 1
    case .refused: refused += 1
    }
  }

  private static func name(_ row: Int, in rows: inout [Int]) {
    if rows.count < rowsNamed, rows.last != row { rows.append(row) }
  }

  mutating func keep(_ row: RefusedRow) {
    if firstRefused.count < 3 { firstRefused.append(row) }
  }
}
