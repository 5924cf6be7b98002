/// Starts that wait for their ends, and what the row at hand did to them.
///
/// Starts of one key nest: an end closes the latest open start. Only open starts are kept, so memory
/// follows the work in progress, not the file.
struct Pairing {
  private struct Now {
    var ends = false
    var minutes: Int64?
  }

  private struct Start {
    var instant: Int64
    var row: Int
  }

  private var open: [[[UInt8]: [Start]]]
  private var now: [Now]
  private(set) var waiting = 0
  private(set) var leftOpen = 0
  private(set) var unmatched = 0

  /// More open starts than any real log has: a sign that the key does not fit the file.
  static let mostWaiting = 1_000_000

  init(pairs: Int) {
    open = Array(repeating: [:], count: pairs)
    now = Array(repeating: Now(), count: pairs)
  }

  /// Whether the row at hand ends a pair of this kind.
  func endsNow(_ pair: Int) -> Bool { now[pair].ends }

  /// Whole minutes from start to end, rounded to the nearest; nil when not known.
  func minutes(_ pair: Int) -> Int64? { now[pair].minutes }

  mutating func beginRow() {
    for index in now.indices { now[index] = Now() }
  }

  /// The first rows whose starts wait for their end still.
  var waitingRows: [Int] {
    open.flatMap { $0.values.flatMap { $0.map(\.row) } }.sorted().prefix(ImportTally.rowsNamed)
      .map(\.self)
  }

  mutating func start(_ pair: Int, key: [UInt8], at instant: Int64, row: Int) -> Bool {
    guard waiting < Self.mostWaiting else { return false }
    open[pair][key, default: []].append(Start(instant: instant, row: row))
    waiting += 1
    return true
  }

  /// Closes the latest open start of `key`; nil when there is none.
  mutating func end(_ pair: Int, key: [UInt8]) -> Int64? {
    guard let slot = open[pair].index(forKey: key) else { return nil }
    let start = open[pair].values[slot].removeLast()
    if open[pair].values[slot].isEmpty { open[pair].remove(at: slot) }
    waiting -= 1
    return start.instant
  }

  mutating func ended(_ pair: Int, microseconds: Int64, longestSeconds: Int64?) {
    now[pair].ends = true
    if let longestSeconds, microseconds > longestSeconds * 1_000_000 {
      leftOpen += 1
    } else {
      now[pair].minutes = (microseconds + 30_000_000) / 60_000_000
    }
  }

  mutating func endedWithoutStart(_ pair: Int, kept: Bool) {
    unmatched += 1
    now[pair].ends = kept
  }
}

extension RowMapper {
  /// Applies the row to every pair; the verdict it deserves should it give no event.
  mutating func pair(_ row: Row) throws(RowRefusal) -> RowVerdict? {
    pairing.beginRow()
    var verdict: RowVerdict?
    for index in mapping.pairs.indices {
      let pair = mapping.pairs[index]
      if holds(pair.start, row) {
        let (key, instant) = try keyAndTime(pair, row)
        guard pairing.start(index, key: key, at: instant, row: self.row) else {
          throw RowRefusal(
            reason: "\(Pairing.mostWaiting) starts of pair \(pair.name) wait for their end; "
              + "does the pair's key fit this file?")
        }
        verdict = .started
      } else if holds(pair.end, row) {
        let (key, instant) = try keyAndTime(pair, row)
        guard let start = pairing.end(index, key: key) else {
          if pair.unmatched == .refuse {
            throw RowRefusal(reason: "it ends \(pair.name) of \(text(key)), which never started.")
          }
          pairing.endedWithoutStart(index, kept: pair.unmatched == .keep)
          verdict = verdict ?? .unmatched
          continue
        }
        guard instant >= start else {
          throw RowRefusal(reason: "it ends \(pair.name) of \(text(key)) before its start.")
        }
        pairing.ended(index, microseconds: instant - start, longestSeconds: pair.longestSeconds)
      }
    }
    return verdict
  }

  private mutating func keyAndTime(
    _ pair: Pair, _ row: Row
  ) throws(RowRefusal) -> (key: [UInt8], instant: Int64) {
    guard try render(pair.key, row) else {
      throw blankRefusal(pair.key, "pair key", row)
    }
    let key = scratch
    guard case .instant(let instant) = try value(pair.time, row) else {
      throw RowRefusal(reason: "\(columnNames(mapping.fields[pair.time].input)) is blank.")
    }
    return (key, instant)
  }

  private func text(_ key: [UInt8]) -> String { String(decoding: key, as: UTF8.self) }
}
