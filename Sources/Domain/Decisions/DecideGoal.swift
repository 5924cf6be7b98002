extension Team {
  /// A person's word about a goal: the member's own, their manager's or an operator's; a goal of the
  /// team is its managers' and operators'.
  func decideGoal(_ command: Command, now: Instant) throws(Rejection) {
    switch command.event {
    case .goalProposed(let fact):
      try decideProposal(fact, command, now)
    case .goalCountered(let fact):
      let goal = try openGoal(fact.goal, command)
      guard fits(fact.amount, goal) else { throw otherUnit(goal) }
      try decideStart(fact.from, fact.isBackdated, fact.reason, goal.period, goal.slot, now)
      try decideLength(goal)
    case .goalAccepted(let fact):
      try decideAcceptance(fact.goal, command, now)
    case .goalEnded(let fact):
      let goal = try openGoal(fact.goal, command)
      let today = today(goal.slot, now)
      guard fact.from >= today, fact.from <= goal.period.last else {
        throw Rejection(
          kind: .invalid, pointer: "/data/from",
          message:
            "\(symbols.text(goal.id)) ends from today (\(today)) on or later, by \(goal.period.last)"
        )
      }
    default:
      break
    }
  }

  private func decideProposal(
    _ fact: GoalProposed, _ command: Command, _ now: Instant
  ) throws(Rejection) {
    let slot = fact.isTeam ? 0 : roster.memberSlots[command.subject] ?? 0
    try decideSpeaker(slot, command.by)
    if let fault = goalFault(fact, slot) { throw fault }
    try decideStart(fact.from, fact.isBackdated, fact.reason, fact.period, slot, now)
    guard let known = goals.find(fact.goal) else { return }
    try decideLength(known)
    guard !known.isOpen || fact.reason?.isEmpty == false else {
      throw Rejection(
        kind: .invalid, pointer: "/data/reason",
        message: "\(symbols.text(fact.goal)) is there: another amount for it needs a reason, "
          + "'cox goal counter \(symbols.text(fact.goal)) AMOUNT --reason ...'")
    }
  }

  private func decideAcceptance(
    _ id: Symbol, _ command: Command, _ now: Instant
  ) throws(Rejection) {
    let goal = try knownGoal(id, command)
    if goal.slot > 0, command.by.member != roster.members[goal.slot].id {
      throw Rejection(
        kind: .denied, pointer: "/data/goal",
        message: "only \(memberName(goal.slot)) accepts \(symbols.text(id)); "
          + "'cox goal counter' names another amount")
    }
    guard let offer = goal.offer else {
      throw Rejection(
        kind: .invalid, pointer: "/data/goal",
        message: "nothing is offered for \(symbols.text(id)); 'cox goal list' shows what holds")
    }
    guard offer.isBackdated || today(goal.slot, now) <= goal.period.last else {
      throw Rejection(
        kind: .invalid, pointer: "/data/goal",
        message: "\(goal.period.name) was over on \(goal.period.last)")
    }
  }

  /// What is wrong with a proposal by itself, whoever makes it; nil where nothing is.
  func goalFault(_ fact: GoalProposed, _ slot: Int) -> Rejection? {
    func fault(_ pointer: String, _ message: String) -> Rejection {
      Rejection(kind: .invalid, pointer: pointer, message: message)
    }
    guard slot == 0 || roster.members[slot].role != .integration else {
      return fault("/subject", "\(memberName(slot)) is a tool; goals are people's")
    }
    guard let metric = roster.metric(fact.metric), metric.isOutcome,
      metric.isGoal || fact.isAtMost
    else { return fault("/data/metric", noOutcome(fact.metric)) }
    guard fact.amount.isMoney == (metric.facts.unit == .money) else {
      return fault(
        "/data",
        metric.facts.unit == .money
          ? "\(metric.facts.metric) is money: state amount and currency"
          : "\(metric.facts.metric) is counted: state count")
    }
    guard GoalPeriod(fact.period.name, in: roster.calendar) == fact.period else {
      let read = GoalPeriod(fact.period.name, in: roster.calendar)
      return fault(
        "/data/period",
        read.map { "'\(fact.period.name)' is \($0.name), \($0.first) to \($0.last)" }
          ?? "'\(fact.period.name)' is no period such as 2026-W47, 2026-11, 2026-Q4, FY2026 or "
          + "2026-10-01..2026-12-15")
    }
    let name = goalName(slot, fact.metric, fact.period)
    guard symbols.text(fact.goal) == name else {
      return fault("/data/goal", "this goal is called '\(name)'")
    }
    if let known = goals.find(fact.goal), known.slot != slot || !fits(fact.amount, known) {
      return otherUnit(known)
    }
    if let known = goals.find(fact.goal), known.isAtMost != fact.isAtMost {
      return fault(
        "/data/at_most",
        known.isAtMost
          ? "\(name) is a most: say it with --at-most" : "\(name) is to be reached, and is no most")
    }
    let (own, asked) = (symbols.text(metric.currency), symbols.text(fact.amount.currency))
    guard own.isEmpty || asked.isEmpty || roster.rates.know(own, asked) else {
      return fault(
        "/data/currency",
        "\(metric.facts.metric) is in \(own), and no exchange rate says what that is in \(asked): "
          + "add to the playbook  exchange-rates: [{from: \(fact.period.first), base: \(own), "
          + "rates: {\(asked): \"...\"}}]")
    }
    return nil
  }

  /// That a goal cannot be on a metric, and on what it can be.
  private func noOutcome(_ metric: Symbol) -> String {
    let name = symbols.text(metric)
    if roster.metric(metric)?.isOutcome == true {
      return "\(name) is nothing to reach: a goal on it is a most, --at-most"
    }
    let known = roster.metrics.filter(\.isGoal).map(\.facts.metric).sorted()
    return "no outcome is called '\(name)'; a goal is an amount of "
      + (known.isEmpty ? "an outcome, and the playbook has none yet" : list(known))
  }

  /// From which day terms hold; the past needs to be meant, and a reason.
  private func decideStart(
    _ from: LocalDay?, _ isBackdated: Bool, _ reason: String?, _ period: GoalPeriod, _ slot: Int,
    _ now: Instant
  ) throws(Rejection) {
    let today = today(slot, now)
    guard let from else {
      guard today <= period.last else {
        throw Rejection(
          kind: .invalid, pointer: "/data/period",
          message: "\(period.name) was over on \(period.last); what held then is said with "
            + "--backdate \(period.first) --reason ...")
      }
      return
    }
    guard from >= period.first, from <= period.last else {
      throw Rejection(
        kind: .invalid, pointer: "/data/from",
        message: "\(from) is not in \(period.name), \(period.first) to \(period.last)")
    }
    guard from >= today || isBackdated && reason?.isEmpty == false else {
      throw Rejection(
        kind: .invalid, pointer: isBackdated ? "/data/reason" : "/data/from",
        message: "\(from) has passed: what shall have held since then needs a reason, "
          + "--backdate \(from) --reason ..., and stays visible")
    }
  }

  private func openGoal(_ id: Symbol, _ command: Command) throws(Rejection) -> Goal {
    let goal = try knownGoal(id, command)
    guard goal.isOpen else {
      throw Rejection(
        kind: .invalid, pointer: "/data/goal",
        message: "\(symbols.text(id)) was given up; 'cox goal propose' states it anew")
    }
    return goal
  }

  /// A goal of the command's subject, or of the team: whoever may not know another learns nothing.
  private func knownGoal(_ id: Symbol, _ command: Command) throws(Rejection) -> Goal {
    if let goal = goals.find(id),
      goal.slot == 0 || roster.members[goal.slot].id == command.subject
    {
      try decideSpeaker(goal.slot, command.by)
      return goal
    }
    throw Rejection(
      kind: .notFound, pointer: "/data/goal",
      message: "\(symbols.text(command.subject)) has no goal '\(symbols.text(id))'; "
        + "'cox goal list' shows them")
  }

  private func decideSpeaker(_ slot: Int, _ by: Viewer) throws(Rejection) {
    let (need, subject): (Need, Subject) =
      slot == 0 ? (.readTeam, .team) : (.log, self.subject(roster.members[slot].id))
    guard case .deny(let reason) = access(by, need, subject) else { return }
    throw Rejection(
      kind: .denied, pointer: slot == 0 ? "/data/goal" : "/subject",
      message: slot == 0 ? "a goal of the team is its managers' and operators'" : reason)
  }

  private func decideLength(_ goal: Goal) throws(Rejection) {
    guard goal.terms.count >= Goal.mostTerms else { return }
    throw Rejection(
      kind: .invalid, pointer: "/data/goal",
      message: "\(symbols.text(goal.id)) has \(Goal.mostTerms) offers: talk first, or end it")
  }

  private func otherUnit(_ goal: Goal) -> Rejection {
    Rejection(
      kind: .invalid, pointer: goal.isMoney ? "/data/currency" : "/data",
      message: "\(symbols.text(goal.id)) is "
        + (goal.isMoney ? "in \(symbols.text(goal.currency))" : "counted: state count"))
  }

  private func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }
}

extension Metric {
  /// Whether a goal can be set on it: what is to be reached, not what is lost.
  var isGoal: Bool { isOutcome && facts.measure != DealsLost.name }

  /// Whether it can have a most: an outcome, lost deals too.
  var isOutcome: Bool { facts.kind == .outcome && ended == nil }
}
