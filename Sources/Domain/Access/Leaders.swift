extension Team {
  /// Who leads whom now: the manager's id by the member's.
  package var leaders: [String: String] {
    var leaders: [String: String] = [:]
    for member in roster.members.dropFirst() where !member.manager.isNone {
      leaders[member.facts.member] = symbols.text(member.manager)
    }
    return leaders
  }

  /// Makes a replayed past ready to be looked at: brought up to its own facts, and with today's
  /// leaders, who decide what may be seen; what a member's facts say of their manager stays.
  package mutating func lookBack(leaders: [String: String]) {
    if stale { settle() }
    for slot in roster.members.indices.dropFirst() {
      let leader = leaders[roster.members[slot].facts.member]
      roster.members[slot].manager = leader.map { symbols.intern($0) } ?? .none
    }
  }
}
