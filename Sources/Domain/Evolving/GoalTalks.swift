// What was recorded about a goal: true where it had an effect. A person's own words were decided before
// they were recorded; what somebody forwarded may contradict, and then stays without effect.

extension Team {
  /// `goal.proposed`: a new goal, or an offer for one that is there.
  mutating func take(_ fact: GoalProposed, _ stamp: Stamp) -> Bool {
    let slot = fact.isTeam ? 0 : slot(of: stamp)
    guard slot > 0 || fact.isTeam, goalFault(fact, slot) == nil else { return false }
    if goals.find(fact.goal) == nil {
      goals.add(
        Goal(
          id: fact.goal, slot: slot, metric: fact.metric, currency: fact.amount.currency,
          period: fact.period, isAtMost: fact.isAtMost))
    }
    return offer(
      fact.goal, fact.amount.value, from: fact.from, fact.reason, fact.isBackdated, stamp)
  }

  mutating func take(_ fact: GoalCountered, _ stamp: Stamp) -> Bool {
    guard let goal = goals.find(fact.goal), goal.isOpen, fits(fact.amount, goal) else {
      return false
    }
    return offer(
      fact.goal, fact.amount.value, from: fact.from, fact.reason, fact.isBackdated, stamp)
  }

  /// `goal.accepted`: the newest offer holds, from its day or from today where that has passed.
  mutating func take(_ fact: GoalAccepted, _ stamp: Stamp) -> Bool {
    guard let goal = goals.find(fact.goal), let offer = goal.offer,
      isOwnWord(stamp, of: goal.slot)
    else { return false }
    let today = today(goal.slot, stamp.at)
    let from = offer.isBackdated ? offer.from : max(offer.from, today)
    guard from <= goal.period.last else { return false }
    goals.change(fact.goal) { goal in
      let newest = goal.terms.count - 1
      goal.terms[newest].from = from
      goal.terms[newest].acceptedAt = stamp.at
      goal.terms[newest].acceptedSeq = stamp.seq
    }
    return true
  }

  mutating func take(_ fact: GoalEnded, _ stamp: Stamp) -> Bool {
    guard let goal = goals.find(fact.goal), goal.isOpen else { return false }
    let from = max(fact.from, today(goal.slot, stamp.at))
    goals.change(fact.goal) { goal in
      goal.endings.append(
        GoalEnding(
          from: from, reason: fact.reason, by: stamp.by, at: stamp.at, seq: stamp.seq))
    }
    return true
  }

  /// Adds terms that wait for an answer.
  private mutating func offer(
    _ id: Symbol, _ amount: Int64, from: LocalDay?, _ reason: String?, _ isBackdated: Bool,
    _ stamp: Stamp
  ) -> Bool {
    guard let goal = goals.find(id), goal.terms.count < Goal.mostTerms else { return false }
    let today = today(goal.slot, stamp.at)
    let start = from ?? max(today, goal.period.first)
    guard start >= goal.period.first, start <= goal.period.last, start >= today || isBackdated
    else { return false }
    goals.change(id) { goal in
      goal.terms.append(
        GoalTerms(
          amount: amount, from: start, reason: reason, isBackdated: start < today, by: stamp.by,
          at: stamp.at, seq: stamp.seq))
    }
    return true
  }

  /// The member that an event is about; 0 for nobody known.
  func slot(of stamp: Stamp) -> Int {
    roster.slot(
      subject: symbols.text(stamp.subject), symbol: stamp.subject,
      source: symbols.text(stamp.source))
  }

  /// Whether somebody speaks for themself; for the team a manager or an operator does.
  func isOwnWord(_ stamp: Stamp, of slot: Int) -> Bool {
    let source = symbols.text(stamp.source)
    guard slot == 0 else { return source == "/cox/\(memberName(slot))" }
    if source.hasPrefix("/cox/uid-") { return true }
    guard source.hasPrefix("/cox/"), let name = symbols.find(String(source.dropFirst(5))),
      let member = roster.member(name)
    else { return false }
    return member.role == .manager || member.role == .operator
  }

  /// The date on a member's wall, or on the team's for slot 0.
  func today(_ slot: Int, _ now: Instant) -> LocalDay {
    zone(slot, on: LocalDay(days: Int32(clamping: floorDivide(now.seconds, 86_400))))
      .localDay(of: now)
  }

  /// Whether an amount is of the goal's kind.
  func fits(_ amount: GoalAmount, _ goal: Goal) -> Bool {
    amount.isMoney == goal.isMoney
      && (amount.currency.isNone || amount.currency == goal.currency)
  }

  /// The name that a goal has.
  func goalName(_ slot: Int, _ metric: Symbol, _ period: GoalPeriod) -> String {
    let whose = slot == 0 ? "team" : memberName(slot)
    return "\(whose)/\(symbols.text(metric))/\(period.name)"
  }
}
