import Domain
import Testing

@Suite("The playbook as it stood")
struct PlaybookViewTests {
  private func day(_ text: String) -> LocalDay { LocalDay(text) ?? LocalDay(days: 0) }

  /// A year of changes: a quota, a metric, a member who leaves, terms.
  private func year() -> Lab {
    var lab = Lab.acme(appliedAt: "2026-01-01T08:00:00Z")
    lab.now = TestZones.at("2026-03-01T08:00:00Z")
    lab.say(
      .quotaProposed(
        QuotaProposed(
          quota: "ana/conversation/2", member: "ana", metric: "conversation", weekly: 10,
          from: day("2026-04-01"))))
    lab.say(.memberLeft(MemberLeft(member: "ben", from: day("2026-03-15"))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01", text: "second")), by: "ida")
    lab.now = TestZones.at("2026-06-01T08:00:00Z")
    lab.say(.metricEnded(MetricEnded(metric: "proposal", from: day("2026-06-01"))))
    lab.say(.teamDefined(TeamDefined(criticalMetrics: 3)))
    lab.say(
      .funnelDefined(
        FunnelDefined(
          funnel: "f", name: "F", from: "conversation", steps: [FunnelStep(to: "won")])))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "02", text: "third")))
    return lab
  }

  private func view(_ lab: Lab, _ time: String) -> PlaybookView {
    lab.team.playbookView(at: TestZones.at(time))
  }

  private func members(_ view: PlaybookView) -> [String] {
    view.rows.compactMap { if case .memberJoined(let fact) = $0.fact { fact.member } else { nil } }
  }

  private func quotas(_ view: PlaybookView) -> [Int64] {
    view.rows.compactMap { if case .quotaProposed(let fact) = $0.fact { fact.weekly } else { nil } }
  }

  @Test("what was recorded later is not known, what was to come is")
  func stood() {
    let lab = year()
    let first = view(lab, "2026-02-01T00:00:00Z")
    #expect(first.sha256 == "00" && first.by == "dialer")
    #expect(members(first) == ["greg", "ana", "ben"] && quotas(first) == [8])
    let second = view(lab, "2026-03-10T00:00:00Z")
    #expect(second.sha256 == "01" && second.by == "ida")
    #expect(second.applied == TestZones.at("2026-03-01T08:00:00Z"))
    #expect(quotas(second) == [8, 10])
    #expect(second.rows.compactMap(\.left) == [day("2026-03-15")])
    let third = view(lab, "2026-05-01T00:00:00Z")
    #expect(members(third) == ["greg", "ana"] && quotas(third) == [10])
    #expect(third.rows.contains { $0.fact == .teamDefined(TeamDefined()) })
    let last = view(lab, "2026-07-01T00:00:00Z")
    #expect(last.rows.contains { $0.fact == .teamDefined(TeamDefined(criticalMetrics: 3)) })
    #expect(last.rows.count { if case .funnelDefined = $0.fact { true } else { false } } == 1)
    let metrics = { (view: PlaybookView) in
      view.rows.count { if case .metricDefined = $0.fact { true } else { false } }
    }
    #expect(metrics(third) == 7 && metrics(last) == 6)
  }

  @Test("before anything was said there is nothing")
  func before() {
    let view = view(year(), "2025-12-31T00:00:00Z")
    #expect(view.rows.isEmpty && view.sha256 == nil && view.applied == nil)
  }

  @Test("the rule is told with every threshold, those nobody set included")
  func rules() {
    var lab = year()
    lab.say(
      .ruleSet(
        RuleSet(
          rule: "consistent-miss", enabled: true,
          parameters: [RuleParameter(name: "talk-after-weeks", value: 9)])))
    let fact = view(lab, "2026-07-01T00:00:00Z").rows.last?.fact
    guard case .ruleSet(let rule)? = fact else {
      Issue.record("\(String(describing: fact))")
      return
    }
    #expect(
      rule.parameters.map { "\($0.name) \($0.value)" } == [
        "chance-basis-points 500", "shortfall-basis-points 1000", "talk-after-weeks 9",
        "watch-after-weeks 3",
      ])
  }

  @Test("a restart tells the same")
  func replayed() {
    let lab = year()
    let at = TestZones.at("2026-04-01T00:00:00Z")
    #expect(lab.replayed().playbookView(at: at) == lab.team.playbookView(at: at))
  }
}
