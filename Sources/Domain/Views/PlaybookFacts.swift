/// What the team's facts say now, for telling what a playbook would change.
package struct PlaybookFacts: Sendable, Equatable {
  package var calendar: CalendarDefined?
  /// In the order of their definition.
  package var metrics: [MetricDefined]
  /// Members in the team now or later, with what holds for them now.
  package var members: [MemberJoined]
  /// Ids of those who left.
  package var left: [String]
  /// The latest quota of each member and metric that has not ended.
  package var quotas: [QuotaProposed]
  package var rules: [RuleSet]
  package var playbook: PlaybookApplied?

  package static let none = PlaybookFacts(
    calendar: nil, metrics: [], members: [], left: [], quotas: [], rules: [], playbook: nil)
}

extension Team {
  package var facts: PlaybookFacts {
    var facts = PlaybookFacts.none
    facts.calendar = roster.calendarRevision > 0 ? roster.calendar : nil
    facts.metrics = roster.metrics.map(\.facts)
    facts.rules = roster.rules
    facts.playbook = roster.playbook
    for member in roster.members.dropFirst() {
      if member.presence.last?.until != nil {
        facts.left.append(member.facts.member)
        continue
      }
      facts.members.append(member.facts)
      for metric in roster.metrics {
        guard let span = member.quotas[metric.id]?.last, let weekly = span.weekly else { continue }
        facts.quotas.append(
          QuotaProposed(
            quota: span.quota, member: member.facts.member, metric: metric.facts.metric,
            weekly: weekly, from: span.from))
      }
    }
    return facts
  }
}
