/// Tables of ages, one of each member and one of everybody.
struct MemberAges: Sendable {
  private var own: ContiguousArray<AgeTable>
  private var all = AgeTable()

  init(members count: Int) { own = ContiguousArray(repeating: AgeTable(), count: count) }

  /// A member's table; everybody's for slot 0.
  subscript(slot: Int) -> AgeTable { slot > 0 ? own[slot] : all }

  /// Puts another table in a member's place; slot 0 stands for deals that are nobody's.
  mutating func set(_ slot: Int, _ table: AgeTable) {
    all.remove(own[slot])
    own[slot] = table
    all.add(table)
  }
}
