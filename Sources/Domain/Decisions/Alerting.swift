extension Team {
  /// What the alert rules make of a judged week that is not yet part of the state.
  ///
  /// `revision` is why the week was judged anew; nil when it was judged for the first time.
  func alertEvents(
    _ slot: Int, _ judged: JudgedWeek, revision: RevisionReason? = nil
  ) -> [Event] {
    let member = roster.members[slot]
    let weeks = merged(judgements.all(slot), judged)
    // A week judged late still leaves the newest week to say where the member stands.
    let newest = weeks.last ?? judged
    let mine = alerts.alerts(of: member.id)
    var cleared: [Event] = []
    var raises: [(metric: Symbol, rule: any AlertRule.Type, evidence: AlertEvidence)] = []
    for (place, metric) in roster.metrics.enumerated() where metric.hasMissRule {
      for rule in AlertRuleCatalogue.all where roster.isEnabled(rule.name) {
        let past = mine.filter { $0.raised.metric == metric.id && $0.raised.rule == rule.name }
        let context = AlertContext(
          weeks: askedWeeks(weeks, metric.id, place), phi: phi(slot, weeks, metric.id, place),
          history: newest.history, isRevision: revision != nil || newest.label != judged.label,
          isAsked: isAsked(weeks, metric.id, place), past: past,
          settings: roster.settings(of: rule.name))
        for change in rule.look(context) {
          switch change {
          case .clear(let alert, var reason):
            if reason == .revised, revision == .absence { reason = .absence }
            cleared.append(
              .alertCleared(AlertCleared(alert: alert, member: member.id, reason: reason)))
          case .raise(let evidence): raises.append((metric.id, rule, evidence))
          }
        }
      }
    }
    return cleared + raised(raises, member.id, mine, cleared, history: newest.history)
  }

  /// At most one conversation is open with a member at a time: the least likely run first.
  private func raised(
    _ raises: [(metric: Symbol, rule: any AlertRule.Type, evidence: AlertEvidence)],
    _ member: Symbol, _ mine: [AlertState], _ cleared: [Event], history: Bool
  ) -> [Event] {
    let ending = Set(
      cleared.compactMap { event in
        if case .alertCleared(let fact) = event { fact.alert } else { nil }
      })
    var talking = mine.contains {
      $0.isOpen && $0.raised.level == .conversation && !$0.raised.history
        && !ending.contains($0.raised.alert)
    }
    var events: [Event] = []
    var number = alerts.next
    for (metric, rule, evidence) in raises.sorted(by: { $0.evidence.p < $1.evidence.p }) {
      var level = evidence.level
      if level == .conversation, !history {
        if talking {
          level = .watch
        } else {
          talking = true
        }
      }
      if level == .watch, evidence.told != nil { continue }
      for known in mine
      where known.isOpen && known.raised.metric == metric && known.raised.rule == rule.name
        && !ending.contains(known.raised.alert)
      {
        events.append(
          .alertCleared(
            AlertCleared(alert: known.raised.alert, member: member, reason: .superseded)))
      }
      events.append(
        .alertRaised(
          AlertRaised(
            alert: number, member: member, rule: rule.name, version: rule.version, level: level,
            metric: metric, weeks: evidence.weeks.map(\.label), done: evidence.weeks.map(\.done),
            targets: evidence.weeks.map(\.target), total: evidence.total,
            mean: evidence.mean.double, phi: evidence.phi, p: evidence.p,
            run: evidence.weeks.count, history: history)))
      number += 1
    }
    return events
  }

  /// Alerts that nothing will judge again: the member left, or the rule was switched off.
  func alertsOverrun(_ now: Instant) -> [Event] {
    alerts.open.compactMap { place in
      let alert = alerts.all[place].raised
      guard let slot = roster.memberSlots[alert.member] else { return nil }
      if !roster.isEnabled(alert.rule) {
        return .alertCleared(
          AlertCleared(alert: alert.alert, member: alert.member, reason: .ruleOff))
      }
      guard let until = roster.members[slot].presence.last?.until,
        cards.tracks[slot].liveDue == .distantFuture,
        zone(slot, on: until).start(of: until) <= now
      else { return nil }
      return .alertCleared(AlertCleared(alert: alert.alert, member: alert.member, reason: .left))
    }
  }

  private func merged(_ weeks: [JudgedWeek], _ week: JudgedWeek) -> [JudgedWeek] {
    var all = weeks
    if let place = all.lastIndex(where: { $0.label <= week.label }) {
      if all[place].label == week.label {
        all[place] = week
      } else {
        all.insert(week, at: place + 1)
      }
    } else {
      all.insert(week, at: 0)
    }
    return all
  }

  /// The weeks that count for a miss rule: known, not excused, with something asked.
  private func askedWeeks(
    _ weeks: [JudgedWeek], _ metric: Symbol, _ hint: Int
  ) -> [AskedWeek] {
    weeks.compactMap { week in
      guard week.known, !week.excused, let line = week.line(metric, hint: hint),
        let target = line.target, target > .zero
      else { return nil }
      return AskedWeek(
        label: week.label, done: line.done, target: target, history: week.history)
    }
  }

  private func isAsked(_ weeks: [JudgedWeek], _ metric: Symbol, _ hint: Int) -> Bool {
    (weeks.last?.line(metric, hint: hint)?.quota ?? 0) > 0
  }

  func phi(
    _ slot: Int, _ weeks: [JudgedWeek], _ metric: Symbol, _ hint: Int
  ) -> Double {
    let own = knownCounts(weeks, metric, hint)
    if let phi = Dispersion.own(own) { return phi }
    let others = roster.members.indices.dropFirst().lazy.filter { $0 != slot }.map {
      self.scatter($0, metric, hint)
    }
    return Dispersion.pooled([Dispersion.Part(own)] + others)
  }

  func knownCounts(_ weeks: [JudgedWeek], _ metric: Symbol, _ hint: Int) -> [Int64] {
    var counts: [Int64] = []
    for week in weeks.reversed() where week.known && !week.excused {
      if let line = week.line(metric, hint: hint) { counts.append(line.done) }
      if counts.count == Dispersion.weeks { break }
    }
    return counts.reversed()
  }
}
