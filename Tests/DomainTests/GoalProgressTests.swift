import Domain
import Testing

@Suite("What counts for a goal")
struct GoalProgressTests {
  private func lab(rates: [(String, [(String, String)])] = []) -> Lab {
    var lab = Lab.fiscal()
    lab.say(
      .ratesDefined(
        RatesDefined(
          tables: rates.map { from, rates in
            RateTable(
              from: Lab.day(from), base: "EUR",
              rates: rates.map {
                CurrencyRate(currency: $0.0, rate: Rational(decimal: $0.1) ?? .zero)
              })
          })))
    return lab
  }

  private func win(
    _ lab: inout Lab, _ deal: String, _ amount: Int64?, _ currency: String = "EUR",
    of member: String = "ana", at time: String = "2026-11-10T12:00:00Z",
    credit: [(String, Int64)] = []
  ) {
    lab.deal(Event.dealOpened, deal, of: member, at: "2026-03-01T09:00:00Z", currency: currency)
    lab.deal(Event.dealWon, deal, of: member, at: time, amount: amount, credit: credit)
  }

  @Test("wins from the period's first local day to its last count, whenever the goal was agreed on")
  func days() {
    var lab = lab()
    // In Berlin the fiscal year begins at 22:00 UTC of the day before.
    win(&lab, "D-1", 1, at: "2026-03-31T21:59:59Z")
    win(&lab, "D-2", 10, at: "2026-03-31T22:00:00Z")
    win(&lab, "D-3", 100, at: "2026-11-18T08:00:00Z")
    win(&lab, "D-4", nil, at: "2026-11-18T08:00:00Z")
    win(&lab, "D-5", 1_000, of: "ben")
    lab.agree(500)
    #expect(lab.goal()?.achieved == Achieved(amount: 110, times: 3, missing: []))
    #expect(lab.goal()?.left == 390)
  }

  @Test("a close on the member's last local day counts, one in the next period does not")
  func lastDay() {
    var lab = lab()
    lab.speak(lab.proposal(5, period: "2026-11", of: "ben"), by: "ben", about: "ben")
    lab.now = TestZones.at("2026-12-02T09:00:00Z")
    win(&lab, "D-1", 1, of: "ben", at: "2026-12-01T04:59:59Z")
    win(&lab, "D-2", 10, of: "ben", at: "2026-12-01T05:00:00Z")
    #expect(lab.goal("ben/revenue/2026-11")?.achieved.amount == 1)
  }

