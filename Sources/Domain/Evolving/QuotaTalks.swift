// What was recorded about a quota: true where it had an effect, as with goals.

extension Team {
  /// A person's `quota.proposed`: an offer, in force once it is accepted.
  mutating func take(_ fact: QuotaOffered, _ stamp: Stamp) -> Bool {
    let slot = slot(of: stamp)
    guard slot > 0, quotaFault(fact, slot, today(slot, stamp.at)) == nil,
      let day = day(inName: fact.quota, slot, fact.metric)
    else { return false }
    if quotas.find(fact.quota) == nil {
      quotas.add(QuotaTalk(id: fact.quota, slot: slot, metric: fact.metric))
    }
    return offer(
      fact.quota,
      QuotaTerms(
        weekly: fact.weekly, from: day, origin: fact.origin,
        goal: fact.goal, low: fact.low, high: fact.high, reason: fact.reason, by: stamp.by,
        at: stamp.at, seq: stamp.seq))
  }

  /// Another amount; where it comes from and what the plan takes for possible stay as they were said.
  mutating func take(_ fact: QuotaCountered, _ stamp: Stamp) -> Bool {
    guard let talk = quotas.find(fact.quota), talk.isOpen, var terms = talk.terms.last else {
      return false
    }
    (terms.weekly, terms.reason) = (fact.weekly, fact.reason)
    (terms.by, terms.at, terms.seq) = (stamp.by, stamp.at, stamp.seq)
    (terms.acceptedAt, terms.acceptedSeq) = (nil, nil)
    return offer(fact.quota, terms)
  }

  /// `quota.accepted`: in force from its day, or from next week where that has passed.
  mutating func take(_ fact: QuotaAccepted, _ stamp: Stamp) -> Bool {
    guard let talk = quotas.find(fact.quota), let offer = talk.offer,
      isOwnWord(stamp, of: talk.slot)
    else { return false }
    let from =
      offer.from >= today(talk.slot, stamp.at) ? offer.from : nextWeek(talk.slot, stamp.at)
    quotas.change(fact.quota) { talk in
      let newest = talk.terms.count - 1
      talk.terms[newest].from = from
      talk.terms[newest].acceptedAt = stamp.at
      talk.terms[newest].acceptedSeq = stamp.seq
    }
    put(
      QuotaSpan(quota: symbols.text(fact.quota), from: from, weekly: offer.weekly), talk.slot,
      talk.metric)
    settle()
    return true
  }

  /// A person's `quota.ended`, also of a quota that the playbook asks for.
  mutating func take(_ fact: QuotaGivenUp, _ stamp: Stamp) -> Bool {
    let slot = slot(of: stamp)
    let talk = quotas.find(fact.quota)
    let from = max(fact.from, today(slot, stamp.at))
    let metric = slot > 0 ? metric(ofQuota: fact.quota, slot, from: from) : nil
    guard slot > 0, metric != nil || (talk?.isOpen == true && talk?.slot == slot) else {
      return false
    }
    let ending = GoalEnding(
      from: from, reason: fact.reason, by: stamp.by, at: stamp.at, seq: stamp.seq)
    if talk == nil { quotas.giveUp(fact.quota, ending) }
    quotas.change(fact.quota) { $0.endings.append(ending) }
    if let metric {
      endQuota(symbols.text(fact.quota), slot, metric, from: from)
      settle()
    }
    return true
  }

  private mutating func offer(_ quota: Symbol, _ terms: QuotaTerms) -> Bool {
    guard let talk = quotas.find(quota), talk.terms.count < Goal.mostTerms else { return false }
    quotas.change(quota) { $0.terms.append(terms) }
    return true
  }

  /// The metric of a quota that is in force on a day or will be; nil where it is neither.
  func metric(ofQuota quota: Symbol, _ slot: Int, from day: LocalDay) -> Symbol? {
    let name = symbols.text(quota)
    return roster.metrics.map(\.id).first { metric in
      let spans = roster.members[slot].quotas[metric] ?? []
      let holding = spans.lastIndex { ($0.from ?? day) <= day } ?? 0
      return spans.dropFirst(holding).contains { $0.quota == name && $0.weekly != nil }
    }
  }

  /// The first day of the member's next week.
  func nextWeek(_ slot: Int, _ now: Instant) -> LocalDay {
    roster.weeks.week(of: today(slot, now)).next.first
  }
}
