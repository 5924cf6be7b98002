import JSONText
import Sentences
import Testing

private let goals = """
  {"view":"goals","now":"2026-11-18T16:02:11Z","today":"2026-11-18","member":"ana","metrics":[],
   "rows":[
    {"goal":"ana/revenue/FY2026","member":"ana","metric":"revenue","name":"Won revenue",
     "unit":"money","currency":"EUR","period":"FY2026","first":"2026-04-01","last":"2027-03-31",
     "state":"countered","amount":120000000,"accepted":"2026-04-02","from":"2026-04-02",
     "achieved":75000000,"left":45000000,"times":19,"seq":31,
     "offer":{"seq":31,"amount":100000000,"from":"2026-11-18","by":"greg","said":"2026-11-18",
       "reason":"half the accounts left"},
     "terms":[{"seq":9,"amount":120000000,"from":"2026-04-02","by":"ana","said":"2026-04-02",
       "accepted":"2026-04-02"}],
     "easings":[{"day":"2026-11-18","was":130000000,"now":120000000,"days_left":133,
       "achieved":75000000,"share":0.5769}],"missing":[]},
    {"goal":"ana/won/2026-Q4","member":"ana","metric":"won","name":"Win","unit":"count",
     "period":"2026-Q4","first":"2026-10-01","last":"2026-12-31","state":"accepted","amount":12,
     "accepted":"2026-11-02","from":"2026-10-01","achieved":12,"left":0,"times":12,"seq":40,
     "terms":[{"seq":39,"amount":12,"from":"2026-10-01","by":"greg","said":"2026-11-02",
       "reason":"agreed in september","backdated":true,"accepted":"2026-11-02"}],
     "easings":[],"missing":[]}]}
  """

