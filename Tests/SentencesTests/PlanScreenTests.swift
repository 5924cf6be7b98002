import JSONText
import Sentences
import Testing

/// A plan in the middle of its year, with rates of different weight.
enum PlanSample {
  static let plan = """
    {"at":"S:42","view":"plan","now":"2026-11-18T16:02:11Z",
     "member":{"id":"marc","name":"Marc","role":"rep","zone":"Europe/Paris"},
     "goal":{"goal":"marc/revenue/FY2026","metric":"revenue","name":"Revenue","unit":"money",
      "currency":"EUR","amount":120000000,"achieved":75000000,"left":45000000,"times":19,
      "period":"FY2026","first":"2026-04-01","last":"2027-03-31","accepted":"2026-04-02",
      "by":"marc","from":"2026-04-01","backdated":false},
     "deal":{"mean":4000000,"n":29,"label":"some","of":"own","months":24},
     "wins":11.25,"wins_name":"wins",
     "steps":[
      {"to":"won","to_name":"Won","from":"opportunity","from_name":"Opportunity","rate":0.3,
       "low":0.2081,"high":0.3942,"successes":12,"trials":40,"phi":1,"label":"solid","of":"own",
       "peers":6,"mu":0.28,"strength":20,"matured_after":31,"need":37.5},
      {"to":"opportunity","to_name":"Opportunity","from":"conversation",
       "from_name":"Conversation","rate":0.25,"low":0.2018,"high":0.3009,"successes":30,
       "trials":120,"phi":1.2,"label":"solid","of":"own","peers":6,"mu":0.24,"strength":20,
       "matured_after":14,"need":150}],
     "intensity":null,
     "weeks":{"working_days_left":92,"days_a_week":5,"left":18.4,"lag_days":16,
      "lag_of":"traced","curve_of":"own","usable":16.1},
     "result":{"state":"ok","metric":"conversation","name":"Conversation","weekly":10,"low":7,
      "high":14,"median":9.6},
     "quota":{"weekly":8,"from":"2026-04-06","accepted":"2026-04-02","low":6,"high":9,
      "of":"plan"},
     "recalibrated":{"was":8,"now":10,"low":7,"high":14,"week":"2026-W44"},
     "what_if":[{"label":"win rate 35%","weekly":8,"low":6,"high":11},
      {"label":"deal €50,000","weekly":8,"low":6,"high":11},{"label":"both","weekly":7}],
     "foresight":{"metric":"conversation","name":"Conversation","weeks":4,"missing":7,
      "wins":0.5,"low":0.3,"high":1.5,"amount":2800000,"amount_low":1200000,
      "amount_high":6000000,"month":"2027-01"},
     "critical":null,"orphans":[],
     "rows":[{"metric":"conversation","name":"Conversation","per":"conversation","weekly":10,
      "low":7,"high":14,"per_trial":1,"serves":"opportunity","now":8}]}
    """

  /// The plan with some of its text replaced; each has to be there.
  static func changed(_ changes: [(String, String)]) -> String {
    changes.reduce(plan) { text, change in
      let copy = text.split(separator: change.0, omittingEmptySubsequences: false)
      #expect(copy.count > 1, "the sample does not say \(change.0)")
      return copy.joined(separator: change.1)
    }
  }

  /// A plan whose result is a state without a quota.
  static func state(_ state: String, _ more: String = "") -> String {
    """
    {"view":"plan","now":"2026-11-18T16:02:11Z","member":{"id":"marc","name":"Marc"},
     "goal":{"goal":"g","metric":"revenue","name":"Revenue","unit":"money","currency":"EUR",
      "amount":120000000,"achieved":125000000,"left":45000000,"times":19,"first":"2026-04-01",
      "last":"2027-03-31","accepted":"2026-04-02"\(more)},"steps":[],
     "weeks":{"left":2.4,"lag_days":84,"lag_of":"traced","usable":-9.6},
     "result":{"state":"\(state)","missing":[{"to":"opportunity","to_name":"Opportunity",
      "from":"conversation","from_name":"Conversation"}]},"quota":null,"what_if":[],"orphans":[],
     "rows":[]}
    """
  }
}

