extension Team {
  /// Proposals for quotas that a member's rates have left behind, once for each quota (METHOD 11).
  ///
  /// A quota that was made by a plan is left when the plan's point lies outside the range that it had
  /// then; another one when it lies outside the range of now. Nothing rests on assumed rates.
  mutating func recalibrations(_ slot: Int, _ week: WeekLabel, now: Instant) -> [Event] {
    let today = zone(slot, now: now).localDay(of: now)
    guard let goal = runningGoal(slot, on: today), goal.accepted(on: today) != nil else {
      return []
    }
    let book = rateBook(now: now)
    let view = plan(slot, goal: goal, book, now: now)
    guard view.state == .ok, view.steps.allSatisfy({ $0.rate.of != .assumed }) else { return [] }
    let member = roster.members[slot].id
    return view.quotas.compactMap { planned in
      guard let was = planned.now, was > 0, was != planned.range.weekly else { return nil }
      let agreed = agreedRange(slot, planned.metric, on: today)
      let isLeft =
        agreed.map { !($0.contains(planned.range.weekly)) }
        ?? !(planned.range.low...planned.range.high).contains(was)
      // The same quota is asked about once, whatever the rates do next.
      guard isLeft, recalibrations.find(member, planned.metric)?.was != was else { return nil }
      return .planRecalibrated(
        PlanRecalibrated(
          member: member, goal: goal.id, metric: planned.metric, was: was,
          weekly: planned.range.weekly, low: planned.range.low, high: planned.range.high,
          week: week))
    }
  }

  /// The range that the quota in force had when it was agreed on; nil for one without.
  func agreedRange(_ slot: Int, _ metric: Symbol, on day: LocalDay) -> ClosedRange<Int64>? {
    guard let span = roster.members[slot].quotas[metric]?.last(where: { ($0.from ?? day) <= day }),
      let terms = symbols.find(span.quota).flatMap({ quotas.find($0) })?.accepted,
      let low = terms.low, let high = terms.high, low <= high
    else { return nil }
    return low...high
  }
}