@Suite("Goals as a person reads them")
struct GoalScreenTests {
  @Test("a goal says what holds, what is offered, what is left and what stays visible")
  func screen() throws {
    #expect(
      try Screens.text(GoalsPage.self, goals) == """
        2 goals                                              1 offer waits for an answer

          ana · €1.2M won revenue                                         accepted 2 Apr
            FY2026, 1 Apr 2026 – 31 Mar 2027
            €750k achieved, €450k left · 19 wins
            greg offers €1M: "half the accounts left"
            eased on 18 Nov from €1.3M to €1.2M, 133 days before its end, at 58%

          ana · 12 wins                                                   accepted 2 Nov
            2026-Q4, 1 Oct 2026 – 31 Dec 2026
            12 achieved, reached
            12 backdated to 1 Oct by greg: "agreed in september"

          cox goal accept ana/revenue/FY2026  ·  cox help goal counter

        """)
  }

  @Test("without goals the page asks for one, and says how")
  func none() throws {
    #expect(
      try Screens.text(GoalsPage.self, #"{"rows":[],"today":"2026-11-18"}"#) == """
        No goals yet: what would you like to reach, and by when?
          cox goal propose METRIC AMOUNT --period PERIOD  ·  cox help goal propose

        """)
  }

  @Test("a missing rate is told with the deal and the line that the playbook needs")
  func missing() throws {
    let text = try Screens.text(
      GoalsPage.self,
      """
      {"today":"2026-11-18","member":"ana","rows":[
       {"goal":"ana/revenue/FY2026","member":"ana","metric":"revenue","name":"revenue",
        "unit":"money","currency":"EUR","period":"FY2026","first":"2026-04-01",
        "last":"2027-03-31","state":"accepted","amount":100,"accepted":"2026-04-02","times":2,
        "terms":[],"easings":[],
        "missing":[{"from":"USD","to":"EUR","day":"2026-10-01","deal":"D-2"}]}]}
      """)
    #expect(text.contains("what is achieved cannot be told: an exchange rate is missing"))
    #expect(text.contains("D-2 of 1 Oct is in USD: no rate to EUR"), "\(text)")
    #expect(text.contains("exchange-rates: [{from: 2026-10-01, base: EUR, rates: {USD: \"…\"}}]"))
  }

  @Test("an offer that nobody answered, a goal given up and one that asks for nothing")
  func states() throws {
    func row(_ more: String) -> String {
      """
      {"today":"2026-11-18","member":"greg","rows":[
       {"goal":"ana/won/2026-11","member":"ana","metric":"won","name":"win","unit":"count",
        "period":"2026-11","first":"2026-11-01","last":"2026-11-30","times":0,"terms":[],
        "easings":[],"missing":[],\(more)}]}
      """
    }
    let offered = try Screens.text(
      GoalsPage.self,
      row(#""state":"proposed","amount":5,"achieved":0,"left":5,"offer":{"amount":5,"by":"ana"}"#))
    #expect(offered.contains("not accepted yet") && offered.contains("ana offers 5"))
    #expect(!offered.contains("goal accept"), "the answer is not greg's to give")
    let asked = try Screens.text(
      GoalsPage.self,
      row(#""state":"proposed","amount":5,"achieved":0,"left":5,"offer":{"amount":5,"by":"ana"}"#)
        .replacing(#""member":"greg""#, with: #""member":"ana","you":"greg""#))
    #expect(!asked.contains("goal accept"), "greg asks about ana")
    let ended = try Screens.text(
      GoalsPage.self,
      row(
        #""state":"ended","amount":5,"achieved":1,"left":4,"ended":{"from":"2026-11-20","by":"ana","reason":"moves"}"#
      ))
    #expect(ended.contains("given up from 20 Nov"), "\(ended)")
    #expect(ended.contains("ana ends it from 20 Nov: \"moves\""))
    let zero = try Screens.text(
      GoalsPage.self, row(#""state":"accepted","accepted":"2026-11-02","amount":0"#))
    #expect(zero.contains("0 is asked: nothing of it for this period"))
  }

  private func most(_ more: String = "") throws -> String {
    try Screens.text(
      GoalsPage.self,
      """
      {"today":"2026-11-18","member":"ana","rows":[
       {"goal":"ana/lost/2026-Q4","member":"ana","metric":"lost","name":"lost","unit":"count",
        "at_most":true,"period":"2026-Q4","first":"2026-10-01","last":"2026-12-31",
        "state":"accepted","amount":10,"accepted":"2026-10-01","achieved":4,"left":6,"times":4,
        "used":0.4,"gone":0.5217,"terms":[],"easings":[],"missing":[],"unknown_weeks":0\(more)}]}
      """)
  }

  @Test("C40: of a most the share used stands beside the share of the period, whatever they are")
  func atMost() throws {
    let text = try most()
    #expect(text.contains("ana · at most 10 lost"), "\(text)")
    #expect(text.contains("4 of at most 10 used (40%), 52% of the period gone\n"), "\(text)")
    #expect(!text.contains("left") && !text.contains("reached") && !text.contains("unknown"))
  }

  @Test("C40: weeks of which nobody told anything are said, and a most of nothing is one, too")
  func atMostUnknown() throws {
    let text = try Screens.text(
      GoalsPage.self,
      """
      {"today":"2026-11-18","rows":[{"goal":"team/lost/2026-Q4","metric":"lost","name":"lost",
        "unit":"count","at_most":true,"period":"2026-Q4","first":"2026-10-01","last":"2026-12-31",
        "state":"accepted","amount":0,"accepted":"2026-10-01","achieved":1,"left":0,"times":1,
        "gone":0.5217,"terms":[],"easings":[],"missing":[],"unknown_weeks":2}]}
      """)
    #expect(
      text.contains("1 of at most 0 used, 52% of the period gone, 2 weeks unknown"), "\(text)")
  }

  @Test("C17: each time that a goal was given up stays on the page, with its reason")
  func endings() throws {
    let endings = #"""
      ,"endings":[{"seq":4,"from":"2026-10-20","by":"greg","reason":"moves","said":"2026-10-19"},
       {"seq":9,"from":"2026-11-20","by":"ana","reason":"again","said":"2026-11-18"}]
      """#
    let anew = try most(endings)
    #expect(anew.contains("greg gave it up from 20 Oct: \"moves\", and it was stated anew"))
    #expect(anew.contains("ana gave it up from 20 Nov: \"again\", and it was stated anew"))
    let ended = try most(
      endings + #","ended":{"from":"2026-11-20","by":"ana","reason":"again"}"#)
    #expect(ended.contains("greg gave it up from 20 Oct: \"moves\", and it was stated anew"))
    #expect(ended.contains("ana ends it from 20 Nov: \"again\""))
    #expect(!ended.contains("ana gave it up"), "\(ended)")
  }

  @Test("what is counted beside deals has its own name: no invoice is a win")
  func invoices() throws {
    let json = goals.replacing(#""times":19,"#, with: #""times":0,"of":"invoice","#)
    let text = try Screens.text(GoalsPage.self, json)
    #expect(text.contains("€450k left · 0 invoices") && !text.contains("0 wins"), "\(text)")
  }

  @Test("a pipe gets each goal as a row")
  func rows() throws {
    let lines = try Screens.rows(GoalsPage.self, goals).split(separator: "\n")
    #expect(lines[0].hasPrefix("goal\tmember\tmetric\tunit\tcurrency\tperiod"))
    #expect(
      lines[1]
        == "ana/revenue/FY2026\tana\trevenue\tmoney\tEUR\tFY2026\t2026-04-01\t2027-03-31\tcountered\t120000000\t2026-04-02\t2026-04-02\t75000000\t45000000\t19\t31\t100000000\t1\t\t\t\t\t0"
    )
  }
}
