extension Team {
  /// Whether the open deals of a member, or of the team for slot 0, cover what a goal still asks for.
  func coverage(
    _ slot: Int, goal wanted: Goal? = nil, _ book: RateBook, now: Instant
  ) -> CoverageView {
    var view = CoverageView(
      state: .noGoal, member: slot > 0 ? roster.members[slot].facts : nil)
    let today = zone(slot, now: now).localDay(of: now)
    guard let goal = wanted ?? runningGoal(slot, on: today),
      let line = goalLine(goal, on: today, [], book, now: now)
    else { return view }
    view.goal = line
    (view.first, view.last) = (goal.period.first, goal.period.last)
    view.daysLeft = Int(goal.period.last.days - today.days)
    guard view.daysLeft >= 0 else { return view.with(.over) }
    guard !goal.isAtMost else { return view.with(.atMost) }
    if today < goal.period.first {
      view.daysBefore = Int(goal.period.first.days - today.days) - 1
    }
    guard countsWins(goal.metric) else { return view.with(.notWins) }
    guard let left = line.left else { return view.with(.noCurrencyRate) }
    view.left = left
    guard left > 0 else { return view.with(.reached) }
    if line.unit == .money {
      view.deal = dealLine(slot, goal, [], book.history)
      guard view.deal != nil else {
        view.missing = book.history.missing(money(of: goal))
        return view.with(view.missing.isEmpty ? .noDealSize : .noCurrencyRate)
      }
    }
    let isOwn = book.history.hasOwnCurve(slot)
    let ages = book.history.ages[isOwn ? slot : 0]
    let curve = WinCurve(ages)
    view.curve = CurveLine(
      of: isOwn ? .own : .team, closed: ages.won + ages.lost, wins: ages.won,
      oldestWin: curve.oldestWin, medianCycle: ages.winAge(1, of: 2))
    guard isOwn || book.history.hasCurve(0) else { return view.with(.noCurve) }
    view.rows = openDeals(slot, goal, &view, curve, today, now)
    judge(&view)
    return view
  }

  private func countsWins(_ metric: Symbol) -> Bool {
    roster.metric(metric).flatMap { MeasureCatalogue.find($0.facts.measure) }?.occurrence
      == .dealWon
  }

  private func openDeals(
    _ slot: Int, _ goal: Goal, _ view: inout CoverageView, _ curve: WinCurve, _ today: LocalDay,
    _ now: Instant
  ) -> [CoverageDeal] {
    guard let oldest = view.curve?.oldestWin, let median = view.curve?.medianCycle else {
      return []
    }
    let money = money(of: goal)
    var rows: [CoverageDeal] = []
    for number in book.deals.indices where milestones.states[number] == .open {
      let fold = book.deals[number].state
      guard slot == 0 || fold.owner == slot, let opened = fold.opened, opened <= now else {
        continue
      }
      let age = max(0, days(from: opened, to: now))
      let amount = goal.isMoney ? self.amount(of: fold, money, today) : 1
      let name = symbols.text(book.deals[number].id)
      if amount == nil, fold.amount ?? 0 > 0, age <= oldest {
        view.missing.note(missingRate(fold.currency, to: money, on: today, deal: name))
      }
      let idle = max(0, days(from: lastTouch(number), to: now))
      rows.append(
        CoverageDeal(
          deal: name,
          account: fold.account.isNone ? nil : symbols.text(fold.account),
          stage: fold.stage.isNone ? nil : symbols.text(fold.stage),
          amount: amount ?? Int64((view.deal?.mean ?? 1).rounded()), isGuessed: amount == nil,
          ageDays: age, idleDays: idle,
          chance: max(
            0, curve.chance(openAt: age, after: view.daysBefore ?? 0, within: view.daysLeft)),
          isIdle: idle > 2 * median, isBeyond: age > oldest))
    }
    return rows.sorted { ($1.chance, $0.deal) < ($0.chance, $1.deal) }
  }

  /// What a deal would bring in a goal's currency today; nil where that is not known.
  private func amount(of fold: DealFold, _ money: GoalMoney, _ today: LocalDay) -> Int64? {
    guard let amount = fold.amount, amount > 0 else { return nil }
    return convert(amount, fold.currency, to: money, on: today)
  }

  /// When something last happened on a deal.
  private func lastTouch(_ number: Int) -> Instant {
    let deal = book.deals[number]
    let newest = deal.activities == 0 ? 0 : ledger[deal.activities].second
    return max(deal.state.last, Instant(seconds: Int64(newest)))
  }

  private func judge(_ view: inout CoverageView) {
    let live = view.rows.filter { !$0.isBeyond }
    view.deals = live.count
    view.withoutAmount = live.count { $0.isGuessed }
    view.amount = live.reduce(0) { $0 + $1.amount }
    guard !view.rows.isEmpty else { return view.state = .noOpen }
    guard !live.isEmpty else { return view.state = .noneLeft }
    let mean = live.reduce(0) { $0 + $1.chance } / Double(live.count)
    let need = CoverageNeed(left: view.left, mean: view.deal?.mean ?? 1, chance: mean)
    view.need = need
    view.range = view.curve.map { CoverageNeed.range(of: mean, closed: $0.closed) }
    guard view.withoutAmount * 2 <= live.count else { return view.state = .unknown }
    (view.have, view.chance) = figures(live, view.left)
    (view.haveWithoutIdle, view.chanceWithoutIdle) = figures(live.filter { !$0.isIdle }, view.left)
    view.state = state(need, have: view.have ?? 0, chance: view.chance ?? 0)
  }

  /// Too little is what is not likely to be enough; too much is beyond the level of 95%, and likely.
  private func state(_ need: CoverageNeed, have: Double, chance: Double) -> CoverageState {
    if chance < 0.5 - CoverageNeed.noise { return .tooLittle }
    let most = need.multiple(0.95) ?? .infinity
    return chance > 0.95 && have > most + CoverageNeed.noise ? .tooMuch : .ok
  }

  private func figures(_ deals: [CoverageDeal], _ left: Int64) -> (have: Double, chance: Double) {
    let sum = deals.reduce(0.0) { $0 + Double($1.amount) }
    return (
      sum / Double(left),
      PoissonBinomial.atLeast(left, deals.map { PoissonBinomial.Deal($0.amount, $0.chance) })
    )
  }
}

extension CoverageView {
  func with(_ state: CoverageState) -> CoverageView {
    var view = self
    view.state = state
    return view
  }
}
