extension Team {
  /// A person's word about a quota: offered by the member, their manager or an operator, accepted by
  /// the member alone.
  func decideQuota(_ command: Command, now: Instant) throws(Rejection) {
    guard let slot = roster.memberSlots[command.subject], slot > 0 else { return }
    if case .deny(let reason) = access(command.by, .log, subject(command.subject)) {
      throw Rejection(kind: .denied, pointer: "/subject", message: reason)
    }
    switch command.event {
    case .quotaOffered(let fact):
      if let fault = quotaFault(fact, slot, today(slot, now)) { throw fault }
      if let fault = moneyFault(fact) { throw fault }
      guard let known = quotas.find(fact.quota) else { return }
      try decideLength(known)
      guard !known.isOpen || fact.reason != nil else {
        throw invalid(
          "/data/reason",
          "\(symbols.text(fact.quota)) is there: another amount for it needs a reason, "
            + "'cox quota counter \(symbols.text(fact.quota)) WEEKLY --reason ...'")
      }
    case .quotaCountered(let fact):
      let talk = try knownTalk(fact.quota, slot)
      guard talk.isOpen else {
        throw invalid(
          "/data/quota",
          "\(symbols.text(fact.quota)) was given up; 'cox quota propose' states one anew")
      }
      try decideLength(talk)
    case .quotaAccepted(let fact):
      let talk = try knownTalk(fact.quota, slot)
      guard command.by.member == command.subject else {
        throw Rejection(
          kind: .denied, pointer: "/data/quota",
          message: "only \(memberName(slot)) accepts \(symbols.text(fact.quota)); "
            + "'cox quota counter' names another amount")
      }
      guard talk.offer != nil else {
        throw invalid(
          "/data/quota",
          "nothing is offered for \(symbols.text(fact.quota)); 'cox quota list' shows what holds")
      }
    case .quotaGivenUp(let fact):
      let today = today(slot, now)
      guard fact.from >= today else {
        throw invalid("/data/from", "a quota ends from today (\(today)) on or later")
      }
      let isOffered = quotas.find(fact.quota).map { $0.slot == slot && $0.isOpen } ?? false
      guard isOffered || metric(ofQuota: fact.quota, slot, from: fact.from) != nil else {
        throw unknown(fact.quota, slot)
      }
    default:
      break
    }
  }

  /// That a week is asked for money, which nobody does; nil where it is asked for a count or minutes.
  ///
  /// Only what is said from now on is refused: what was agreed on before goes on as it was.
  private func moneyFault(_ fact: QuotaOffered) -> Rejection? {
    guard let metric = roster.metric(fact.metric), metric.facts.unit == .money else { return nil }
    let name = metric.facts.metric
    return invalid(
      "/data/metric",
      "\(name) is money, and a week asks for what one does: state it as a goal, 'cox goal propose "
        + "\(name) AMOUNT --period PERIOD', and 'cox plan' says what a week needs")
  }

  /// What is wrong with a proposal by itself, whoever makes it; nil where nothing is.
  func quotaFault(_ fact: QuotaOffered, _ slot: Int, _ today: LocalDay) -> Rejection? {
    guard roster.members[slot].role != .integration else {
      return invalid("/subject", "\(memberName(slot)) is a tool; quotas are people's")
    }
    guard let metric = roster.metric(fact.metric), metric.ended == nil else {
      let known = roster.metrics.filter { $0.ended == nil }.map(\.facts.metric).sorted()
      return invalid(
        "/data/metric",
        "no metric is called '\(symbols.text(fact.metric))'; the playbook has "
          + (known.isEmpty ? "none yet" : known.joined(separator: ", ")))
    }
    guard let day = day(inName: fact.quota, slot, fact.metric), day == fact.from ?? day else {
      let day = fact.from ?? roster.weeks.week(of: today).next.first
      return invalid(
        "/data/quota",
        "a quota is named by member, metric and the day it holds from: "
          + "'\(memberName(slot))/\(metric.facts.metric)/\(day)'")
    }
    guard day >= today else {
      return invalid(
        "/data/from", "\(day) has passed: what a week asked is not changed afterwards")
    }
    if let known = quotas.find(fact.quota), known.slot != slot || known.metric != fact.metric {
      return unknown(fact.quota, slot)
    }
    return nil
  }

  /// The day that a quota's name ends with; nil where it is not the name of one of a member and metric.
  func day(inName quota: Symbol, _ slot: Int, _ metric: Symbol) -> LocalDay? {
    let stem = "\(memberName(slot))/\(symbols.text(metric))/"
    let name = symbols.text(quota)
    return name.hasPrefix(stem) ? LocalDay(String(name.dropFirst(stem.count))) : nil
  }

  private func knownTalk(_ quota: Symbol, _ slot: Int) throws(Rejection) -> QuotaTalk {
    guard let talk = quotas.find(quota), talk.slot == slot else { throw unknown(quota, slot) }
    return talk
  }

  private func decideLength(_ talk: QuotaTalk) throws(Rejection) {
    guard talk.terms.count >= Goal.mostTerms else { return }
    throw invalid(
      "/data/quota",
      "\(symbols.text(talk.id)) has \(Goal.mostTerms) offers: talk first, or end it")
  }

  private func unknown(_ quota: Symbol, _ slot: Int) -> Rejection {
    Rejection(
      kind: .notFound, pointer: "/data/quota",
      message: "nothing is offered to \(memberName(slot)), and nothing holds, that is called "
        + "'\(symbols.text(quota))'; 'cox quota list' shows them")
  }

  private func invalid(_ pointer: String, _ message: String) -> Rejection {
    Rejection(kind: .invalid, pointer: pointer, message: message)
  }
}
