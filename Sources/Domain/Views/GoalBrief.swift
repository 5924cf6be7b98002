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
  /// Asked every morning by everybody, so it reads marks and deals and makes no book of rates.
  func goalBrief(_ slot: Int, now: Instant) -> GoalBrief? {
    let today = today(slot, now)
    guard slot > 0, let goal = runningGoal(slot, on: today), !goal.isAtMost,
      let terms = goal.accepted(on: today),
      let metric = roster.metric(goal.metric)
    else { return nil }
    var brief = GoalBrief(
      goal: symbols.text(goal.id), metric: metric.facts.metric, name: metric.facts.name,
      unit: metric.facts.unit, currency: goal.isMoney ? symbols.text(goal.currency) : nil,
      amount: terms.amount, first: goal.period.first, last: goal.period.last,
      achieved: achieved(goal, through: now, among: dealsTouched(by: slot)))
    let isWon = MeasureCatalogue.find(metric.facts.measure)?.occurrence == .dealWon
    if goal.isMoney, isWon, let left = brief.left, left > 0 {
      brief.winsLeft = meanWin(slot, goal.currency, on: zone(0, now: now).localDay(of: now)).map {
        Double(left) / $0
      }
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

  /// The quotas for which another amount was proposed, as long as neither they nor their goal changed.
  func movedQuotas(_ slot: Int, now: Instant) -> [MovedQuota] {
    let today = today(slot, now)
    guard slot > 0 else { return [] }
    let member = roster.members[slot]
    return roster.metrics.compactMap { metric in
      guard metric.ended == nil, let fact = recalibrations.find(member.id, metric.id),
        fact.was == member.quota(metric.id, on: today),
        let goal = goals.find(fact.goal), goal.period.last >= today,
        goal.accepted(on: today) != nil
      else { return nil }
      return MovedQuota(
        name: metric.facts.name, metric: metric.facts.metric, was: fact.was, weekly: fact.weekly,
        low: fact.low, high: fact.high, week: fact.week)
    }
  }

  /// The deals that may count for a member's goals, by one walk over flat marks.
  private func dealsTouched(by slot: Int) -> [Int32] {
    let places = Milestones.firstStage + milestones.stages
    return milestones.states.indices.filter { deal in
      switch milestones.states[deal] {
      case .unknown: return false
      case .won where book.deals[deal].state.credit.contains { $0.member == slot }: return true
      default: return (0..<places).contains { Int(milestones[deal, $0].actor) == slot }
      }
    }.map { Int32($0) }
  }

  /// What a won deal is worth in the mean, as the member's plan takes it.
  private func meanWin(_ slot: Int, _ currency: Symbol, on today: LocalDay) -> Double? {
    var (own, all) = (DealSizes(), DealSizes())
    var clock = DayClock(zone: zone(0, on: LocalDay(days: 0)))
    for deal in milestones.states.indices where milestones.states[deal] == .won {
      let (opened, closed) = (
        milestones[deal, Milestones.opened].second, milestones[deal, Milestones.closed]
      )
      let day = clock.day(closed.second)
      guard opened != 0, day <= today.days, day >= today.days - StepTally.windowDays,
        clock.day(opened) <= today.days
      else { continue }
      let fold = book.deals[deal].state
      guard fold.currency == currency || fold.currency.isNone, let worth = fold.worth, worth > 0
      else { continue }
      all.add(worth)
      if fold.credit.isEmpty {
        if Int(closed.actor) == slot { own.add(worth) }
      } else if let part = fold.worth(for: slot) {
        own.add(part)
      }
    }
    return (own.count >= DealSizes.fewest ? own : all).mean
  }
}
