package import Domain

extension PlaybookFile {
  /// The events that make the team what this playbook says; none when it is that already.
  ///
  /// A member no longer in the file leaves today, a quota no longer in the file ends today; both
  /// stay in the log. A metric no longer in the file ends, and its numbers stay. New members
  /// have their quotas for as long as they are members; a quota that changes does so from today on,
  /// or from the day the file states.
  ///
  /// - Parameters:
  ///   - current: what holds now.
  ///   - at: the moment of applying.
  ///   - zones: clock changes, so that today is each member's own; UTC where there are none.
  /// - Returns: facts in the order of the file, `playbook.applied` last.
  package func events(
    against current: PlaybookFacts, at: Instant, zones: (String) -> ZoneTable? = { _ in nil }
  ) -> [Event] {
    let current = Self.present(current, at: at, zones: zones)
    var events: [Event] = []
    func today(_ zone: String) -> LocalDay { (zones(zone) ?? .utc).localDay(of: at) }
    if current.calendar != calendar { events.append(.calendarDefined(calendar)) }
    if current.terms != terms { events.append(.teamDefined(terms)) }
    if current.rates != rates { events.append(.ratesDefined(rates)) }
    for metric in metrics where !current.metrics.contains(metric) {
      events.append(.metricDefined(metric))
    }
    for funnel in funnels where !current.funnels.contains(funnel) {
      events.append(.funnelDefined(funnel))
    }
    for member in members { events += memberEvents(member, current, today(member.facts.zone)) }
    for gone in current.members where !members.contains(where: { $0.facts.member == gone.member }) {
      events.append(.memberLeft(MemberLeft(member: gone.member, from: today(gone.zone))))
    }
    for member in members { events += quotaEvents(member, current, today(member.facts.zone)) }
    events += ended(current, today(calendar.zone))
    events += ruleEvents(current)
    if !events.isEmpty || current.playbook == nil {
      events.append(
        .playbookApplied(PlaybookApplied(sha256: sha256, team: team, text: recordedText)))
    }
    return events
  }

  /// Who leaves on a day to come is in the team until then; who has left asks for nothing.
  private static func present(
    _ facts: PlaybookFacts, at: Instant, zones: (String) -> ZoneTable?
  ) -> PlaybookFacts {
    var facts = facts
    facts.departures.removeAll { departure in
      departure.until <= (zones(departure.facts.zone) ?? .utc).localDay(of: at)
    }
    let leaving = facts.departures.map(\.facts.member)
    let gone = facts.left.filter { !leaving.contains($0) }
    facts.left = gone
    facts.members += facts.departures.map(\.facts)
    facts.quotas.removeAll { gone.contains($0.member) }
    return facts
  }

  /// Funnels and metrics that are gone from the file; quotas for them have ended by then.
  private func ended(_ current: PlaybookFacts, _ today: LocalDay) -> [Event] {
    let funnels = current.funnels.map(\.funnel).filter { name in
      !self.funnels.contains { $0.funnel == name }
    }
    let metrics = current.metrics.map(\.metric).filter { name in
      !self.metrics.contains { $0.metric == name }
    }
    return funnels.map { .funnelEnded(FunnelEnded(funnel: $0, from: today)) }
      + metrics.map { .metricEnded(MetricEnded(metric: $0, from: today)) }
  }

  /// The text goes into the log as long as its event fits the limit with ease.
  private var recordedText: String? { text.utf8.count <= 32_768 ? text : nil }

