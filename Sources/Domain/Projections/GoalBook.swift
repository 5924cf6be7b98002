/// Every goal ever proposed, with all its terms.
package struct GoalBook: Projection {
  private(set) var all: [Goal] = []
  /// Each metric with each currency that a goal of it is in, in the order of the first; it only grows.
  private(set) var monies: [Money] = []
  private var placeOf: [Symbol: Int] = [:]

  /// A metric of money, and a currency of its goals.
  struct Money: Sendable, Equatable {
    let metric: Symbol
    let currency: Symbol
  }

  package init() {}

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    let isTaken: Bool
    switch event {
    case .goalProposed(let fact): isTaken = team.take(fact, stamp)
    case .goalAccepted(let fact): isTaken = team.take(fact, stamp)
    case .goalCountered(let fact): isTaken = team.take(fact, stamp)
    case .goalEnded(let fact): isTaken = team.take(fact, stamp)
    default: return
    }
    if !isTaken { team.doubts.note(.doubtfulGoal, stamp.seq) }
  }

  /// The goals of a member, or of the team for slot 0, in the order of their first proposal.
  func of(_ slot: Int) -> [Goal] { all.filter { $0.slot == slot } }

  func find(_ goal: Symbol) -> Goal? { placeOf[goal].map { all[$0] } }

  mutating func add(_ goal: Goal) {
    let money = Money(metric: goal.metric, currency: goal.currency)
    if goal.isMoney, !monies.contains(money) { monies.append(money) }
    placeOf[goal.id] = all.count
    all.append(goal)
  }

  /// Changes a goal that is there.
  mutating func change(_ goal: Symbol, _ body: (inout Goal) -> Void) {
    if let place = placeOf[goal] { body(&all[place]) }
  }
}
