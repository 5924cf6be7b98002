/// Activities that may be recorded twice: suspected, told with both records, never merged.
///
/// A double has the member and metric of another source's record and begins within two minutes of it;
/// where both say the deal, the account or the contact, these are the same. The index holds only
/// activities that two sources report, so that a team with one source pays one comparison an event.
/// A source that tells the same twice is looked at from one record to the next (Doubling).
package struct Doubles: Projection {
  /// Records of one member, metric and two minutes that are looked through; more are a bulk entry.
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

  /// Adds a record of a doubled group and pairs it with the one of another source that is like it and
  /// nearest in time.
  mutating func look(_ entry: DoubleEntry) {
    if used * 2 >= table.count { grow() }
    var nearest: (place: Int, distance: UInt32)?
    var alike = 0
    let slice = entry.slice
    for other in (slice == 0 ? 0 : slice - 1)...(slice + 1) {
      let count = search(entry, in: other, &nearest)
      if other == slice { alike = count }
    }
    var entry = entry
    if let nearest {
      table[nearest.place].isPaired = true
      entry.isPaired = true
      pairs.append((first: table[nearest.place].row, second: entry.row))
    } else if alike >= Doubles.mostAlike {
      return
    }
    insert(entry)
  }

  /// Looks through the records of a slice of time, up to a bound; returns how many there are.
  private func search(
    _ entry: DoubleEntry, in slice: UInt32, _ nearest: inout (place: Int, distance: UInt32)?
  ) -> Int {
    let mask = table.count - 1
    var place = DoubleEntry.hash(entry.group, slice) & mask
    var alike = 0
    while table[place].row != 0, alike < Doubles.mostAlike {
      let other = table[place]
      if other.group == entry.group, other.slice == slice {
        alike += 1
        let distance = max(other.second, entry.second) - min(other.second, entry.second)
        if !other.isPaired, other.isLike(entry), distance <= DoubleEntry.span,
          distance < nearest?.distance ?? .max
        {
          nearest = (place, distance)
        }
      }
      place = (place + 1) & mask
    }
    return alike
  }

  /// Notes two records of one source, unless the first is the second of a pair already.
  mutating func pair(_ first: UInt32, _ second: UInt32) {
    if let last = pairs.last, last.second == first || last.second == second { return }
    pairs.append((first: first, second: second))
  }

  private mutating func insert(_ entry: DoubleEntry) {
    let mask = table.count - 1
    var place = DoubleEntry.hash(entry.group, entry.slice) & mask
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
  var second: UInt32 = 0
  /// The deal's number plus one; 0 for none.
  var deal: UInt32 = 0
  var source: UInt32 = 0
  var counterpart = Counterpart()
  var isPaired = false

  /// How far apart two records of the same may begin, in seconds; also how long a slice is, so that
  /// what is near is in a slice or in one beside it.
  static let span: UInt32 = 120

  var slice: UInt32 { second / Self.span }

  static func hash(_ group: UInt32, _ slice: UInt32) -> Int {
    Int(truncatingIfNeeded: mixed(UInt64(group) << 32 | UInt64(slice)) >> 1)
  }

  /// Whether another source may have recorded the same; what one does not say tells nothing apart.
  func isLike(_ other: DoubleEntry) -> Bool {
    source != other.source && (deal == 0 || other.deal == 0 || deal == other.deal)
      && counterpart.fits(other.counterpart)
  }
}
