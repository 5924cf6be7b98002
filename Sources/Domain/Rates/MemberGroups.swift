/// Places of a list by the member slot that each has, so that what is counted for one member is counted
/// in one go.
struct MemberGroups: Sendable {
  /// Where each member's places begin in `order`; one more than there are members.
  private let starts: [Int]
  private let order: [Int32]

  /// Who is in no slot, such as -1, is left out.
  init(_ slots: some Collection<Int>, members count: Int) {
    var starts = [Int](repeating: 0, count: count + 1)
    for slot in slots where 0..<count ~= slot { starts[slot + 1] += 1 }
    for slot in 0..<count { starts[slot + 1] += starts[slot] }
    var next = starts
    var order = [Int32](repeating: 0, count: starts[count])
    for (place, slot) in slots.enumerated() where 0..<count ~= slot {
      order[next[slot]] = Int32(place)
      next[slot] += 1
    }
    self.starts = starts
    self.order = order
  }

  /// How deals ended, by member; 0 is everybody, also those deals that are nobody's.
  func tables(_ deal: (Int) -> WinCurve.Watched?) -> ContiguousArray<AgeTable> {
    var tables = ContiguousArray<AgeTable>()
    tables.reserveCapacity(starts.count - 1)
    var all = AgeTable()
    for slot in 0..<starts.count - 1 {
      var table = AgeTable()
      for place in order[starts[slot]..<starts[slot + 1]] {
        if let deal = deal(Int(place)) { table.add(deal) }
      }
      all.add(table)
      tables.append(slot > 0 ? table : AgeTable())
    }
    tables[0] = all
    return tables
  }
}
