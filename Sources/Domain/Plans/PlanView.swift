/// Whether a plan could be made, and why not.
package enum PlanState: String, Sendable, CaseIterable {
  case ok
  case noGoal = "no-goal"
  /// Nothing is left of the goal.
  case reached
  /// The period is over.
  case over
  /// Activity started now lands after the period.
  case cannotLand = "cannot-land"
  /// A step has neither history nor an assumed rate.
  case noRate = "no-rate"
  case noDealSize = "no-deal-size"
  /// No funnel leads to the goal's outcome.
  case noFunnel = "no-funnel"
  case noCurrencyRate = "no-currency-rate"
  /// The goal is a most: nothing is worked back from it.
  case atMost = "at-most"
  /// More than anybody could do: the talk is about the goal.
  case beyond
}

/// A goal with what of it is achieved.
package struct GoalLine: Sendable, Equatable {
  package var goal: Goal
  package var name: String
  package var unit: MetricUnit
  /// What holds or, as long as nothing does, what is offered.
  package var terms: GoalTerms
  package var isAccepted: Bool
  package var achieved: Achieved
  /// Nil where the achieved amount is not known.
  package var left: Int64? { achieved.amount.map { max(0, terms.amount - $0) } }
}

/// The mean of what won deals are worth.
package struct DealLine: Sendable, Equatable {
  package var mean: Double
  package var count: Int
  package var of: EvidenceOwner
  package var logVariance: Double
  package var label: Evidence { Evidence(trials: count) }
}

/// One step of the way back, and how many trials it needs.
package struct PlanStep: Sendable, Equatable {
  package var rate: RateLine
  package var need: Double
}

/// How many activities go into one trial.
package struct Intensity: Sendable, Equatable {
  package var metric: Symbol
  package var perTrial: Double
  /// Trials that it rests on.
  package var trials: Int
  package var of: EvidenceOwner
}

/// The weeks that count.
package struct PlanWeeks: Sendable, Equatable {
  package var workingDaysLeft: Int
  package var daysAWeek: Int
  package var lag: PlanLag
  package var usable: Rational
}

/// An amount a week with four cases in five around it, rounded for people: the point up, the ends to
/// the nearest, the upper end at least the point (MATHS M2).
package struct WeeklyRange: Sendable, Equatable {
  package var weekly: Int64
  package var low: Int64
  package var high: Int64
  package var median: Double
}

/// A quota that follows from the plan.
package struct PlannedQuota: Sendable, Equatable {
  package var metric: Symbol
  package var range: WeeklyRange
  package var perTrial: Double
  /// Steps from it to the outcome, and how many of it the goal still asks for in all.
  package var steps: Int
  package var total: Double
  /// The quota in force; nil where there is none.
  package var now: Int64?
  /// The day from which it holds, where one was named, and the range it had when it was agreed on.
  package var from: LocalDay?
  package var agreed: ClosedRange<Int64>?
  /// What was proposed in its place when the rates left that range.
  package var recalibrated: PlanRecalibrated?
}

/// One answer to "what if".
package struct WhatIfLine: Sendable, Equatable {
  package var inputs: [WhatIf]
  package var range: WeeklyRange?
}

/// The derivation from a goal to the quotas of a week, with every input.
package struct PlanView: Sendable, Equatable {
  package var state: PlanState
  /// Nil for the team's own plan.
  package var member: MemberJoined?
  package var goal: GoalLine?
  package var deal: DealLine?
  package var wins: Double?
  package var steps: [PlanStep] = []
  package var intensity: Intensity?
  package var weeks: PlanWeeks?
  package var quotas: [PlannedQuota] = []
  package var whatIf: [WhatIfLine] = []
  /// The pairs of currencies for want of which no mean deal is known.
  package var missing: [MissingRate] = []
  /// The steps that nothing is known of.
  package var unknown: [Symbol] = []

  /// The first of the quotas is the one that the way begins with.
  package var main: PlannedQuota? { quotas.first }
}