  private func memberEvents(
    _ member: PlaybookMember, _ current: PlaybookFacts, _ today: LocalDay
  ) -> [Event] {
    let id = member.facts.member
    let hasLeft = current.left.contains(id)
    if hasLeft, member.left != nil { return [] }
    var events: [Event] = []
    if let known = current.members.first(where: { $0.member == id }) {
      let hasReturned = current.returned.contains(id)
      if let event = change(from: known, to: member.facts, hasReturned, today) {
        events.append(event)
      }
    } else {
      var facts = member.facts
      // Coming back without a new date is coming back today, not having never been away.
      if hasLeft { facts.from = max(facts.from ?? today, today) }
      events.append(.memberJoined(facts))
    }
    let until = current.departures.first { $0.facts.member == id }?.until
    if let left = member.left {
      if left != until { events.append(.memberLeft(MemberLeft(member: id, from: left))) }
    } else if let until {
      // Who stays after all is back on the day they would have been away.
      var facts = member.facts
      facts.from = until
      events.append(.memberJoined(facts))
    }
    return events
  }

  /// What changed about a member; their first day is stated by joining, the rest by moving.
  private func change(
    from known: MemberJoined, to facts: MemberJoined, _ hasReturned: Bool, _ today: LocalDay
  ) -> Event? {
    var facts = facts
    // The file may go on saying when they came first.
    if hasReturned, let first = facts.from, let back = known.from, first < back {
      facts.from = back
    }
    guard known != facts else { return nil }
    var sameButDay = known
    sameButDay.from = facts.from
    if facts.from != nil, known.from != facts.from { return .memberJoined(facts) }
    guard sameButDay != facts else { return nil }
    return .memberMoved(
      MemberMoved(
        member: facts.member, name: known.name == facts.name ? nil : facts.name,
        role: known.role == facts.role ? nil : facts.role,
        manager: known.manager == facts.manager ? nil : facts.manager ?? "",
        zone: known.zone == facts.zone ? nil : facts.zone,
        unix: known.unix == facts.unix ? nil : facts.unix,
        aliases: known.aliases == facts.aliases ? nil : facts.aliases,
        sources: known.sources == facts.sources ? nil : facts.sources,
        segment: known.segment == facts.segment ? nil : facts.segment ?? "",
        calendar: known.calendar == facts.calendar ? nil : facts.calendar ?? "",
        ramp: known.ramp == facts.ramp ? nil : facts.ramp ?? Ramp.ended, from: today))
  }

  private func quotaEvents(
    _ member: PlaybookMember, _ current: PlaybookFacts, _ today: LocalDay
  ) -> [Event] {
    let id = member.facts.member
    let isNew = !current.members.contains { $0.member == id }
    if member.left != nil, current.left.contains(id) { return [] }
    let known = current.quotas.filter { $0.member == id }
    var events: [Event] = []
    for quota in member.quotas {
      let before = known.first { $0.metric == quota.metric }
      if let before, before.weekly == quota.weekly, quota.from == nil || quota.from == before.from {
        continue
      }
      // Nobody's past is measured by a quota they did not have, unless the file says from when.
      let from = quota.from ?? (isNew ? newcomerDay(member, current, today) : today)
      events.append(
        .quotaProposed(
          QuotaProposed(
            quota: "\(id)/\(quota.metric)/\(from?.description ?? "start")", member: id,
            metric: quota.metric, weekly: quota.weekly, from: from)))
    }
    for quota in known where !member.quotas.contains(where: { $0.metric == quota.metric }) {
      events.append(
        .quotaEnded(
          QuotaEnded(quota: quota.quota, member: id, metric: quota.metric, from: today)))
    }
    return events
  }

  private func newcomerDay(
    _ member: PlaybookMember, _ current: PlaybookFacts, _ today: LocalDay
  ) -> LocalDay? {
    guard current.left.contains(member.facts.member) else { return member.facts.from }
    return max(member.facts.from ?? today, today)
  }

  /// A rule that the file no longer mentions is on again, which is what rules are by default.
  private func ruleEvents(_ current: PlaybookFacts) -> [Event] {
    var wanted = rules
    for set in current.rules where !wanted.contains(where: { $0.rule == set.rule }) {
      wanted.append(RuleSet(rule: set.rule, enabled: true))
    }
    return wanted.filter { !current.rules.contains($0) }.map { .ruleSet($0) }
  }
}
