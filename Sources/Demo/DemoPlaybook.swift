/// Writes the playbook of the simulated team.
enum DemoPlaybook {
  /// YAML; `joined` dates come from the season so that the new rep starts inside it.
  ///
  /// The second one moves a rep to the other manager.
  static func text(season: Season, isSecond: Bool = false) -> String {
    var lines = [
      "# The simulated team: two managers, ten reps, two integrations.",
      "team: demo",
      "zone: Europe/Paris",
      "week-starts: monday",
      "working-days: [mon, tue, wed, thu, fri]",
      "close-after: 12h",
      "fiscal-year-starts: 04-01",
      "currency: EUR",
      "holidays:",
    ]
    lines += Season.holidays.map { "  \($0.0): \($0.1)" }
    lines += metrics
    lines += funnel
    lines.append("members:")
    lines += Cast.reps.enumerated().map { member($0.element, $0.offset, season, isSecond) }
    lines += [
      "  \(Cast.manager): {name: Greg Hale, role: manager, zone: Europe/Paris, "
        + "unix: [\"#60020\"]}",
      "  \(Cast.otherManager): {name: Nora Weiss, role: manager, zone: Europe/Berlin, "
        + "unix: [\"#60021\"]}",
      "  crm: {name: CRM, role: integration, unix: [\"#60022\"], sources: [\"/crm/*\"]}",
      "  dialer: {name: Dialer, role: integration, unix: [\"#60023\"], sources: [\"/dialer/*\"]}",
      "rules:",
      "  consistent-miss: {enabled: true}",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static let metrics = [
    "metrics:",
    "  conversation: {name: Conversation, kind: activity, unit: count, serves: opportunity, "
      + "good: \"Both sides agree a next step with a date\"}",
    "  meeting:      {name: Meeting, kind: activity, unit: count, serves: won, "
      + "good: \"The buyer brought a colleague\"}",
    "  call:         {name: Call, kind: activity, unit: count, serves: conversation}",
    "  call-minutes: {name: Minutes on calls, kind: activity, unit: minutes, of: call, "
      + "serves: conversation}",
    "  opportunity:  {name: Opportunity, kind: outcome, unit: count, from: deal.opened}",
    "  proposal:     {name: Proposal, kind: outcome, unit: count, from: deal.advanced, "
      + "stage: proposal}",
    "  won:          {name: Won, kind: outcome, unit: count, from: deal.won}",
    "  revenue:      {name: Revenue, kind: outcome, unit: money, from: deal.won}",
  ]

  /// From what a rep does to what comes of it.
  private static let funnel = [
    "funnels:",
    "  new-business: {name: New business, from: conversation, "
      + "steps: [{to: opportunity, credit: actor}, {to: proposal}, {to: won}]}",
  ]

  private static func member(
    _ rep: Rep, _ index: Int, _ season: Season, _ isSecond: Bool
  ) -> String {
    let quotas = rep.quotas.map { "\($0.metric): \($0.weekly)" }.joined(separator: ", ")
    let manager = isSecond && rep.id == Cast.mover ? Cast.otherManager : rep.manager
    return "  \(rep.id): {name: \(rep.name), role: rep, manager: \(manager), "
      + "zone: \(rep.zone), unix: [\"#\(60_001 + index)\"], "
      + "aliases: {\"/dialer/*\": [\"\(rep.dialer)\"]}, "
      + "joined: \(season.joined(rep).day), quotas: {\(quotas)}}"
  }
}
