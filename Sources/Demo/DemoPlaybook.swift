/// Writes the playbook of the simulated team.
enum DemoPlaybook {
  /// YAML; `joined` dates come from the season so that the new rep starts inside it.
  static func text(season: Season) -> String {
    var lines = [
      "# The simulated team: one manager, four reps, two integrations.",
      "team: demo",
      "zone: Europe/Paris",
      "week-starts: monday",
      "working-days: [mon, tue, wed, thu, fri]",
      "close-after: 12h",
      "currency: EUR",
      "metrics:",
      "  conversation: {name: Conversation, kind: activity, unit: count, serves: won, "
        + "good: \"Both sides agree a next step with a date\"}",
      "  meeting:      {name: Meeting, kind: activity, unit: count, serves: won, "
        + "good: \"The buyer brought a colleague\"}",
      "  call:         {name: Call, kind: activity, unit: count, serves: conversation}",
      "  call-minutes: {name: Minutes on calls, kind: activity, unit: minutes, of: call, "
        + "serves: conversation}",
      "  proposal:     {name: Proposal, kind: outcome, unit: count, from: deal.advanced, "
        + "stage: proposal}",
      "  won:          {name: Won, kind: outcome, unit: count, from: deal.won}",
      "  revenue:      {name: Revenue, kind: outcome, unit: money, from: deal.won}",
      "members:",
    ]
    for (index, rep) in Cast.reps.enumerated() {
      let quotas = rep.quotas.map { "\($0.metric): \($0.weekly)" }.joined(separator: ", ")
      lines.append(
        "  \(rep.id): {name: \(rep.name), role: rep, manager: \(Cast.manager), "
          + "zone: \(rep.zone), unix: [\"#\(60_001 + index)\"], "
          + "aliases: {\"/dialer/*\": [\"\(rep.dialer)\"]}, "
          + "joined: \(season.joined(rep).day), quotas: {\(quotas)}}")
    }
    lines += [
      "  \(Cast.manager): {name: Greg Hale, role: manager, zone: Europe/Paris, "
        + "unix: [\"#60010\"]}",
      "  crm: {name: CRM, role: integration, unix: [\"#60011\"], sources: [\"/crm/*\"]}",
      "  dialer: {name: Dialer, role: integration, unix: [\"#60012\"], sources: [\"/dialer/*\"]}",
      "rules:",
      "  consistent-miss: {enabled: true}",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}
