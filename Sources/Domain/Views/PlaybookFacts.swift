/// What the team's facts say now, for telling what a playbook would change.
package struct PlaybookFacts: Sendable, Equatable {
  package var calendar: CalendarDefined?
  /// In the order of their definition.
  package var metrics: [MetricDefined]
  /// Members in the team now or later, with what holds for them now.
  package var members: [MemberJoined]
  /// Ids of those whose last day is known, whether it has come or not.
  package var left: [String]
  /// What holds for them, and the first day without them.
  package var departures: [Departure] = []
  /// Ids of those who were away before: their first day is that of their return.
  package var returned: [String] = []
  /// The latest quota that the playbook said of each member and metric, unless it ended it; what
  /// people agreed on since is their own.
  package var quotas: [QuotaProposed]
  package var rules: [RuleSet]
  package var terms = TeamDefined()
  package var funnels: [FunnelDefined] = []
  package var rates = RatesDefined()
  package var playbook: PlaybookApplied?

  /// Somebody whose last day is known.
  package struct Departure: Sendable, Equatable {
    package var facts: MemberJoined
    package var until: LocalDay
  }

  package static let none = PlaybookFacts(
    calendar: nil, metrics: [], members: [], left: [], quotas: [], rules: [], playbook: nil)
}

extension Team {
  package var facts: PlaybookFacts {
    var facts = PlaybookFacts.none
    facts.calendar = roster.calendarRevision > 0 ? roster.calendar : nil
    facts.metrics = roster.metrics.filter { $0.ended == nil }.map(\.facts)
    facts.terms = roster.terms
    facts.funnels = roster.funnels
    facts.rates = RatesDefined(tables: roster.rates)
    facts.rules = roster.rules
    facts.playbook = roster.playbook
    for member in roster.members.dropFirst() {
      if member.presence.count > 1 { facts.returned.append(member.facts.member) }
      if let until = member.presence.last?.until {
        facts.left.append(member.facts.member)
        facts.departures.append(PlaybookFacts.Departure(facts: member.facts, until: until))
      } else {
        facts.members.append(member.facts)
      }
      for metric in roster.metrics {
        guard let span = member.stated[metric.id]?.last, let weekly = span.weekly else { continue }
        facts.quotas.append(
          QuotaProposed(
            quota: span.quota, member: member.facts.member, metric: metric.facts.metric,
            weekly: weekly, from: span.from))
      }
    }
    return facts
  }
}
