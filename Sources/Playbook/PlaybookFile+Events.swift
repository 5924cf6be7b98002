package import Domain

extension PlaybookFile {
  /// The events that make the team what this playbook says; none when it is that already.
  ///
  /// A member no longer in the file leaves today, a quota no longer in the file ends today; both
  /// stay in the log. A metric no longer in the file stays defined, as its numbers do. New members
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
    var events: [Event] = []
    if current.calendar != calendar { events.append(.calendarDefined(calendar)) }
    for metric in metrics where !current.metrics.contains(metric) {
      events.append(.metricDefined(metric))
    }
    func today(_ zone: String) -> LocalDay { (zones(zone) ?? .utc).localDay(of: at) }
    for member in members { events += memberEvents(member, current, today(member.facts.zone)) }
    for gone in current.members where !members.contains(where: { $0.facts.member == gone.member }) {
      events.append(.memberLeft(MemberLeft(member: gone.member, from: today(gone.zone))))
    }
    for member in members { events += quotaEvents(member, current, today(member.facts.zone)) }
    events += ruleEvents(current)
    if !events.isEmpty || current.playbook == nil {
      events.append(
        .playbookApplied(PlaybookApplied(sha256: sha256, team: team, text: recordedText)))
    }
    return events
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
      if let event = change(from: known, to: member.facts, today) { events.append(event) }
    } else {
      var facts = member.facts
      // Coming back without a new date is coming back today, not having never been away.
      if hasLeft { facts.from = max(facts.from ?? today, today) }
      events.append(.memberJoined(facts))
    }
    if let left = member.left { events.append(.memberLeft(MemberLeft(member: id, from: left))) }
    return events
  }

  /// What changed about a member; their first day is stated by joining, the rest by moving.
  private func change(
    from known: MemberJoined, to facts: MemberJoined, _ today: LocalDay
  ) -> Event? {
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
        sources: known.sources == facts.sources ? nil : facts.sources, from: today))
  }

  private func quotaEvents(
    _ member: PlaybookMember, _ current: PlaybookFacts, _ today: LocalDay
  ) -> [Event] {
    let id = member.facts.member
    let isNew = !current.members.contains { $0.member == id }
    if member.left != nil, !isNew || current.left.contains(id) { return [] }
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
