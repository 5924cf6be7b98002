/// The goal that a member works for, and where it stands, as their morning mentions it.
package struct GoalBrief: Sendable, Equatable {
  package var goal: String
  package var metric: String
  package var name: String
  package var unit: MetricUnit
  package var currency: String?
  package var amount: Int64
  package var first: LocalDay
  package var last: LocalDay
  package var achieved: Achieved
  /// Wins that what is left takes, by the mean of what won deals are worth; nil where that is no figure.
  package var winsLeft: Double?

  /// Nil where what is achieved is not known.
  package var left: Int64? { achieved.amount.map { max(0, amount - $0) } }
}

/// An amount that somebody else named for a member's goal, and that they did not answer yet.
package struct OfferBrief: Sendable, Equatable {
  package var goal: String
  package var metric: String
  package var name: String
  package var unit: MetricUnit
  package var currency: String?
  package var amount: Int64
  package var last: LocalDay
  package var by: String
}

/// A quota that a member's rates have left behind, and what was proposed in its place.
package struct MovedQuota: Sendable, Equatable {
  package var name: String
  package var metric: String
  package var was: Int64
  package var weekly: Int64
  package var low: Int64
  package var high: Int64
  package var week: WeekLabel
}

extension Team {
  /// Where the accepted goal stands whose period runs; nil where there is none.
  ///
  /// Asked every morning by everybody, so it makes no book of rates.
  mutating func goalBrief(_ slot: Int, now: Instant) -> GoalBrief? {
    let today = today(slot, now)
    guard slot > 0, let goal = runningGoal(slot, on: today), !goal.isAtMost,
      let terms = goal.accepted(on: today),
      let metric = roster.metric(goal.metric)
    else { return nil }
    let (rows, tallies) = updatedTallies(now: now)
    var brief = GoalBrief(
      goal: symbols.text(goal.id), metric: metric.facts.metric, name: metric.facts.name,
      unit: metric.facts.unit, currency: goal.isMoney ? symbols.text(goal.currency) : nil,
      amount: terms.amount, first: goal.period.first, last: goal.period.last,
      achieved: achieved(goal, through: now, among: rows.mayCount(for: slot, metric)))
    let isWon = MeasureCatalogue.find(metric.facts.measure)?.occurrence == .dealWon
    if goal.isMoney, isWon, let left = brief.left, left > 0 {
      brief.winsLeft = dealLine(slot, goal, [], tallies.history).map { Double(left) / $0.mean }
    }
    return brief
  }

  /// The offers that wait for a member's word; what they named themself waits for nobody else's.
  func offerBriefs(_ slot: Int, now: Instant) -> [OfferBrief] {
    let today = today(slot, now)
    guard slot > 0 else { return [] }
    return goals.of(slot).compactMap { goal in
      guard goal.period.last >= today, let offer = goal.offer,
        offer.by != roster.members[slot].id, let metric = roster.metric(goal.metric)
      else { return nil }
      return OfferBrief(
        goal: symbols.text(goal.id), metric: metric.facts.metric, name: metric.facts.name,
        unit: metric.facts.unit, currency: goal.isMoney ? symbols.text(goal.currency) : nil,
        amount: offer.amount, last: goal.period.last, by: symbols.text(offer.by))
    }.sorted { ($0.last, $0.goal) < ($1.last, $1.goal) }
  }

  /// The quotas for which another amount was proposed, as long as the plan still proposes it.
  mutating func movedQuotas(_ slot: Int, now: Instant) -> [MovedQuota] {
    let today = today(slot, now)
    guard slot > 0, let goal = runningGoal(slot, on: today),
      roster.metrics.contains(where: { recalibrations.find(roster.members[slot].id, $0.id) != nil })
    else { return [] }
    let view = plan(slot, goal: goal, rateBook(now: now), now: now)
    return view.quotas.compactMap { quota in
      guard let fact = quota.recalibrated, let metric = roster.metric(quota.metric) else {
        return nil
      }
      return MovedQuota(
        name: metric.facts.name, metric: metric.facts.metric, was: fact.was, weekly: fact.weekly,
        low: fact.low, high: fact.high, week: fact.week)
    }
  }
}
