/// When each producer was heard of, by week: no data from a silent producer is unknown, not zero.
package struct Sources: Projection {
  var slots: [Symbol: Int] = [:]
  var all: [SourceTrack] = []
  /// Producers in the middle of sending history; not in the log, so a restart forgets them.
  var sendingHistory: Set<Symbol> = []

  package init() {}

  mutating func slot(_ source: Symbol) -> Int {
    if let slot = slots[source] { return slot }
    slots[source] = all.count
    all.append(SourceTrack(id: source))
    return all.count - 1
  }

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    // Captures tell it themselves (Ledger); other events come from no producer.
  }
}

/// The weeks in which one producer was alive, by ordinal of the team's calendar.
struct SourceTrack: Sendable, Equatable {
  let id: Symbol
  /// Ordinal of the first bit.
  private var base: Int32 = 0
  private var bits: [Bool] = []
  /// When an event of a week that was already over was last recorded.
  var lastOlder = Instant.distantPast

  init(id: Symbol) {
    self.id = id
  }

  func isAlive(_ ordinal: Int32) -> Bool {
    let place = Int(ordinal) - Int(base)
    return bits.indices.contains(place) && bits[place]
  }

  /// The ordinals from the first to the last week heard of; nil when there is none.
  var range: ClosedRange<Int32>? {
    guard let first = bits.firstIndex(of: true), let last = bits.lastIndex(of: true) else {
      return nil
    }
    return base + Int32(first)...base + Int32(last)
  }

  /// Marks a week; true when it was not marked before.
  mutating func mark(_ ordinal: Int32) -> Bool {
    if bits.isEmpty { base = ordinal }
    if ordinal < base {
      bits.insert(contentsOf: repeatElement(false, count: Int(base - ordinal)), at: 0)
      base = ordinal
    }
    let place = Int(ordinal - base)
    if place >= bits.count {
      bits.append(contentsOf: repeatElement(false, count: place + 1 - bits.count))
    }
    if bits[place] { return false }
    bits[place] = true
    return true
  }

  mutating func forgetWeeks() {
    bits = []
  }
}