extension PlanSample {
  /// Rates of few trials, one of them assumed, in the plan of an offer.
  static var young: String {
    changed([
      (#""trials":120,"phi":1.2,"label":"solid""#, #""trials":7,"phi":1.2,"label":"thin""#),
      (#""successes":30,"#, #""successes":3,"#), (#""successes":12,"#, #""successes":0,"#),
      (
        #""trials":40,"phi":1,"label":"solid","of":"own""#,
        #""trials":2,"phi":1,"label":"thin","of":"assumed""#
      ),
      (
        #""intensity":null"#,
        #""intensity":{"metric":"call","name":"Call","per_trial":1.8,"n":120,"of":"team"}"#
      ),
      (#""accepted":"2026-04-02",\#n  "by":"marc""#, #""by":"greg""#),
    ])
  }
}

@Suite("The plan as a person reads it")
struct PlanScreenTests {
  @Test("a plan says what a week needs before it says how that comes about")
  func plan() throws {
    let text = try Screens.text(PlanPage.self, PlanSample.plan)
    #expect(
      text == """
        Marc · €1.2M revenue · 1 Apr 2026 – 31 Mar 2027                   accepted 2 Apr

          10 conversations a week (7–14), now 8, accepted 2 Apr.

          goal left                     €450,000          €1.2M − €750k
          ÷ mean won deal                €40,000          29 won in 24 months · some
          = wins                           11.25
          ÷ win rate                         30%  21–39%  12 of 40 · solid, 6 peers
          = opportunities                   37.5
          ÷ conversation → opportunity       25%  20–30%  30 of 120 · solid, 6 peers
          = conversations                    150
          ÷ weeks that count                16.1          18.4 − 16 days of lag (traced)
          = a week                            10  7–14

          Moved      the rates left the range of 8 in week 44: propose 10 (7–14)?
          What if    win rate 35% → 8 · deal €50,000 → 8 · both → 7
          Ahead      7 conversations short over 4 weeks: about €28k (€12k–€60k) less in
                     January

          cox quota propose  ·  cox plan --what-if win-rate=35%  ·  cox plan --why

        """)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 24)
  }

  @Test("a thin rate shows its range and its counts, and no point; what is assumed is marked")
  func thin() throws {
    let text = try Screens.text(PlanPage.self, PlanSample.young)
    #expect(
      text == """
        Marc · €1.2M revenue · 1 Apr 2026 – 31 Mar 2027                 an offer by greg

          It is an offer, not accepted yet: this is what it would ask.
          10 conversations a week (7–14), assumed, now 8, accepted 2 Apr.

          goal left                     €450,000          €1.2M − €750k
          ÷ mean won deal                €40,000          29 won in 24 months · some
          = wins                           11.25
          ÷ win rate                              21–39%  assumed 28% · thin: 0 of 2
          = opportunities                   37.5          rests on what is assumed
          ÷ conversation → opportunity            20–30%  thin: 3 of 7, 6 peers
          = conversations                    150          rests on what is assumed
          × calls each                       1.8          the team's 120 trials
          = calls                            270          rests on what is assumed
          ÷ weeks that count                16.1          18.4 − 16 days of lag (traced)
          = a week                            10  7–14    rests on what is assumed

          Moved      the rates left the range of 8 in week 44: propose 10 (7–14)?
          What if    win rate 35% → 8 · deal €50,000 → 8 · both → 7
          Ahead      7 conversations short over 4 weeks: about €28k (€12k–€60k) less in
                     January

          cox goal accept  ·  cox goal counter  ·  cox plan --what-if win-rate=35%

        """)
    #expect(!text.contains(" 30% ") && !text.contains(" 25% "))
    let own = PlanSample.young.replacing(#""n":120,"of":"team""#, with: #""n":120,"of":"own""#)
    #expect(try Screens.text(PlanPage.self, own).contains("1.8          120 deals or accounts\n"))
  }

  @Test(
    "a rate that rests on peers alone says so, and the team's has its label where room is short")
  func peersAlone() throws {
    let json = PlanSample.changed([
      (
        #""successes":12,"trials":40,"phi":1,"label":"solid","of":"own","#,
        #""successes":0,"trials":0,"phi":1,"label":"thin","of":"team","#
      )
    ])
    let text = try Screens.text(PlanPage.self, json)
    #expect(text.contains("  21–39%  none of one's own, 6 peers\n"), "\(text)")
    #expect(!text.contains("0 of 0"), "\(text)")
    let narrow = Reader(width: 60, now: Screens.now, offset: Screens.reader.offset)
    let lines = PlanPage.screen(try .parse(json), for: narrow).map(\.unstyled)
    #expect(lines.contains { $0.hasSuffix("21–39% · from 6 peers") }, "\(lines)")
    let team = PlanSample.changed([
      (
        #""trials":120,"phi":1.2,"label":"solid","of":"own""#,
        #""trials":120,"phi":1.2,"label":"solid","of":"team""#
      )
    ])
    let short = Reader(width: 70, now: Screens.now, offset: Screens.reader.offset)
    let said = PlanPage.screen(try .parse(team), for: short).map(\.unstyled)
    #expect(said.contains { $0.contains("30 of 120 · solid") }, "\(said)")
  }

  /// A plan whose way begins with an outcome: calls are worked with its first step, demos with its last.
  static var companion: String {
    PlanSample.changed([
      (#""name":"Conversation","weekly":10,"low":7"#, #""name":"Call","weekly":52,"low":7"#),
      (
        #""result":{"state":"ok","metric":"conversation""#,
        #""result":{"state":"ok","metric":"call""#
      ),
      (
        #""rows":[{"metric":"conversation","name":"Conversation","per":"conversation","weekly":10,"#,
        """
        "rows":[{"metric":"call","name":"Call","weekly":52,"low":40,"high":60,"per_trial":5.54,
         "serves":"opportunity","now":null},{"metric":"demo","name":"Demo","weekly":3,"low":2,
         "high":5,"per_trial":1.2,"serves":"won","now":null},
         {"metric":"conversation","name":"Conversation","weekly":10,
        """
      ),
    ])
  }

  @Test(
    "an activity beside a step has its own line, so that the arithmetic is the one that is shown")
  func beside() throws {
    let text = try Screens.text(PlanPage.self, Self.companion)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("52 calls a week"), "\(text)")
    #expect(
      text.contains("× calls each 5.54 for each of 150 conversations = calls 831 ÷ weeks"),
      "150 × 5.54: \(text)")
  }

