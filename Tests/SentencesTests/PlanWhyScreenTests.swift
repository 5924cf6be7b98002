import JSONText
import Sentences
import Testing

@Suite("The reasons of plan and coverage, and what good looks like")
struct PlanWhyScreenTests {
  /// A plan with what its numbers rest on.
  static let why =
    String(PlanSample.plan.dropLast()) + """
      ,"why":{"evidence":[
        {"of":"successes of won","seqs":[3,4],
         "deals":["D-1","D-2","D-3","D-4","D-5","D-6","D-7"],"count":12},
        {"of":"trials of opportunity","seqs":[5],"deals":[],"count":120},
        {"of":"deal size","deals":["D-1"],"seqs":[],"count":29}],
       "goal":{"seqs":[12,14]},"quota":{"seqs":[20]}}}
      """

  @Test("each number of a plan has its formula, its inputs and its records")
  func plan() throws {
    #expect(
      try Screens.text(PlanWhyPage.self, Self.why) == """
        Marc · why · €1.2M revenue                              as of 17:02 Europe/Paris

          what is left
            goal        €1,200,000  as it was accepted; e-12 e-14
            achieved    €750,000   from 19 of them
            left        €450,000   €1,200,000 − €750,000
            mean deal   €40,000    the mean of 29 deals won of the last 24 months
            wins        11.25      €450,000 ÷ €40,000
            deal size   29         D-1 and 28 more

          opportunity → won
            rate        30%        (28% × 20 + 12) ÷ (20 + 40); 28% is what 6 true
                                   peers have together
            range       21–39%     8 of 10 times the true rate lies in it (Beta)
            counts      12 of 40   opportunities that are at least 31 days old
            need        37.5       11.25 ÷ the rate
            successes   12         D-1 D-2 D-3 D-4 D-5 D-6 and 6 more

          conversation → opportunity
            rate        25%        (24% × 20 + 30 ÷ 1.2) ÷ (20 + 120 ÷ 1.2); 24% is
                                   what 6 true peers have together; the counts spread
                                   1.2 times as wide as chance
            range       20–30%     8 of 10 times the true rate lies in it (Beta)
            counts      30 of 120  conversations that are at least 14 days old
            need        150        37.5 ÷ the rate
            trials      120        e-5 and 119 more

          what a week needs
            weeks left  18.4       92 working days left ÷ 5 a week
            lag         16 d       traced
            that count  16.1       18.4 − 16 days ÷ 7
            a week      10         150 ÷ 16.1, rounded up to a whole one
            range       7–14       8 of 10 times, by what is not known of rates and
                                   deal size, half of the time above 9.6
            quota       8          in force since 2026-04-06; e-20

          cox trace DEAL  ·  cox doubts  ·  cox plan

        """)
  }

  @Test("a pipe gets a row a number, with events and deals")
  func rows() throws {
    let rows = try Screens.rows(PlanWhyPage.self, Self.why).split(separator: "\n").map(String.init)
    #expect(rows[0] == "about\tnumber\tvalue\thow\trecords\tdeals")
    #expect(rows[1] == "what is left\tgoal\t€1,200,000\tas it was accepted\te-12 e-14\t")
    #expect(
      rows.contains(
        "opportunity → won\tsuccesses\t12\t\te-3 e-4\tD-1 D-2 D-3 D-4 D-5 D-6 D-7"))
    #expect(
      rows.contains { $0.hasPrefix("what a week needs\tquota\t8\t") && $0.contains("\te-20\t") })
  }

  @Test("an activity beside a step is worked back from that step, and so is each other quota")
  func beside() throws {
    let rows = try Screens.rows(PlanWhyPage.self, PlanScreenTests.companion)
      .split(separator: "\n").map(String.init)
    #expect(rows.contains("calls\teach\t5.54\tfor each of the conversations\t\t"), "\(rows)")
    #expect(rows.contains("calls\tneed\t831\t150 × 5.54\t\t"))
    #expect(
      rows.contains("what a week needs\ta week\t52\t831 ÷ 16.1, rounded up to a whole one\t\t"))
    let others = rows.filter { $0.hasPrefix("with it, a week\t") }
    #expect(
      others == [
        "with it, a week\tdemos\t3 (2–5)\t37.5 opportunities × 1.2 ÷ 16.1, rounded up to a whole one\t\t",
        "with it, a week\tconversations\t10 (7–14)\t150 conversations ÷ 16.1, rounded up to a whole one\t\t",
      ])
  }

  @Test(
    "what a rate is drawn towards is said by where it comes from",
    arguments: [
      (#""prior_of":"peers","#, "28% is what 6 true peers have together"),
      (#""prior_of":"assumed","#, "28% is the playbook's assumed rate"),
      (#""prior_of":"even","#, "28% is half a success of one trial, for nobody says more"),
      ("", "28% is what 6 true peers have together"),
    ])
  func origin(field: String, words: String) throws {
    let json = PlanSample.changed([(#""peers":6,"mu":0.28,"#, #""peers":6,\#(field)"mu":0.28,"#)])
    let rows = try Screens.rows(PlanWhyPage.self, json)
    #expect(rows.contains("(28% × 20 + 12) ÷ (20 + 40); \(words)\t"), "\(rows)")
  }

  @Test("what few peers have together is not told, and that is said")
  func fewPeers() throws {
    let json = PlanSample.changed([(#""peers":6,"mu":0.28,"#, #""peers":2,"#)])
    #expect(
      try Screens.rows(PlanWhyPage.self, json).contains(
        "12 of 40, with what fewer than four true peers have together (not told)"))
  }

  @Test("a thin rate has no point among its reasons either")
  func thin() throws {
    let text = try Screens.text(PlanWhyPage.self, PlanSample.young)
    #expect(text.contains("rate        thin"))
    #expect(!text.contains("rate        30%"))
    #expect(text.contains("each        1.8") && text.contains("150 × 1.8"))
  }

  @Test("each number of the coverage has its formula, deal by deal")
  func coverage() throws {
    #expect(
      try Screens.text(CoverageWhyPage.self, CoverageSample.coverage) == """
        Marc · why · coverage of €300k revenue                  as of 17:02 Europe/Paris

          what is open
            left        €160,000   €300,000 − €140,000
            open        €520,000   without the deals older than any win
            multiple    3.25x      €520,000 ÷ €160,000
            to make it  42%        every way the open deals can go, each by its own
                                   chance and amount (exact)
            even        3.75x      as many equal deals of that chance as make it 50%
            80%         5.25x      the same for 80%
            95%         6.5x       the same for 95%; beyond it more adds little

          the chance
            of a deal   25%        the mean chance of the open deals to be won in time
            range       17–34%     8 of 10 times it lies in it
            curve       22 won     one's own 64 closed deals; open ones count for as
                                   long as they were watched
            oldest win  210 d      an older open deal has no chance
            win cycle   42 d       half of the wins took less

          deal by deal, by the curve
            D-140       44%        €60,000, open for 38 d, won within 43 days
            D-118       12%        €40,000, the mean, as it has none; open for 121 d,
                                   won within 43 days
            D-77        –          €30,000, older than any win: left out

          cox trace D-140  ·  cox doubts  ·  cox coverage

        """)
  }

  @Test("reasons of no multiple are the page itself")
  func noMultiple() throws {
    let json = CoverageSample.changed([
      ("\"too-little\"", "\"no-open\""), (#""have":3.25"#, #""have":null"#),
    ])
    #expect(
      try Screens.text(CoverageWhyPage.self, json) == Screens.text(CoveragePage.self, json))
  }

  @Test("what good looks like is the playbook's words, the rates, and one example")
  func good() throws {
    #expect(
      try Screens.text(GoodPage.self, Self.good) == """
        What good looks like                                by the rate, never by volume

          conversation
            They said what is in their way
            To opportunity: 34% in the best tenth, 25% in the team (8 people, 210
            trials).
            One of theirs, D-12: 9 activities in 41 days: 4 calls, 3 conversations, 2
            demos.

          demo
            Nothing is known yet; the playbook can say it: good: TEXT

          cox trace D-12  ·  cox plan

        """)
  }

  @Test("of few trials no rate is printed, and an example of another's deal has no name")
  func goodThin() throws {
    let json = Self.good.replacing(#""n":210"#, with: #""n":9"#)
      .replacing(#""deal":"D-12","#, with: "")
    let text = try Screens.text(GoodPage.self, json)
    #expect(text.contains("To opportunity: thin, 9 trials of 8 people so far."))
    #expect(!text.contains("%") && text.contains("One of theirs: 9 activities in 41 days"))
  }

  @Test("an example without any activity is none")
  func goodIdle() throws {
    let text = try Screens.text(
      GoodPage.self, Self.good.replacing(#""activities":9"#, with: #""activities":0"#))
    #expect(text.contains("34% in the best tenth") && !text.contains("One of theirs"))
  }

  @Test("a pipe gets a row a metric")
  func goodRows() throws {
    #expect(
      try Screens.rows(GoodPage.self, Self.good).split(separator: "\n")[1]
        == "conversation\tConversation\tThey said what is in their way\tOpportunity\t0.34\t0.25\t8\t210\tD-12\t9\t41"
    )
  }

  static let good = """
    {"rows":[{"metric":"conversation","name":"Conversation","text":"They said what is in their way",
      "rate":{"to_name":"Opportunity","best":0.34,"team":0.25,"members":8,"n":210},
      "example":{"deal":"D-12","activities":9,"days":41,"touches":[{"metric":"call","count":4},
       {"metric":"conversation","count":3},{"metric":"demo","count":2}]}},
     {"metric":"demo","name":"Demo","text":null,"rate":null,"example":null}]}
    """
}
