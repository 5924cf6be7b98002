/// Activities that two sources may have recorded both: suspected, told with both records, never merged.
///
/// A double has the member, metric, deal and minute of another source's record. The index holds only
/// activities that two sources report, so that a team with one source pays one comparison an event.
package struct Doubles: Projection {
  /// Records of one member, metric and minute that are looked through; more are a bulk entry.
  static let mostAlike = 16

  /// The first record and the one like it.
  private(set) var pairs: [(first: UInt32, second: UInt32)] = []
  /// Records that somebody amended: who looked at one of the two has settled the matter.
  private(set) var settled: Set<UInt32> = []
  private var groups: [DoubleGroup: Int] = [:]
  private(set) var isDoubled: ContiguousArray<Bool> = []
  private var firstSource: [Int] = []
  private var table = ContiguousArray<DoubleEntry>(repeating: DoubleEntry(), count: 1_024)
  private var used = 0

  package init() {}

  package static func == (left: Doubles, right: Doubles) -> Bool {
    left.settled == right.settled && left.isDoubled == right.isDoubled
      && left.pairs.elementsEqual(right.pairs, by: ==)
  }

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    // Activities tell it themselves (Logging); a correction settles what was suspected of its target.
    guard let seq = event.correctionTarget?.seq, seq <= UInt64(UInt32.max) else { return }
    if case .eventAmended = event { team.doubles.settled.insert(UInt32(seq)) }
  }

  /// Notes that a source reports a group; true when it is the second one to do so, so that what the
  /// first one said is to be looked at.
  mutating func meet(_ group: DoubleGroup, source: Int) -> (number: Int, isNewlyDoubled: Bool) {
    guard let number = groups[group] else {
      groups[group] = isDoubled.count
      isDoubled.append(false)
      firstSource.append(source)
      return (isDoubled.count - 1, false)
    }
    guard !isDoubled[number], firstSource[number] != source else { return (number, false) }
    isDoubled[number] = true
    return (number, true)
  }

  /// Forgets what was found, before all of it is looked for again.
  mutating func forget() {
    let kept = settled
    self = Doubles()
    settled = kept
  }

  /// Adds a record of a doubled group and pairs it with one of another source that is like it.
  mutating func look(_ entry: DoubleEntry) {
    if used * 2 >= table.count { grow() }
    let mask = table.count - 1
    var place = entry.hash & mask
    var alike = 0
    while table[place].row != 0, alike < Doubles.mostAlike {
      let other = table[place]
      if other.group == entry.group, other.minute == entry.minute {
        alike += 1
        if other.deal == entry.deal, other.source != entry.source, !other.isPaired {
          table[place].isPaired = true
          pairs.append((first: other.row, second: entry.row))
          var paired = entry
          paired.isPaired = true
          insert(paired)
          return
        }
      }
      place = (place + 1) & mask
    }
    if alike < Doubles.mostAlike { insert(entry) }
  }

  private mutating func insert(_ entry: DoubleEntry) {
    let mask = table.count - 1
    var place = entry.hash & mask
    while table[place].row != 0 { place = (place + 1) & mask }
    table[place] = entry
    used += 1
  }

  private mutating func grow() {
    let old = table
    table = ContiguousArray(repeating: DoubleEntry(), count: old.count * 4)
    used = 0
    for entry in old where entry.row != 0 { insert(entry) }
  }
}

/// What two sources can both report: one member's activity of one metric.
struct DoubleGroup: Hashable, Sendable {
  var member: Int
  var metric: Symbol
}

/// An activity in the index of doubles.
struct DoubleEntry: Sendable {
  /// 0 marks a free place.
  var row: UInt32 = 0
  var group: UInt32 = 0
  var minute: UInt32 = 0
  /// The deal's number plus one; 0 for none.
  var deal: UInt32 = 0
  var source: UInt32 = 0
  var isPaired = false

  var hash: Int {
    Int(truncatingIfNeeded: mixed(UInt64(group) << 32 | UInt64(minute)) >> 1)
  }
}
