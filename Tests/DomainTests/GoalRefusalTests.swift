import Domain
import Testing

@Suite("Goals that are refused")
struct GoalRefusalTests {
  @Test("a goal is an amount of an outcome, in the outcome's unit")
  func metrics() {
    var lab = Lab.fiscal()
    let activity = lab.speak(lab.proposal(5, nil, metric: "conversation"))
    #expect(activity?.pointer == "/data/metric")
    #expect(activity?.message.contains("opened, proposal, revenue or won") == true)
    #expect(lab.speak(lab.proposal(5, nil, metric: "lost"))?.pointer == "/data/metric")
    #expect(lab.speak(lab.proposal(5, nil))?.message.contains("amount and currency") == true)
    #expect(lab.speak(lab.proposal(5, metric: "won"))?.message.contains("state count") == true)
    #expect(lab.speak(lab.proposal(5, nil, metric: "proposal")) == nil)
  }

  @Test("a goal has the name of its member, metric and period, and the days of the period")
  func names() {
    var lab = Lab.fiscal()
    guard case .goalProposed(var fact) = lab.proposal(5) else { return }
    fact.goal = lab.team.symbols.intern("marc/revenue/FY2026")
    let other = lab.speak(.goalProposed(fact))
    #expect(other?.pointer == "/data/goal")
    #expect(other?.message.contains("'ana/revenue/FY2026'") == true)
    fact.goal = lab.team.symbols.intern("ana/revenue/FY2026")
    fact.period.last = Lab.day("2027-03-30")
    #expect(lab.speak(.goalProposed(fact))?.pointer == "/data/period")
    fact.period = GoalPeriod(
      name: "soon", first: Lab.day("2026-12-01"), last: Lab.day("2026-12-02"))
    #expect(lab.speak(.goalProposed(fact))?.pointer == "/data/period")
  }

  @Test("a period that is over needs backdating, a day outside the period is none of it")
  func days() {
    var lab = Lab.fiscal()
    let over = lab.speak(lab.proposal(5, period: "FY2025"))
    #expect(over?.pointer == "/data/period")
    #expect(over?.message.contains("--backdate 2025-04-01") == true)
    #expect(lab.speak(lab.proposal(5, from: "2027-04-01"))?.pointer == "/data/from")
    let meant = lab.proposal(
      5, period: "FY2025", from: "2025-04-01", reason: "for the record", backdated: true)
    #expect(lab.speak(meant) == nil)
    #expect(lab.speak(lab.acceptance(of: "ana/revenue/FY2025")) == nil)
    #expect(lab.goal("ana/revenue/FY2025")?.held?.amount == 5)
  }

  @Test("an offer whose period passed without an answer is not accepted any more")
  func late() {
    var lab = Lab.fiscal()
    lab.speak(lab.proposal(5, period: "2026-11"), by: "greg")
    lab.now = TestZones.at("2026-12-01T09:00:00Z")
    let late = lab.speak(lab.acceptance(of: "ana/revenue/2026-11"))
    #expect(late?.message.contains("2026-11 was over on 2026-11-30") == true)
    #expect(lab.goal("ana/revenue/2026-11")?.state == .over)
    #expect(lab.goal("ana/revenue/2026-11")?.held == nil)
  }

  @Test("C37: a goal in a currency that no rate leads to is refused, with the line to add")
  func currencies() {
    var lab = Lab.fiscal()
    let refusal = lab.speak(lab.proposal(5, "GBP"))
    #expect(refusal?.pointer == "/data/currency")
    #expect(refusal?.message.contains("exchange-rates:") == true)
    lab.say(
      .ratesDefined(
        RatesDefined(tables: [
          RateTable(
            from: Lab.day("2027-01-01"), base: "GBP",
            rates: [CurrencyRate(currency: "EUR", rate: Rational(87, 100))])
        ])))
    #expect(lab.speak(lab.proposal(5, "GBP")) == nil)
  }

  @Test("a tool has no goals")
  func tools() {
    var lab = Lab.fiscal()
    lab.say(
      .memberJoined(MemberJoined(member: "crm", name: "CRM", role: .integration, manager: "greg")))
    let refusal = lab.speak(lab.proposal(5, of: "crm"), by: "greg", about: "crm")
    #expect(refusal?.pointer == "/subject" && refusal?.message.contains("is a tool") == true)
  }
}
