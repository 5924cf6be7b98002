extension Team {
  /// The zone that holds for a member at a moment.
  func zone(_ slot: Int, now: Instant) -> ZoneTable {
    zone(slot, on: LocalDay(days: Int32(clamping: floorDivide(now.seconds, 86_400))))
  }

  /// The goal that a member's plan is for: what is to be reached before a most; one that runs, else
  /// the one to come that begins first.
  ///
  /// Of these accepted before offered, money before counts, and the one that ends first.
  func runningGoal(_ slot: Int, on day: LocalDay) -> Goal? {
    goals.of(slot).filter { goal in
      let asked = max(day, goal.period.first)
      return asked <= goal.period.last && (goal.ended.map { asked < $0 } ?? true)
        && (held(goal, day) ?? goal.offer) != nil
    }.min { order($0, day) < order($1, day) }
  }

  private func order(
    _ goal: Goal, _ day: LocalDay
  ) -> (Int, LocalDay, Int, Int, LocalDay, Symbol) {
    (
      goal.isAtMost ? 1 : 0, max(day, goal.period.first), held(goal, day) == nil ? 1 : 0,
      goal.currency.isNone ? 1 : 0, goal.period.last, goal.id
    )
  }

  /// A goal with what holds of it: now, or on a day to come as long as that is agreed on.
  func goalLine(
    _ goal: Goal, on day: LocalDay, _ whatIf: [WhatIf] = [], _ book: RateBook, now: Instant
  ) -> GoalLine? {
    let accepted = held(goal, day)
    guard var terms = accepted ?? goal.offer, let metric = roster.metric(goal.metric) else {
      return nil
    }
    if let amount = whatIf.goal { terms.amount = amount }
    return GoalLine(
      goal: goal, name: metric.facts.name, unit: metric.facts.unit, terms: terms,
      isAccepted: accepted != nil,
      achieved: achieved(
        goal, through: now,
        among: goal.slot > 0 ? book.rows?.mayCount(for: goal.slot, metric) : nil))
  }

  /// The mean of the deals a member won, in a goal's currency; of everybody's where there are fewer
  /// than five of their own.
  func dealLine(
    _ slot: Int, _ goal: Goal, _ whatIf: [WhatIf], _ history: DealHistory
  ) -> DealLine? {
    if let taken = whatIf.deal {
      return DealLine(mean: taken, count: 0, of: .assumed, logVariance: 0)
    }
    let money = money(of: goal)
    let own = slot > 0 ? history.sizes(slot, money) : DealSizes()
    let isOwn = own.count >= DealSizes.fewest
    let sizes = isOwn ? own : history.sizes(0, money)
    return sizes.mean.map {
      DealLine(
        mean: $0, count: sizes.count, of: isOwn ? .own : .team, logVariance: sizes.logVariance)
    }
  }

  /// Working days to the end of a goal, less the lag: from today, or for a period to come from the day
  /// from which on what is done lands in it.
  func planWeeks(
    _ slot: Int, _ goal: Goal, _ chain: PlanChain, _ whatIf: [WhatIf], _ book: RateBook,
    _ today: LocalDay
  ) -> PlanWeeks {
    var lag = lag(slot, chain, book)
    if let days = whatIf.lagDays { lag = PlanLag(days: days, of: .assumed) }
    let landing = goal.period.first.adding(days: -min(lag.days, 36_500))
    let days = workingDaysLeft(slot, from: max(today, landing), through: goal.period.last)
    let aWeek = workingDaysAWeek(slot, on: today)
    var usable = RequiredActivity.usableWeeks(
      workingDaysLeft: Int64(days), workingDaysAWeek: Int64(aWeek), lagDays: Int64(lag.days))
    if let weeks = whatIf.weeks { usable = Rational(Int64((weeks * 1_000).rounded()), 1_000) }
    return PlanWeeks(workingDaysLeft: days, daysAWeek: aWeek, lag: lag, usable: usable)
  }

  func workingDaysAWeek(_ slot: Int, on day: LocalDay) -> Int {
    let own = slot > 0 ? roster.calendar.own(roster.members[slot].calendars.value(on: day)) : nil
    return (own?.workingDays ?? roster.calendar.workingDays).count
  }

  /// Working days on which a member is in the team and not away; for slot 0 everybody's.
  func workingDaysLeft(_ slot: Int, from first: LocalDay, through last: LocalDay) -> Int {
    guard first <= last else { return 0 }
    let away = slot > 0 ? absences.of(slot, in: first...last) : []
    // Taken out once: a member is large to copy for each day.
    let member = roster.members[slot]
    return (first.days...last.days).count { number in
      let day = LocalDay(days: number)
      let own =
        slot > 0 ? roster.calendar.own(member.calendars.value(on: day)) : nil
      guard (own?.workingDays ?? roster.calendar.workingDays).contains(day.weekday) else {
        return false
      }
      if roster.calendar.holidays.cover(day) || own?.holidays.cover(day) ?? false { return false }
      return slot == 0
        || (member.isPresent(on: day) && !away.contains { $0.touches(day...day) })
    }
  }

  /// Activities of a kind for each trial of a step: a member's own mean, drawn towards the others'.
  func intensity(
    _ slot: Int, _ metric: Symbol, _ funnel: RateBook.Funnel, step place: Int, _ book: RateBook
  ) -> Intensity? {
    guard let effort = funnel.efforts[place].all(metric), effort.done > 0, effort.trials > 0
    else { return nil }
    let own = slot > 0 ? funnel.efforts[place].own(slot, metric) : Effort()
    let others = Effort(done: effort.done - own.done, trials: effort.trials - own.trials)
    let mean = others.trials > 0 ? Double(others.done) / Double(others.trials) : 1
    guard slot > 0 else {
      return Intensity(metric: metric, perTrial: mean, trials: others.trials, of: .team)
    }
    let strength = Conversion.defaultStrength
    return Intensity(
      metric: metric,
      perTrial: (Double(own.done) + mean * strength) / (Double(own.trials) + strength),
      trials: own.trials, of: own.done > 0 ? .own : .team)
  }
}
