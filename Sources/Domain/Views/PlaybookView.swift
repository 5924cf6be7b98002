/// The playbook as the team's facts had it at a moment.
package struct PlaybookView: Sendable, Equatable {
  /// When and by whom a playbook was applied last, and its hash.
  package var applied: Instant?
  package var by: String?
  package var sha256: String?
  /// The team's own day at the moment.
  package var day: LocalDay
  package var rows: [PlaybookRow]
}

/// One fact that held.
package struct PlaybookRow: Sendable, Equatable {
  /// As it would be said today.
  package var fact: Event
  /// Whose it is; `none` for the team's.
  package var member: Symbol = .none
  /// The first day on which a member is no longer there.
  package var left: LocalDay?
}

extension Team {
  /// The playbook as it stood at a moment: what was recorded by then, and held on its day or later.
  package func playbookView(at moment: Instant) -> PlaybookView {
    let past = known(at: moment)
    let day = (zones(past.roster.calendar.zone) ?? .utc).localDay(of: moment)
    let applied = roster.journal.last { entry in
      if case .playbookApplied = entry.event { entry.at <= moment } else { false }
    }
    guard past.roster.calendarRevision > 0 || !past.roster.journal.isEmpty else {
      return PlaybookView(day: day, rows: [])
    }
    let roster = past.roster
    var rows = [PlaybookRow(fact: .calendarDefined(roster.calendar))]
    rows.append(PlaybookRow(fact: .teamDefined(roster.terms)))
    rows += roster.metrics.filter { $0.ended.map { $0 > day } ?? true }
      .map { PlaybookRow(fact: .metricDefined($0.facts)) }
    rows += roster.funnels.map { PlaybookRow(fact: .funnelDefined($0)) }
    if !roster.rates.isEmpty {
      rows.append(PlaybookRow(fact: .ratesDefined(RatesDefined(tables: roster.rates))))
    }
    let members = roster.members.dropFirst().filter { $0.isExpected(from: day) }
    for member in members {
      rows.append(
        PlaybookRow(
          fact: .memberJoined(member.facts), member: symbols.find(member.facts.member) ?? .none,
          left: member.presence.last?.until))
    }
    for member in members {
      for metric in roster.metrics {
        for quota in member.quotas(of: metric, from: day) {
          rows.append(
            PlaybookRow(
              fact: .quotaProposed(quota), member: symbols.find(member.facts.member) ?? .none))
        }
      }
    }
    rows += AlertRuleCatalogue.all.map { PlaybookRow(fact: .ruleSet(roster.whole($0))) }
    return PlaybookView(
      applied: applied?.at, by: applied.map { symbols.text($0.by) },
      sha256: roster.playbook?.sha256, day: day, rows: rows)
  }

  /// A team that knows the facts recorded by a moment, and nothing else.
  private func known(at moment: Instant) -> Team {
    var past = Team(zones: zones)
    for (place, entry) in roster.journal.enumerated() where entry.at <= moment {
      let stamp = Stamp(
        seq: UInt64(place + 1), at: entry.at, by: .none, source: .none, time: entry.at)
      // Nothing was counted, so nothing has to be settled.
      Roster.apply(entry.event, stamp, to: &past, settling: false)
    }
    return past
  }
}

extension Roster {
  /// A rule with all its thresholds, those nobody set included.
  fileprivate func whole(_ rule: any AlertRule.Type) -> RuleSet {
    let settings = settings(of: rule.name)
    return RuleSet(
      rule: rule.name, enabled: isEnabled(rule.name),
      parameters: rule.knobs.map { RuleParameter(name: $0.parameter, value: settings[$0]) })
  }
}

extension Member {
  /// Whether they are in the team on a day or come later.
  fileprivate func isExpected(from day: LocalDay) -> Bool {
    presence.last?.until.map { $0 > day } ?? true
  }

  /// The quotas in force on a day and those that follow it.
  fileprivate func quotas(of metric: Metric, from day: LocalDay) -> [QuotaProposed] {
    guard let spans = quotas[metric.id] else { return [] }
    let first = spans.lastIndex { ($0.from ?? day) <= day } ?? 0
    return spans[first...].compactMap { span in
      span.weekly.map {
        QuotaProposed(
          quota: span.quota, member: facts.member, metric: metric.facts.metric, weekly: $0,
          from: span.from)
      }
    }
  }
}
