/// The compact record of all captures.
package struct Ledger: Projection {
  private var rows = ChunkedColumn<EventRow>()
  /// Counts and minutes too big for a row, by row.
  var large: [UInt32: LargeValue] = [:]
  /// Whom activities were with, by row; as long as the newest that says so, and empty where none does.
  private var counterparts = ChunkedColumn<UInt16>()
  var series: ContiguousArray<Series> = []
  private var table = ContiguousArray<UInt32>(repeating: 0, count: 256)
  /// Captures taken in, with or without effect.
  package internal(set) var captures: UInt64 = 0

  package init() {
    // Series 0 is the row without effect.
    series.append(
      Series(
        key: SeriesKey(source: .none, subject: .none, name: .none, by: .none, kind: .activity),
        sourceSlot: 0, member: 0, firstSeq: 0, firstAt: .distantPast))
  }

  /// One past the highest row number.
  var rowCount: Int { rows.count }

  subscript(row: UInt32) -> EventRow {
    get { Int(row) < rows.count ? rows[Int(row)] : EventRow() }
    set { rows[Int(row)] = newValue }
  }

  /// Appends the row of a record; rows of records between that are no captures stay without effect.
  @inline(__always)
  mutating func put(_ row: EventRow, at seq: UInt64) {
    precondition(rows.count <= Int(seq), "records are applied once and in the order of the log")
    while rows.count < Int(seq) { rows.append(EventRow()) }
    rows.append(row)
    captures += 1
  }

  /// Whether any activity says whom it was with.
  var hasCounterparts: Bool { counterparts.count > 0 }

  func counterpart(_ row: UInt32) -> Counterpart {
    Int(row) < counterparts.count ? Counterpart(packed: counterparts[Int(row)]) : Counterpart()
  }

  /// Keeps whom the activity just recorded was with.
  mutating func keep(_ counterpart: Counterpart, at seq: UInt64) {
    guard counterpart != Counterpart() else { return }
    while counterparts.count < Int(seq) { counterparts.append(0) }
    counterparts.append(counterpart.packed)
  }

  /// The number of a series; nil when there is none yet.
  @inline(__always)
  func find(_ key: SeriesKey) -> UInt32? {
    let mask = table.count - 1
    var place = Ledger.hash(key) & mask
    while table[place] != 0 {
      if series[Int(table[place])].key == key { return table[place] }
      place = (place + 1) & mask
    }
    return nil
  }

  /// Something of the newest call of a series, for reading it ahead.
  @inline(__always)
  func glance(_ number: UInt32) -> UInt32 { self[series[Int(number)].lastCall].second }

  mutating func insert(_ new: Series) -> UInt32 {
    let number = UInt32(series.count)
    series.append(new)
    if series.count * 2 > table.count {
      table = ContiguousArray(repeating: 0, count: table.count * 4)
      for known in 1..<number { place(known) }
    }
    place(number)
    return number
  }

  private mutating func place(_ number: UInt32) {
    let mask = table.count - 1
    var place = Ledger.hash(series[Int(number)].key) & mask
    while table[place] != 0 { place = (place + 1) & mask }
    table[place] = number
  }

  @inline(__always)
  private static func hash(_ key: SeriesKey) -> Int {
    let left = UInt64(key.source.raw) << 32 | UInt64(key.subject.raw)
    let right = UInt64(key.name.raw) << 32 | UInt64(key.by.raw) << 4 | UInt64(key.kind.rawValue)
    return Int(truncatingIfNeeded: mixed(left ^ mixed(right ^ 0x9E37_79B9_7F4A_7C15)) >> 1)
  }
}

extension Ledger {
  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    switch event {
    case .eventAmended(let fact): team.amend(fact, stamp)
    case .eventRetracted(let fact): team.retract(fact, stamp)
    default: break
    }
  }
}