  @Test("C35: a credit note subtracts in the period of the note")
  func notes() {
    var lab = lab()
    win(&lab, "D-1", 1_000, at: "2026-10-20T12:00:00Z")
    lab.deal(Event.creditNoted, "D-1", at: "2026-11-05T12:00:00Z", amount: 300)
    for period in ["2026-11", "FY2026"] { lab.speak(lab.proposal(1, period: period)) }
    #expect(lab.speak(lab.proposal(1, period: "2026-11"))?.pointer == "/data/reason")
    #expect(
      lab.goal("ana/revenue/2026-11")?.achieved == Achieved(amount: -300, times: 0, missing: []))
    #expect(
      lab.goal("ana/revenue/FY2026")?.achieved == Achieved(amount: 700, times: 1, missing: []))
    #expect(lab.goal("ana/revenue/2026-11")?.left == 301)
  }

  @Test("C34: a shared win counts for each goal by its part, and once for the team's")
  func shares() {
    var lab = lab()
    win(&lab, "D-1", 1_001, credit: [("ana", 5_000), ("ben", 5_000)])
    lab.speak(lab.proposal(1))
    lab.speak(lab.proposal(1, of: "ben"), by: "ben", about: "ben")
    lab.speak(lab.proposal(1, of: nil), by: "greg", about: "greg")
    #expect(lab.goal()?.achieved == Achieved(amount: 501, times: 1, missing: []))
    #expect(lab.goal("ben/revenue/FY2026")?.achieved.amount == 500)
    #expect(
      lab.goal("team/revenue/FY2026")?.achieved == Achieved(amount: 1_001, times: 1, missing: []))
  }

  @Test("C37: money of another currency counts at the rate of the day of the close")
  func conversion() {
    var lab = lab(rates: [
      ("2026-01-01", [("USD", "0.90"), ("GBP", "1.20")]), ("2026-11-10", [("USD", "0.915")]),
    ])
    win(&lab, "D-1", 1_00, "USD", at: "2026-11-09T22:59:59Z")
    win(&lab, "D-2", 1_01, "USD", at: "2026-11-09T23:00:00Z")
    lab.agree()
    // 90.00 at the old rate; 92.415 at the new one, rounded once, to 92.
    #expect(lab.goal()?.achieved == Achieved(amount: 90 + 92, times: 2, missing: []))
    lab.deal(Event.creditNoted, "D-2", at: "2026-11-15T12:00:00Z", amount: 1_01)
    #expect(lab.goal()?.achieved.amount == 90, "all taken back, at the rate of the close")
    // Through the base, by the newest table that has both: 1 USD is 0.90/1.20 of a pound.
    lab.speak(lab.proposal(1, "GBP", period: "2026-11"))
    #expect(lab.goal("ana/revenue/2026-11")?.achieved.amount == 75)
  }

  @Test("C37: halves are rounded away from zero, and each currency has its own minor unit")
  func rounding() {
    var lab = lab(rates: [("2026-01-01", [("USD", "0.5"), ("JPY", "0.006"), ("KWD", "3")])])
    win(&lab, "D-1", 1, "USD")
    win(&lab, "D-2", 1_000, "JPY")
    win(&lab, "D-3", 1_500, "KWD")
    lab.agree()
    // Half a cent is one; 1,000 yen are 6 euros; 1.5 dinars are 4.50 euros.
    #expect(lab.goal()?.achieved.amount == 10_51)
    lab.deal(Event.creditNoted, "D-1", at: "2026-11-15T12:00:00Z", amount: 1)
    #expect(lab.goal()?.achieved.amount == 10_50)
  }

  @Test("C37: a missing rate is named with its pair, day and first deal, and nothing is added up")
  func missing() {
    var lab = lab(rates: [("2026-11-01", [("USD", "0.9")])])
    win(&lab, "D-9", 5, "USD", at: "2026-10-02T12:00:00Z")
    win(&lab, "D-2", 5, "USD", at: "2026-10-01T12:00:00Z")
    win(&lab, "D-3", 5, "CHF", at: "2026-11-05T12:00:00Z")
    win(&lab, "D-4", 5, "USD", at: "2026-11-05T12:00:00Z")
    lab.agree()
    let achieved = lab.goal()?.achieved
    #expect(achieved?.amount == nil && achieved?.times == 4)
    #expect(
      achieved?.missing == [
        MissingRate(from: "CHF", to: "EUR", day: Lab.day("2026-11-05"), deal: "D-3"),
        MissingRate(from: "USD", to: "EUR", day: Lab.day("2026-10-01"), deal: "D-2"),
      ])
    #expect(lab.goal()?.left == nil)
  }

  @Test("stages and openings count by what the playbook's metric counts")
  func counts() {
    var lab = lab()
    for deal in ["D-1", "D-2"] {
      lab.deal(Event.dealOpened, deal, at: "2026-11-02T09:00:00Z")
      lab.deal(Event.dealAdvanced, deal, at: "2026-11-03T09:00:00Z", stage: "proposal")
      lab.deal(Event.dealAdvanced, deal, at: "2026-11-04T09:00:00Z", stage: "proposal")
    }
    lab.deal(Event.dealOpened, "D-3", of: "ben", at: "2026-11-02T09:00:00Z")
    lab.deal(Event.dealAdvanced, "D-3", at: "2026-11-05T09:00:00Z", stage: "proposal")
    for metric in ["proposal", "opened", "won"] {
      lab.speak(lab.proposal(9, nil, metric: metric, period: "2026-11"))
    }
    #expect(lab.goal("ana/proposal/2026-11")?.achieved.amount == 3)
    #expect(lab.goal("ana/opened/2026-11")?.achieved.amount == 2)
    #expect(lab.goal("ana/won/2026-11")?.achieved.amount == 0)
  }

  @Test("decimals are read exactly and written again the same")
  func decimals() {
    for text in ["0.92", "1", "123.000000001", "0.000000001", "999999999999"] {
      #expect(Rational(decimal: text)?.decimalText == text)
    }
    #expect(Rational(decimal: "0.920") == Rational(23, 25))
    for text in ["", "0", ".5", "5.", "-1", "1e3", "0,92", "0.0000000001", "1234567890123"] {
      #expect(Rational(decimal: text) == nil, "\(text)")
    }
  }
}
