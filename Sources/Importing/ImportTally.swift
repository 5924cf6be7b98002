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
  /// The first refused rows, in the order in which they were refused.
  package var firstRefused: [RefusedRow] = []
  package var sink = SinkTally()

  package init(rules: Int) {
    events = Array(repeating: 0, count: rules)
  }

  /// Events made of all rows.
  package var eventCount: Int { events.reduce(0, +) }

  mutating func count(_ verdict: RowVerdict, _ mapper: borrowing RowMapper) {
    rows += 1
    switch verdict {
    case .events:
      withEvents += 1
      for event in mapper.events {
        events[event.rule] += 1
        if !event.hasPerson { withoutPerson += 1 }
      }
    case .started: started += 1
    case .unmatched: unmatched += 1
    case .ignored: ignored += 1
    case .refused: refused += 1
    }
  }

  mutating func keep(_ row: RefusedRow) {
    if firstRefused.count < 3 { firstRefused.append(row) }
  }
}
