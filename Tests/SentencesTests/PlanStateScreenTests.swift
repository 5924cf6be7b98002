import JSONText
import Sentences
import Testing

@Suite("A plan without a quota, as a person reads it")
struct PlanStateScreenTests {
  private func words(_ json: String) throws -> String {
    try Screens.text(PlanPage.self, json).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  @Test(
    "each state says what is so, and the command or the line that goes on",
    arguments: [
      ("reached", "Reached: €1,250,000 of €1,200,000. Nothing is left", "cox coverage"),
      (
        "over", "The period ended on 31 Mar 2027, with €1,250,000 of €1,200,000.",
        "cox goal propose"
      ),
      (
        "cannot-land",
        "Activity started now cannot land in this window; it serves the next one.", "cox coverage"
      ),
      ("cannot-land", "2.4 working weeks left − 84 days of lag (traced)", "cox plan --why"),
      (
        "no-rate", "There is no history yet of: conversation → opportunity.",
        "- {to: opportunity, assumed-rate: 25%}"
      ),
      ("no-deal-size", "nobody has won with an amount yet.", "cox deal won DEAL --amount"),
      ("no-funnel", "No funnel of the playbook leads to revenue.", "funnels: NAME: from: ACTIVITY"),
      ("beyond", "this is more than 10,000 a week.", "cox goal counter"),
      ("at-most", "Nothing is worked back from a most:", "cox goal list"),
      ("at-most", "So far it is €1,250,000 of €1,200,000.", "cox goal propose"),
      ("later-state", "No quota follows from it yet (later-state).", "cox plan --why"),
    ])
  func states(state: String, said: String, next: String) throws {
    let text = try words(PlanSample.state(state))
    #expect(text.contains(said) && text.contains(next), "\(text)")
  }

  @Test("C37: a missing exchange rate is named with its day and deal, and the line to add")
  func exchangeRate() throws {
    let pairs = """
      ,"missing":[{"from":"USD","to":"EUR","day":"2026-11-03","deal":"D-118"},
       {"from":"USD","to":"EUR","day":"2026-11-01","deal":"D-119"},
       {"from":"GBP","to":"EUR","day":"2026-10-01","deal":"D-120"}]
      """
    #expect(
      try Screens.text(PlanPage.self, PlanSample.state("no-currency-rate", pairs)) == """
        Marc · €1.2M revenue · 1 Apr 2026 – 31 Mar 2027                   accepted 2 Apr

          What is achieved is not known, for want of a rate: USD into EUR on 3 Nov
          (D-118), USD into EUR on 1 Nov (D-119), GBP into EUR on 1 Oct (D-120).
          The playbook says what one unit is worth:

            exchange-rates:
              - {from: 2026-11-01, base: EUR, rates: {USD: "RATE"}}
              - {from: 2026-10-01, base: EUR, rates: {GBP: "RATE"}}

          cox playbook show  ·  cox playbook apply FILE --dry-run

        """)
  }

