import Domain
import Testing

@Suite("Outcomes beside deals")
struct OutcomeTests {
  private func lab() -> Lab {
    var lab = Lab.fiscal()
    for (metric, measure, unit) in [
      ("invoiced", "outcomes.amount", MetricUnit.money), ("invoices", "outcomes.count", .count),
    ] {
      lab.say(
        .metricDefined(
          MetricDefined(
            metric: metric, name: metric, kind: .outcome, unit: unit, measure: measure,
            of: "invoice", currency: unit == .money ? "EUR" : nil)))
    }
    lab.say(.playbookApplied(PlaybookApplied(sha256: "02")))
    return lab
  }

  @Test("an invoice counts in its week for its member, and no longer once it is taken back")
  func counting() {
    var lab = lab()
    let seq = lab.outcome("invoice", 500, "EUR", at: "2026-11-17T09:00:00Z")
    lab.outcome("invoice", 70, "USD", at: "2026-11-17T10:00:00Z", count: 2)
    lab.outcome("payment", 9, "EUR", at: "2026-11-17T11:00:00Z")
    #expect(lab.done("invoiced", "2026-W47") == 500, "a week sums the metric's own currency")
    #expect(lab.done("invoices", "2026-W47") == 3 && lab.done("won", "2026-W47") == 0)
    #expect(lab.done("invoices", "2026-W47", of: "ben") == 0)
    let counted = lab.team.whyView(
      lab.symbol("ana"), week: WeekLabel("2026-W47"), metric: lab.symbol("invoiced"), now: lab.now)
    #expect(counted?.rows.first?.events.map(\.adds) == [500])
    #expect(lab.team.effects(of: seq, now: lab.now).map(\.metric) == ["invoiced", "invoices"])
    lab.say(
      .eventRetracted(Retraction(target: CorrectionTarget(id: "x", seq: seq))), source: "/erp/1")
    #expect(lab.done("invoiced", "2026-W47") == 0 && lab.done("invoices", "2026-W47") == 2)
    #expect(Picture(lab.replayed(), now: lab.now) == Picture(lab.team, now: lab.now))
  }

  @Test("C36: what counts as achieved is the goal's metric: won and invoiced are two goals")
  func goals() {
    var lab = lab()
    lab.say(
      .ratesDefined(
        RatesDefined(tables: [
          RateTable(
            from: Lab.day("2026-01-01"), base: "EUR",
            rates: [CurrencyRate(currency: "USD", rate: Rational(9, 10))])
        ])))
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-02T09:00:00Z", currency: "EUR")
    lab.deal(Event.dealWon, "D-1", at: "2026-11-03T09:00:00Z", amount: 1_000)
    lab.outcome("invoice", 400, "EUR", at: "2026-11-04T09:00:00Z", deal: "D-1")
    lab.outcome("invoice", 100, "USD", at: "2026-11-05T09:00:00Z")
    lab.outcome("invoice", -50, "EUR", at: "2026-11-06T09:00:00Z")
    lab.outcome("invoice", 7, "EUR", of: "ben", at: "2026-11-06T09:00:00Z")
    for metric in ["revenue", "invoiced"] {
      #expect(lab.speak(lab.proposal(2_000, metric: metric, period: "2026-11")) == nil)
    }
    #expect(lab.goal("ana/revenue/2026-11")?.achieved.amount == 1_000)
    #expect(
      lab.goal("ana/invoiced/2026-11")?.achieved
        == Achieved(amount: 400 + 90 - 50, times: 3, missing: []))
    lab.outcome("invoice", 1, "CHF", at: "2026-11-07T09:00:00Z")
    #expect(lab.goal("ana/invoiced/2026-11")?.achieved.missing.map(\.from) == ["CHF"])
  }

  @Test(
    "an alias that becomes known brings what was recorded for it; what nothing counts is a doubt")
  func aliases() {
    var lab = lab()
    lab.outcome("invoice", 500, "EUR", of: "b-9", at: "2026-11-17T09:00:00Z")
    lab.outcome("refund", 1, "EUR", at: "2026-11-17T09:00:00Z")
    let kinds = lab.team.doubtsView().map(\.kind.rawValue)
    #expect(kinds == ["unknown-metric", "unknown-subject"])
    lab.say(
      .memberMoved(
        MemberMoved(
          member: "ben", aliases: [Alias(pattern: "/erp/*", ids: ["b-9"])],
          from: Lab.day("2026-11-01"))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "03")))
    #expect(lab.done("invoiced", "2026-W47", of: "ben") == 500)
    #expect(lab.team.doubtsView().map(\.kind.rawValue) == ["unknown-metric"])
  }

  @Test("a person records an outcome that the playbook counts, and is told which there are")
  func deciding() {
    var lab = lab()
    let invoice = OutcomeRecorded(outcome: lab.team.symbols.intern("invoice"), amount: 5)
    #expect(lab.speak(.outcomeRecorded(invoice)) == nil)
    let other = OutcomeRecorded(outcome: lab.team.symbols.intern("refund"))
    let refusal = lab.speak(.outcomeRecorded(other))
    #expect(refusal?.pointer == "/data/outcome")
    #expect(refusal?.message.hasSuffix("the playbook has invoice") == true)
  }
}
