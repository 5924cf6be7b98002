import Domain
import Playbook
import Testing

@Suite("Playbooks become facts")
struct PlaybookReadingTests {
  @Test("a sound playbook is typed, with every default filled in")
  func sound() throws {
    let file = try Playbook.read(soundPlaybook)
    #expect(file.team == "acme")
    #expect(file.calendar == CalendarDefined(zone: "Europe/Paris"))
    #expect(
      file.metrics == [
        MetricDefined(
          metric: "call", name: "Call", kind: .activity, unit: .count, measure: "activity.count",
          serves: "won", good: "A next step"),
        MetricDefined(
          metric: "call-minutes", name: "Call minutes", kind: .activity, unit: .minutes,
          measure: "activity.minutes", of: "call"),
        MetricDefined(
          metric: "won", name: "Won", kind: .outcome, unit: .count, measure: "deals.won"),
        MetricDefined(
          metric: "revenue", name: "Revenue", kind: .outcome, unit: .money,
          measure: "deals.won-amount", currency: "EUR"),
        MetricDefined(
          metric: "proposal", name: "Proposal", kind: .outcome, unit: .count,
          measure: "deals.stage", stage: "proposal"),
      ])
    #expect(
      file.members.map(\.facts) == [
        MemberJoined(
          member: "ana", name: "Ana Ruiz", role: .rep, manager: "greg", zone: "Europe/Madrid",
          unix: ["ana"], aliases: [Alias(pattern: "/crm/hubspot/*", ids: ["77"])],
          from: LocalDay("2026-01-05")),
        MemberJoined(
          member: "greg", name: "Greg Hale", role: .manager, zone: "Europe/Paris",
          unix: ["#1002"]),
        MemberJoined(
          member: "dialer", name: "Dialer", role: .integration, zone: "Europe/Paris",
          unix: ["svc-dialer"], sources: ["/dialer/*"]),
      ])
    #expect(file.members[0].quotas == [PlaybookQuota(metric: "call", weekly: 8, from: nil)])
    #expect(file.rules == [RuleSet(rule: "consistent-miss", enabled: true)])
  }

  @Test("every metric's measure is one the domain has")
  func measures() throws {
    for metric in try Playbook.read(soundPlaybook).metrics {
      #expect(MeasureCatalogue.find(metric.measure) != nil, "\(metric.measure)")
    }
  }

  @Test("NO stays a name, 007 stays text, and a day stays a day")
  func text() throws {
    let file = try Playbook.read(
      soundPlaybook.replacing("name: Ana Ruiz", with: "name: NO").replacing(
        "[\"77\"]", with: "[007]"))
    #expect(file.members[0].facts.name == "NO")
    #expect(file.members[0].facts.aliases[0].ids == ["007"])
  }

  @Test("an integration without a name goes by its id")
  func names() throws {
    let file = try Playbook.read(soundPlaybook.replacing("name: Dialer, ", with: ""))
    #expect(file.members[2].facts.name == "dialer")
  }

  @Test("the text's own hash is the one any tool gives")
  func hash() throws {
    let text = "team: a\nzone: UTC\nmetrics: {}\nmembers: {}\n"
    #expect(
      try Playbook.read(text).sha256
        == "4b16f6474e9f183ff9082d3bd00f3cfe649b243d4b68c2a7904cb6e23910d60e")
  }

  @Test("a week may start on any day, work on any days and close at once")
  func calendar() throws {
    let file = try Playbook.read(
      soundPlaybook.replacing("week-starts: monday", with: "week-starts: sunday")
        .replacing("[mon, tue, wed, thu, fri]", with: "[sun, thursday]")
        .replacing("close-after: 12h", with: "close-after: 0h"))
    #expect(
      file.calendar
        == CalendarDefined(
          weekStarts: .sunday, workingDays: [.thursday, .sunday], closeAfterSeconds: 0,
          zone: "Europe/Paris"))
  }
}