  @Test("nobody's goal is no page of noughts, but what to say first")
  func noGoal() throws {
    for page in [PlanPage.self, PlanWhyPage.self, CoveragePage.self] as [any Page.Type] {
      let text = try Screens.text(
        page,
        #"{"member":{"id":"ana","name":"Ana"},"goal":null,"result":{"state":"no-goal"},"rows":[]}"#)
      #expect(text.hasPrefix("Ana · no goal yet\n"))
      #expect(text.contains("cox goal propose METRIC AMOUNT --period PERIOD"))
    }
  }

  @Test("a plan of nobody is the team's")
  func team() throws {
    let json = PlanSample.changed([
      (#""member":{"id":"marc","name":"Marc","role":"rep","zone":"Europe/Paris"},"#, "")
    ])
    #expect(try Screens.text(PlanPage.self, json).hasPrefix("The team · €1.2M revenue"))
  }

  @Test("a plan that cannot land goes on with what is open and still can")
  func cannotLand() throws {
    let lines = PlanPage.screen(
      try .parse(PlanSample.state("cannot-land")), beside: try .parse(CoverageSample.coverage),
      for: Screens.reader)
    let text = Screens.plain(lines)
    #expect(text.contains("it serves the next one.") && text.contains("3.3x is open: 42%"))
    #expect(text.split(separator: "\n").last?.contains("cox trace D-118") == true)
    #expect(text.split(separator: "\n").count { $0.contains("cox coverage") } == 1)
  }

  @Test("a goal that is a most is headed so")
  func atMost() throws {
    let text = try Screens.text(
      PlanPage.self, PlanSample.state("at-most", #","at_most":true"#))
    #expect(text.hasPrefix("Marc · at most €1.2M revenue · 1 Apr 2026 – 31 Mar 2027"), "\(text)")
    let plans = try Screens.text(
      PlansPage.self,
      #"{"rows":[{"member":"jo","name":"Jo","goal":"jo/lost/2026-Q4","state":"at-most"}]}"#)
    #expect(plans.contains("a most, nothing to work back from"))
  }

  @Test("both years are said of a goal that begins in one and ends in another, and none else")
  func years() throws {
    func heading(_ first: String, _ last: String) throws -> String {
      let json = PlanSample.state("reached")
        .replacing(#""first":"2026-04-01""#, with: #""first":"\#(first)""#)
        .replacing(#""last":"2027-03-31""#, with: #""last":"\#(last)""#)
      return try Screens.text(PlanPage.self, json)
    }
    #expect(try heading("2017-12-01", "2018-12-31").contains("· 1 Dec 2017 – 31 Dec 2018 "))
    #expect(try heading("2025-12-01", "2026-11-30").contains("· 1 Dec 2025 – 30 Nov 2026 "))
    #expect(try heading("2026-10-01", "2026-12-31").contains("· 1 Oct – 31 Dec "))
  }

  @Test(
    "other goals are named with the command that shows their plan, also where this one has none")
  func others() throws {
    let others = #""others":["marc/won/2026-Q4","marc/usd/2027"],"steps":[]"#
    let state = try Screens.text(
      PlanPage.self, PlanSample.state("reached").replacing(#""steps":[]"#, with: others))
    let line = "Also       marc/won/2026-Q4, marc/usd/2027 · cox plan --goal marc/won/2026-Q4"
    #expect(state.contains(line), "\(state)")
    let plan = try Screens.text(
      PlanPage.self,
      PlanSample.changed([(#""orphans":[]"#, #""orphans":[],"others":["marc/won/2026-Q4"]"#)]))
    #expect(plan.contains("Also       marc/won/2026-Q4 · cox plan --goal marc/won/2026-Q4"))
    #expect(!(try Screens.text(PlanPage.self, PlanSample.plan).contains("Also")))
  }

  @Test("a goal of wins is worked back without money")
  func counted() throws {
    let json = """
      {"now":"2026-11-18T16:02:11Z","member":{"id":"ana","name":"Ana"},
       "goal":{"goal":"g","metric":"won","name":"Won","unit":"count","amount":30,"achieved":19,
        "left":11,"times":19,"first":"2026-01-01","last":"2026-12-31","accepted":"2026-01-02"},
       "wins":11,"wins_name":"wins",
       "steps":[{"to":"won","to_name":"Won","from":"visit","from_name":"Visit","rate":0.05,
        "low":0.042,"high":0.061,"successes":50,"trials":1000,"label":"solid","of":"team",
        "need":220}],
       "weeks":{"left":6.2,"lag_days":0,"lag_of":"none","usable":6.2},
       "result":{"state":"ok","metric":"visit","name":"Visit","weekly":36,"low":29,"high":43},
       "rows":[]}
      """
    #expect(
      try Screens.text(PlanPage.self, json) == """
        Ana · 30 wins · 1 Jan – 31 Dec                                    accepted 2 Jan

          36 visits a week (29–43), no quota yet.

          goal left            11            30 − 19
          ÷ win rate           5%  4.2–6.1%  the team's 50 of 1,000 · solid
          = visits            220
          ÷ weeks that count  6.2            6.2 working weeks left, no lag known yet
          = a week             36  29–43

          cox quota propose  ·  cox plan --what-if win-rate=10%  ·  cox plan --why

        """)
    #expect(
      PlanLine.text(try .parse(json), for: Screens.reader)?.unstyled
        == "Toward 30 wins by 31 Dec · 19 of 30")
  }

  @Test("where a goal stands is one line, in money and in wins; without a goal there is none")
  func line() throws {
    func line(_ json: String) throws -> String? {
      PlanLine.text(try .parse(json), for: Screens.reader)?.unstyled
    }
    #expect(try line(PlanSample.plan) == "Toward €1.2M by 31 Mar · €750k, 19 of 30 wins")
    #expect(try line(#"{"goal":null}"#) == nil)
    #expect(
      try line(PlanSample.changed([(#""wins":11.25,"#, "")])) == "Toward €1.2M by 31 Mar · €750k")
    #expect(
      try line(
        PlanSample.changed([(#""left":45000000,"#, #""left":0,"#), (#""wins":11.25,"#, "")]))
        == "Toward €1.2M by 31 Mar · €750k, reached")
    // What is achieved is not guessed where an exchange rate is missing.
    #expect(try line(PlanSample.changed([(#""achieved":75000000"#, #""achieved":null"#)])) == nil)
  }
}
