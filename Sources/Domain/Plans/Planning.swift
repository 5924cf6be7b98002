extension Team {
  /// The plan of a member for a goal, or of the team for slot 0 (MATHS M1, M2).
  ///
  /// `goal` is the one to plan for; nil takes the member's own whose period runs.
  package func plan(
    _ slot: Int, goal wanted: Goal? = nil, whatIf: [WhatIf] = [], _ book: RateBook, now: Instant
  ) -> PlanView {
    var view = PlanView(state: .noGoal, member: slot > 0 ? roster.members[slot].facts : nil)
    let today = zone(slot, now: now).localDay(of: now)
    guard let goal = wanted ?? runningGoal(slot, on: today),
      let line = goalLine(goal, on: today, whatIf, book, now: now)
    else { return view }
    view.goal = line
    guard today <= goal.period.last else { return view.with(.over) }
    guard !goal.isAtMost else { return view.with(.atMost) }
    guard let left = line.left else { return view.with(.noCurrencyRate) }
    guard left > 0 else { return view.with(.reached) }
    guard let chain = planChain(slot, goal.metric, book) else { return view.with(.noFunnel) }
    if line.unit == .money {
      view.deal = dealLine(slot, goal, whatIf, book.history)
      guard let deal = view.deal else {
        view.missing = book.history.missing(money(of: goal))
        return view.with(view.missing.isEmpty ? .noDealSize : .noCurrencyRate)
      }
      view.wins = Double(left) / deal.mean
    } else {
      view.wins = Double(left)
    }
    view.weeks = planWeeks(slot, goal, chain, whatIf, book, today)
    for (order, place) in chain.steps.enumerated() {
      guard let rate = rate(slot, chain.funnel, step: place, book) else {
        view.unknown.append(chain.funnel.points[place + 1].metric)
        continue
      }
      view.steps.append(
        PlanStep(rate: rate.taking(whatIf.rate(to: rate.to, isLast: order == 0)), need: 0))
    }
    guard view.unknown.isEmpty else { return view.with(.noRate) }
    fill(&view, slot, chain, book, today)
    return view
  }

  /// Needs and quotas, once every input is there.
  private func fill(
    _ view: inout PlanView, _ slot: Int, _ chain: PlanChain, _ book: RateBook, _ today: LocalDay
  ) {
    guard let wins = view.wins, let weeks = view.weeks else { return }
    let required = RequiredActivity(
      wins: wins, rates: view.steps.map(\.rate.posterior.mean), usableWeeks: weeks.usable)
    for place in view.steps.indices { view.steps[place].need = required.needs[place + 1] }
    if chain.start.isActivity, let first = chain.steps.last {
      view.intensity = intensity(slot, chain.start.metric, chain.funnel, step: first, book)
    }
    guard weeks.usable > .zero else {
      view.state = .cannotLand
      return
    }
    view.state = .ok
    let main = range(view, steps: view.steps.count, perTrial: view.intensity?.perTrial ?? 1)
    let start = planned(
      slot, chain.start.metric, main, view, steps: view.steps.count,
      perTrial: view.intensity?.perTrial ?? 1, today)
    if main.weekly > 10_000 { view.state = .beyond }
    // A quota is of what one does: where the way begins with an outcome, its activities come first.
    let others = companions(view, slot, chain, book, today)
    view.quotas = chain.start.isActivity ? [start] + others : others + [start]
  }

  /// What the first so many steps of a plan ask for a week.
  func range(_ view: PlanView, steps: Int, perTrial: Double) -> WeeklyRange {
    let (wins, weeks) = (view.wins ?? 0, view.weeks?.usable ?? Rational(1))
    let rates = view.steps.prefix(steps).map(\.rate.posterior)
    let required = RequiredActivity(
      wins: wins, rates: rates.map(\.mean), perTrial: perTrial, usableWeeks: weeks)
    let range = RequiredActivity.range(
      wins: wins, winsLogVariance: view.deal?.logVariance ?? 0, steps: rates, perTrial: perTrial,
      usableWeeks: weeks.double, share: 0.8)
    let weekly = required.weekly ?? 0
    return WeeklyRange(
      weekly: weekly, low: min(weekly, Int64(held: range.low)),
      high: max(weekly, Int64(held: min(range.high, RequiredActivity.mostWeekly))),
      median: range.median)
  }

  /// What a week needs of a metric, beside the quota in force.
  private func planned(
    _ slot: Int, _ metric: Symbol, _ range: WeeklyRange, _ view: PlanView, steps: Int,
    perTrial: Double, _ today: LocalDay
  ) -> PlannedQuota {
    let trials = steps > 0 ? view.steps[steps - 1].need : view.wins ?? 0
    var quota = PlannedQuota(
      metric: metric, range: range, perTrial: perTrial, steps: steps, total: trials * perTrial)
    guard slot > 0 else { return quota }
    let member = roster.members[slot]
    quota.now = member.quota(metric, on: today)
    quota.from = member.quotas[metric]?.last { ($0.from ?? today) <= today }?.from
    quota.agreed = agreedRange(slot, metric, on: today)
    let proposed = recalibrations.find(member.id, metric)
    // What was proposed once is told as long as it would be proposed again.
    let holds =
      proposed.map {
        $0.was == quota.now && $0.goal == view.goal?.goal.id
          && (range.low...range.high).contains($0.weekly)
      } ?? false
    quota.recalibrated = holds ? proposed : nil
    return quota
  }

  /// Other activities that a step of the way is worked with: those that serve its outcome.
  private func companions(
    _ view: PlanView, _ slot: Int, _ chain: PlanChain, _ book: RateBook, _ today: LocalDay
  ) -> [PlannedQuota] {
    var quotas: [PlannedQuota] = []
    // The earliest step's first.
    for (order, place) in chain.steps.enumerated().reversed() {
      let (from, to) = (chain.funnel.points[place], chain.funnel.points[place + 1])
      let name = symbols.text(to.metric)
      for metric in roster.metrics
      where metric.facts.kind == .activity && metric.facts.serves == name
        && metric.facts.unit == .count && metric.ended == nil && metric.id != from.metric
        && metric.id != chain.start.metric
      {
        let now = slot > 0 ? roster.members[slot].quota(metric.id, on: today) : nil
        guard let per = intensity(slot, metric.id, chain.funnel, step: place, book),
          per.of == .own || now != nil
        else { continue }
        let range = range(view, steps: order + 1, perTrial: per.perTrial)
        quotas.append(
          planned(slot, metric.id, range, view, steps: order + 1, perTrial: per.perTrial, today))
      }
    }
    return quotas
  }
}

extension PlanView {
  func with(_ state: PlanState) -> PlanView {
    var view = self
    view.state = state
    return view
  }
}

extension RateLine {
  /// The same with a rate that is taken as known; hardly anything about it is open then.
  func taking(_ rate: Double?) -> RateLine {
    guard let rate else { return self }
    var line = self
    let certain = 1e12
    line.posterior = Beta(max(rate, 1e-13) * certain, max(1 - rate, 1e-13) * certain)
    line.of = .assumed
    return line
  }
}
