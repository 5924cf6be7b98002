/// How much a goal asks for: so many, or money in minor units.
package enum GoalAmount: Equatable, Sendable {
  case count(Int64)
  /// `none` where the currency is the goal's own.
  case money(Int64, Symbol)

  package var value: Int64 {
    switch self {
    case .count(let count): count
    case .money(let amount, _): amount
    }
  }

  package var currency: Symbol {
    if case .money(_, let currency) = self { currency } else { .none }
  }

  package var isMoney: Bool { if case .money = self { true } else { false } }
}

/// `goal.proposed`: an amount of an outcome over a period, for the subject or for the team.
package struct GoalProposed: Equatable, Sendable {
  /// Such as `marc/revenue/FY2026`.
  package var goal: Symbol
  package var metric: Symbol
  package var amount: GoalAmount
  package var period: GoalPeriod
  /// The day from which it holds; nil for the day on which it is accepted.
  package var from: LocalDay?
  package var reason: String?
  /// Whether `from` may lie in the past.
  package var isBackdated: Bool
  package var isTeam: Bool
  /// Whether the amount is the most that shall be, such as of deals lost.
  package var isAtMost: Bool

  package init(
    goal: Symbol, metric: Symbol, amount: GoalAmount, period: GoalPeriod, from: LocalDay? = nil,
    reason: String? = nil, isBackdated: Bool = false, isTeam: Bool = false,
    isAtMost: Bool = false
  ) {
    self.goal = goal
    self.metric = metric
    self.amount = amount
    self.period = period
    self.from = from
    self.reason = reason
    self.isBackdated = isBackdated
    self.isTeam = isTeam
    self.isAtMost = isAtMost
  }
}

/// `goal.accepted`: the member says yes to the newest offer.
package struct GoalAccepted: Equatable, Sendable {
  package var goal: Symbol

  package init(goal: Symbol) { self.goal = goal }
}

/// `goal.countered`: another amount, and why; what was accepted before goes on holding.
package struct GoalCountered: Equatable, Sendable {
  package var goal: Symbol
  package var amount: GoalAmount
  package var reason: String
  package var from: LocalDay?
  package var isBackdated: Bool

  package init(
    goal: Symbol, amount: GoalAmount, reason: String, from: LocalDay? = nil,
    isBackdated: Bool = false
  ) {
    self.goal = goal
    self.amount = amount
    self.reason = reason
    self.from = from
    self.isBackdated = isBackdated
  }
}

/// `goal.ended`: given up from a day on; never a deletion.
package struct GoalEnded: Equatable, Sendable {
  package var goal: Symbol
  package var from: LocalDay
  package var reason: String

  package init(goal: Symbol, from: LocalDay, reason: String) {
    self.goal = goal
    self.from = from
    self.reason = reason
  }
}