  @Test("what rests on nothing assumed is not marked so")
  func notAssumed() throws {
    #expect(!(try Screens.text(PlanPage.self, PlanSample.plan).contains("assumed")))
  }

  @Test(
    "a page of any width keeps its columns, and what is thin or assumed stays marked",
    arguments: [40, 52, 60, 80, 120])
  func widths(width: Int) throws {
    let reader = Reader(width: width, now: Screens.now, offset: Screens.reader.offset)
    for name in ["Marc", "山田太郎", "Jose\u{301} Mu\u{308}ller", "👩‍👩‍👧 Ada"] {
      let json = PlanSample.young.split(separator: #""Marc""#).joined(separator: "\"\(name)\"")
      let lines = PlanPage.screen(try .parse(json), for: reader).flatMap { $0.fitted(to: width) }
      for line in lines { #expect(line.width <= width, "\(width): \(line.unstyled)") }
      let text = lines.map(\.unstyled).joined(separator: "\n")
      #expect(text.contains(name) && text.contains("thin: 3 of 7"), "\(text)")
      #expect(text.split(separator: "assumed").count >= 5, "\(text)")
      // The values of all lines end in the same cell.
      let ends = lines.map(\.unstyled).filter { $0.hasPrefix("  = ") }.compactMap { line in
        line.firstMatch(of: #/[0-9]+(\.[0-9]+)?/#).map {
          DisplayWidth.of(line[..<$0.range.upperBound])
        }
      }
      #expect(ends.count == 5 && Set(ends).count == 1, "\(text)")
    }
  }

  @Test("read aloud, a plan is sentences without signs")
  func plain() throws {
    let reader = Reader(width: 400, now: Screens.now, offset: Screens.reader.offset)
    let said = PlanPage.screen(try .parse(PlanSample.plan), for: reader).map { Spoken.line($0) }
    #expect(said.contains("divided by win rate, 30%, 21 to 39%, 12 of 40, solid, 6 peers"))
    #expect(said.contains("is wins, 11.25"))
    #expect(said.contains("10 conversations a week (7 to 14), now 8, accepted 2 April."))
  }

  @Test("an offer says that it is one, and a backdated goal that it was")
  func offer() throws {
    let json = PlanSample.changed([
      (#""accepted":"2026-04-02","#, ""), (#""by":"marc""#, #""by":"greg""#),
      (#""backdated":false"#, #""backdated":true"#),
    ])
    let text = try Screens.text(PlanPage.self, json)
    #expect(text.contains("an offer by greg"))
    #expect(text.contains("It is an offer, not accepted yet: this is what it would ask."))
    #expect(text.contains("It was backdated to 1 Apr.") && text.contains("cox goal accept"))
  }

  @Test("without a quota the next step is to propose one, and where it is from is said")
  func quotas() throws {
    let quota =
      #"{"weekly":8,"from":"2026-04-06","accepted":"2026-04-02","low":6,"high":9,\#n  "of":"plan"}"#
    let none = try Screens.text(PlanPage.self, PlanSample.changed([(quota, "null")]))
    #expect(none.contains("10 conversations a week (7–14), no quota yet."))
    #expect(none.contains("  cox quota propose  ·"))
    let stated = try Screens.text(
      PlanPage.self, PlanSample.changed([(quota, #"{"weekly":8,"of":"playbook"}"#)]))
    #expect(stated.contains("now 8, from the playbook."))
  }

  @Test("what was asked with what-if is answered first, against what holds")
  func asked() throws {
    // The plan of the answer is the tried one: it asks what is asked for with it.
    let json = PlanSample.changed([
      (#""foresight""#, #""asked":true,"untried":{"weekly":10,"low":7,"high":14},"foresight""#),
      (#""name":"Conversation","weekly":10,"low":7"#, #""name":"Conversation","weekly":8,"low":7"#),
    ])
    let lines = try Screens.text(PlanPage.self, json).split(separator: "\n").map(String.init)
    #expect(lines[1] == "  What if win rate 35%: 8 a week (6–11) instead of 10.")
    #expect(lines[3] == "  What if both: 7 a week instead of 10.")
    #expect(
      lines[4].hasPrefix("  8 conversations a week") && !lines.contains { $0.contains("→ 8") })
    let same = try Screens.text(
      PlanPage.self, json.replacing(#""untried":{"weekly":10"#, with: #""untried":{"weekly":8"#))
    #expect(same.contains("What if win rate 35%: 8 a week (6–11), as now."))
  }

  @Test("what was asked is answered, too, where the plan itself has no quota")
  func askedInVain() throws {
    let json = PlanSample.state("cannot-land").replacing(
      #""what_if":[]"#,
      with: """
        "asked":true,"what_if":[{"label":"lag 3 d","weekly":12,"low":8,"high":17},
        {"label":"lag 90 d","weekly":null}]
        """)
    let lines = try Screens.text(PlanPage.self, json).split(separator: "\n")
    #expect(lines[1] == "  What if lag 3 d: 12 a week (8–17).")
    #expect(lines[2] == "  What if lag 90 d: no week is left in which that could land.")
    #expect(lines[3].contains("cannot land in this window"))
  }

  @Test("too many quotas are named, and so is what serves nothing")
  func few() throws {
    let json = PlanSample.changed([
      (
        #""critical":null,"orphans":[]"#,
        """
        "critical":{"limit":5,"count":6,"names":["call","email","demo","visit","chat","talk"]},
        "orphans":[{"metric":"email","name":"Email"}]
        """
      )
    ])
    let text = try Screens.text(PlanPage.self, json)
    #expect(text.contains("6 activities have a quota, 5 at most keep it few: call, email"))
    #expect(text.contains("no outcome is named that these serve: emails"))
  }

  @Test("other activities that follow stand beside the main one")
  func others() throws {
    let json = PlanSample.changed([
      (
        #""serves":"opportunity","now":8}"#,
        """
        "serves":"opportunity","now":8},{"metric":"demo","name":"Demo","per":"opportunity",
        "weekly":3,"low":2,"high":5,"per_trial":1.2,"serves":"won","now":null}
        """
      )
    ])
    #expect(try Screens.text(PlanPage.self, json).contains("With it    3 demos a week (2–5)"))
  }

  @Test("a shortfall of a count goal costs wins, and a month far ahead has its year")
  func foresight() throws {
    let json = PlanSample.changed([
      (#""amount":2800000,"amount_low":1200000,\#n  "amount_high":6000000,"#, ""),
      (#""month":"2027-01""#, #""month":"2028-01""#),
    ])
    #expect(
      try Screens.text(PlanPage.self, json).contains("about 0.5 (0.3–1.5) wins less in January\n")
        == false)
    let words = try Screens.text(PlanPage.self, json).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(words.contains("over 4 weeks: about 0.5 (0.3–1.5) wins less in January 2028"))
  }

  @Test("a plan is rows for a pipe, and so are everybody's")
  func rows() throws {
    #expect(
      try Screens.rows(PlanPage.self, PlanSample.plan) == """
        metric\tname\tper\tweekly\tlow\thigh\tper_trial\tserves\tnow
        conversation\tConversation\tconversation\t10\t7\t14\t1\topportunity\t8

        """)
    #expect(
      try Screens.rows(PlansPage.self, Self.everybody).hasPrefix(
        "member\tname\tgoal\tstate\tmetric\tweekly\tlow\thigh\tquota\nmarc\tMarc\t"))
  }

  @Test("everybody's plans are a line each, in words where there is no number")
  func everybody() throws {
    #expect(
      try Screens.text(PlansPage.self, Self.everybody) == """
        Plans · 3 people                              each from their own goal and rates

          who       goal            a week                            now
          Marc      revenue FY2026      10  conversations (7–14)        8
          Ana Ruiz                          no goal yet                 –
          Jo        revenue FY2026          lands in the next window    4

          cox plan --member marc  ·  cox team

        """)
  }

  private static let everybody = """
    {"rows":[{"member":"marc","name":"Marc","goal":"marc/revenue/FY2026","state":"ok",
      "metric":"conversation","weekly":10,"low":7,"high":14,"quota":8},
     {"member":"ana","name":"Ana Ruiz","goal":null,"state":"no-goal"},
     {"member":"jo","name":"Jo","goal":"jo/revenue/FY2026","state":"cannot-land","quota":4}]}
    """
}
