/// `plan.recalibrated`: by the rates they have now a member's quota would be another one.
///
/// It proposes and changes nothing: the quota stays as it is until the member accepts another.
package struct PlanRecalibrated: Equatable, Sendable {
  package var member: Symbol
  package var goal: Symbol
  package var metric: Symbol
  /// The quota in force, per full week, and what the plan asks for now with its range.
  package var was: Int64
  package var weekly: Int64
  package var low: Int64
  package var high: Int64
  /// The week whose end showed it.
  package var week: WeekLabel

  package init(
    member: Symbol, goal: Symbol, metric: Symbol, was: Int64, weekly: Int64, low: Int64,
    high: Int64, week: WeekLabel
  ) {
    self.member = member
    self.goal = goal
    self.metric = metric
    self.was = was
    self.weekly = weekly
    self.low = low
    self.high = high
    self.week = week
  }
}
