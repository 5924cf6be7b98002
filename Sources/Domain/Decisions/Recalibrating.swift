extension Team {
  /// Proposals for quotas that a member's rates have left behind, once for each quota (METHOD 11).
  ///
  /// Only a quota that was agreed on with a range has something to leave. What it asked for a week is
  /// compared for the goal and the weeks of then: a quota grows when time passes and little was won,
  /// and that is no other rate. Nothing rests on assumed rates.
  mutating func recalibrations(_ slot: Int, _ week: WeekLabel, now: Instant) -> [Event] {
    let today = zone(slot, now: now).localDay(of: now)
    guard let goal = runningGoal(slot, on: today), goal.accepted(on: today) != nil else {
      return []
    }
    let book = rateBook(now: now)
    let view = plan(slot, goal: goal, book, now: now)
    // Of the last days of a window no week can be asked.
    guard view.state == .ok, let weeks = view.weeks?.usable, weeks >= Rational(1),
      view.steps.allSatisfy({ $0.rate.of != .assumed })
    else { return [] }
    let member = roster.members[slot].id
    return view.quotas.compactMap { planned in
      guard let was = planned.now, was > 0, was != planned.range.weekly,
        let agreed = planned.agreed,
        let asked = weeklyThen(slot, planned, view, book, today),
        !agreed.contains(Int64(held: asked)),
        // The same quota is asked about once, whatever the rates do next.
        recalibrations.find(member, planned.metric)?.was != was
      else { return nil }
      return .planRecalibrated(
        PlanRecalibrated(
          member: member, goal: goal.id, metric: planned.metric, was: was,
          weekly: planned.range.weekly, low: planned.range.low, high: planned.range.high,
          week: week))
    }
  }

  /// What today's rates would have asked for a week when the quota was agreed on; nil where what was
  /// left then, or the weeks that counted, are none.
  private func weeklyThen(
    _ slot: Int, _ planned: PlannedQuota, _ view: PlanView, _ book: RateBook, _ today: LocalDay
  ) -> Double? {
    guard let terms = agreedTerms(slot, planned.metric, on: today), let at = terms.acceptedAt,
      let line = view.goal, let left = line.left, left > 0,
      let done = achieved(line.goal, through: at, among: book.rows?.dealsOf[slot]).amount,
      let chain = planChain(slot, line.goal.metric, book)
    else { return nil }
    let leftThen = Double(line.terms.amount - done)
    let day = zone(slot, now: at).localDay(of: at)
    let weeks = planWeeks(slot, line.goal, chain, [], book, day).usable
    guard leftThen > 0, weeks > .zero else { return nil }
    return planned.total * leftThen / Double(left) / weeks.double
  }

  /// The quota in force as it was agreed on; nil where nobody agreed on it.
  private func agreedTerms(_ slot: Int, _ metric: Symbol, on day: LocalDay) -> QuotaTerms? {
    let span = roster.members[slot].quotas[metric]?.last { ($0.from ?? day) <= day }
    return span.flatMap { symbols.find($0.quota) }.flatMap { quotas.find($0) }?.accepted
  }

  /// The range that the quota in force had when it was agreed on; nil for one without.
  func agreedRange(_ slot: Int, _ metric: Symbol, on day: LocalDay) -> ClosedRange<Int64>? {
    guard let terms = agreedTerms(slot, metric, on: day), let low = terms.low,
      let high = terms.high, low <= high
    else { return nil }
    return low...high
  }
}
