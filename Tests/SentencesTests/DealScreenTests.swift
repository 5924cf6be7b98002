import JSONText
import Sentences
import Testing

private let trace = """
  {"view":"deal","now":"2026-11-18T16:02:11Z",
   "deal":{"id":"D-12","owner":"ana","account":"acme","state":"won","stage":"proposal",
     "amount":3850000,"currency":"EUR","opened":"2026-09-03T09:00:00Z",
     "closed":"2026-11-18T10:00:00Z","age_days":76},
   "rows":[
    {"seq":3,"time":"2026-09-01T09:00:00Z","type":"coxswain.activity.logged","member":"ana",
     "by":"ana","metric":"conversation","minutes":25,"note":"met at the fair",
     "days_before_close":79.1},
    {"seq":9,"time":"2026-09-03T09:00:00Z","type":"coxswain.deal.opened","member":"ana",
     "by":"ana","amount":4000000,"days_before_close":77},
    {"seq":20,"time":"2026-10-01T09:00:00Z","type":"coxswain.deal.advanced","member":"ana",
     "by":"svc","stage":"proposal","days_before_close":49},
    {"seq":41,"time":"2026-11-18T10:00:00Z","type":"coxswain.deal.won","member":"ana","by":"ana",
     "amount":3850000,"days_before_close":0}]}
  """

private let deals = """
  {"view":"deals","now":"2026-11-18T16:02:11Z",
   "totals":{"won":4238,"lost":2473,"open":2089,
     "won_amount":[{"currency":"EUR","amount":1000553400}]}}
  """

@Suite("Deals as a person reads them")
struct DealScreenTests {
  @Test("a trace runs from the first touch to the close, with the days that were left")
  func traceScreen() throws {
    #expect(
      try Screens.text(TracePage.self, trace) == """
        D-12 · acme · won · €38,500                                                  ana
          opened 3 Sep, closed 18 Nov: 76 days, 4 steps

          day         to close  what          by
          Tue 1 Sep       79 d  conversation  ana  25 min · met at the fair
          Thu 3 Sep       77 d  opened        ana  €40,000
          Thu 1 Oct       49 d  to proposal   ana
          Wed 18 Nov       0 d  won           ana  €38,500

          what came first, and would you do it again?

        """)
  }

  @Test(
    "a step's own currency, its shares, a meeting's time and what has no effect are in the trace")
  func traceDetails() throws {
    let text = try Screens.text(
      TracePage.self,
      """
      {"now":"2026-11-18T16:02:11Z","deal":{"id":"S-1","state":"won","owner":"ana","currency":"EUR"},
       "rows":[
        {"seq":2,"time":"2026-11-02T09:00:00Z","type":"coxswain.meeting.booked","member":"ana",
         "metric":"demo","starts":"2026-12-01T10:00:00Z"},
        {"seq":3,"time":"2026-11-03T09:00:00Z","type":"coxswain.deal.won","member":"ana",
         "amount":1000,"credit":[{"member":"ana","share":6000},{"member":"ben","share":4000}]},
        {"seq":4,"time":"2026-11-04T09:00:00Z","type":"coxswain.credit.noted","member":"ana",
         "amount":501,"currency":"USD","doubt":"doubtful-credit-note"}]}
      """)
    #expect(text.contains("for Tue 1 Dec 11:00") || text.contains("for Tue 1 Dec 10:00"), "\(text)")
    #expect(text.contains("€10 · ana 60%, ben 40%"), "\(text)")
    #expect(text.contains("no effect: doubtful-credit-note · $5.01"), "\(text)")
  }

  @Test("a lost deal is one to learn from, and an open one says its stage")
  func states() throws {
    let lost = try Screens.text(
      TracePage.self, #"{"deal":{"id":"D-1","state":"lost","owner":null},"rows":[]}"#)
    #expect(lost.hasPrefix("D-1 · learn (lost)   "))
    #expect(lost.contains("nobody's") && lost.contains("No steps recorded yet."))
    let open = try Screens.text(
      TracePage.self,
      #"{"deal":{"id":"D-1","state":"open","stage":"demo"},"rows":[{"type":"x.y","time":"2026-11-18T10:00:00Z"}]}"#
    )
    #expect(open.hasPrefix("D-1 · open, at demo"))
    #expect(open.contains("cox deal advance D-1 --stage STAGE"))
  }

  @Test("the totals, and the list when it was asked for")
  func dealsScreen() throws {
    #expect(
      try Screens.text(DealsPage.self, deals) == """
        4,238 won · 2,473 to learn from · 2,089 open                            €10M won
          63% of the closed ones were won.

          cox deals --list  ·  cox trace DEAL

        """)
    let listed = try Screens.text(
      DealsPage.self,
      #"{"now":"2026-11-18T16:02:11Z","totals":{"won":0,"lost":0,"open":1},"rows":[{"deal":"D-1","owner":"ana","state":"open","stage":"demo","amount":1250,"currency":"USD","opened":"2025-12-31T23:30:00Z","closed":null}]}"#
    )
    #expect(
      listed == """
        0 won · 0 to learn from · 1 open

          deal  owner  state  amount  opened  closed
          D-1   ana    demo   $12.50  1 Jan   –

          cox trace DEAL

        """)
  }

  @Test("a pipe gets totals as rows, and deals as rows when they were asked for")
  func dealsRows() throws {
    #expect(
      try Screens.rows(DealsPage.self, deals) == "state\tcount\nwon\t4238\nlost\t2473\nopen\t2089\n"
    )
    #expect(
      try Screens.rows(TracePage.self, trace).split(separator: "\n")[1]
        == "3\t2026-09-01T09:00:00Z\tcoxswain.activity.logged\tana\tana\tconversation\t25\t\t\t\tmet at the fair\t79.1\t\t\t"
    )
  }
}
