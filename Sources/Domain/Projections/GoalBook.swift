/// Every goal ever proposed, with all its terms.
package struct GoalBook: Projection {
  private(set) var all: [Goal] = []

  package init() {}

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
  }

  /// The goals of a member, or of the team for slot 0, in the order of their first proposal.
  func of(_ slot: Int) -> [Goal] { all.filter { $0.slot == slot } }
}

extension Team {
  /// What of a goal is achieved by what happened up to a moment.
  func achieved(_ goal: Goal, through now: Instant) -> Achieved {
    Achieved(amount: 0, times: 0, missing: [])
  }
}
