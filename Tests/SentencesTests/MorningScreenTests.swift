import JSONText
import Sentences
import Testing

private let morning = """
  {"at":"S:42","view":"morning","now":"2026-11-18T16:02:11Z",
   "member":{"id":"marc","name":"Marc","role":"rep","zone":"Europe/Paris","manager":"greg"},
   "week":{"label":"2026-W47","from":"2026-11-16","to":"2026-11-22","day":3,"days":5,
     "state":"open","history":false,"known":true,"working_days":5},
   "rows":[
    {"metric":"conversation","name":"Conversation","kind":"activity","unit":"count","done":3,
     "quota":8,"target":8,"expected":4.8,"need":5,"chance":0.22,"state":"behind"},
    {"metric":"call","name":"Call","unit":"count","done":38,"state":"none"},
    {"metric":"won","name":"Won","unit":"count","done":0,"state":"none"},
    {"metric":"revenue","name":"Revenue","unit":"money","currency":"EUR","done":4900000,
     "state":"none"}],
   "alerts":1,
   "next":{"metric":"conversation","need":5,"by":"2026-11-20","until":"2026-11-20T16:00:00Z"},
   "lessons":[{"deal":"D-207","reason":"price","closed":"2026-11-17T09:00:00Z"},
    {"deal":"D-198","closed":"2026-11-12T09:00:00Z"}],
   "signals":[{"alert":"A-3","level":"watch","metric":"conversation","name":"Conversation","run":3,
    "weeks":["2026-W44","2026-W45","2026-W46"],"total":13,"mean":24}]}
  """

private let why = """
  {"view":"why","now":"2026-11-17T16:02:11Z","judged":null,
   "member":{"id":"marc","name":"Marc","zone":"Europe/Paris"},
   "week":{"label":"2026-W47","day":2,"days":4,"state":"open","known":true,"working_days":5},
   "next":{"metric":"conversation","need":5,"by":"2026-11-20"},
   "rows":[{"metric":"conversation","name":"Conversation","unit":"count","done":2,"quota":8,
    "target":6.4,"expected":3.2,"need":5,"chance":0.2194,"state":"behind","event_count":2,
    "mean_left":3.2,
    "events":[{"seq":40,"time":"2026-11-16T08:12:00Z","type":"coxswain.activity.logged","adds":1},
     {"seq":41,"time":"2026-11-17T10:00:00Z","type":"coxswain.activity.logged","adds":1}],
    "origin":{"quota":"marc/conversation/start","weekly":8,"from":"2026-01-05","seq":12,"by":"greg"},
    "days":[{"day":"2026-11-16","asks":1.6},{"day":"2026-11-17","asks":1.6},
     {"day":"2026-11-18","asks":0,"reason":"holiday","name":"Founders"},
     {"day":"2026-11-19","asks":1.6},{"day":"2026-11-20","asks":1.6}]},
   {"metric":"call","name":"Call","unit":"count","done":0,"event_count":0,"events":[],"days":[]}]}
  """

@Suite("The morning and the reasons as a person reads them")
struct MorningScreenTests {
  @Test("the morning is one screen: what is next, how it stands, what waits")
  func page() throws {
    let text = try Screens.text(MorningPage.self, morning)
    #expect(
      text == """
        Marc · Wed 18 Nov · week 47, day 3 of 5                 as of 17:02 Europe/Paris

          Next: 5 conversations by Friday 17:00.

          This week     done  quota  pace
          conversation     3      8  ███······  2 short of 4.8 tonight · 22% to make it
          beside: call 38 · revenue €49k

          Open       learn from D-207 (lost yesterday, price)            cox trace D-207
                     learn from D-198 (lost Thu)                         cox trace D-198
          Watch      conversations below quota in weeks 44–46: 13 of 24       cox alerts

          cox log conversation ACCOUNT  ·  cox --why  ·  cox deals

        """)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 24)
  }

  @Test("who leads a team and has no quotas is told about the team, not about missing numbers")
  func manager() throws {
    let text = try Screens.text(
      MorningPage.self,
      """
      {"now":"2026-11-18T16:02:11Z","member":{"id":"greg","name":"Greg","zone":"Europe/Paris"},
       "week":{"label":"2026-W47","day":3,"days":5,"known":false},"rows":[],"next":null,
       "lessons":[],"signals":[],"reports":{"people":11,"talks":2,
        "away":[{"name":"Lena","back":"2026-11-20"},{"name":"Piet","back":"2026-11-24"}]}}
      """)
    #expect(
      text == """
        Greg · Wed 18 Nov · week 47, day 3 of 5                 as of 17:02 Europe/Paris

          Next: the 2 talks that are open with your team.

          Team       11 people · 2 talks are open · Lena is back on Friday, +1  cox team

          cox team  ·  cox alerts  ·  cox doubts

        """)
  }

  @Test("the one line of who leads a team is about the team, and so is where to look for reasons")
  func managersLine() throws {
    let json = """
      {"now":"2026-11-18T16:02:11Z","member":{"id":"greg","role":"manager","zone":"Europe/Paris"},
       "week":{"label":"2026-W47"},"rows":[],"next":null,"reports":{"people":2,"talks":1,"away":[]}}
      """
    #expect(
      try Screens.text(NextLine.self, json) == "Next: the talk that is open with your team.\n")
    #expect(try Screens.text(WhyNextPage.self, json).contains("cox team --why"))
  }

  @Test("who has not logged this week sees what is asked, and nothing that looks like a zero")
  func notYetHeard() throws {
    let text = try Screens.text(
      MorningPage.self, morning.replacing(#""known":true"#, with: #""known":false"#))
    #expect(text.contains("  conversation     –      8\n"), "\(text)")
    #expect(text.contains("unknown, which is not zero") && !text.contains("beside"))
  }

  @Test("a reason says how each number comes about, and names the records")
  func whyPage() throws {
    #expect(
      try Screens.text(WhyNextPage.self, why) == """
        Marc · why · week 47                                    as of 17:02 Europe/Paris

          conversation
            done      2        what 2 events of this week add up to
            quota     8        for a full week, in force since 2026-01-05, said in e-12
                               by greg
            target    6.4      8 × 4 days that count ÷ 5 working days; not Wed: Founders
            expected  3.2      6.4 × 2 days begun ÷ 4 days that count
            need      5        6.4 − 2, rounded up to a whole one
            chance    22%      P(5 or more), Poisson with mean 3.2 = 6.4 × 2 days left ÷
                               4
            events             e-40 Mon 09:12 · e-41 Tue 11:00

          cox amend e-41  ·  cox doubts

        """)
    #expect(try Screens.text(WhyPage.self, why).contains("\n  call\n"))
  }

  @Test("a reason counts today among the days left where the daemon does")
  func whyInTheMorning() throws {
    let text = try Screens.text(
      WhyNextPage.self,
      why.replacing(#""days":4,"#, with: #""days":4,"days_left":3,"#)
        .replacing(#""mean_left":3.2"#, with: #""mean_left":4.8"#))
    #expect(text.contains("Poisson with mean 4.8 = 6.4 × 3 days left ÷"), "\(text)")
  }

  @Test("of a week judged by other days the judgement is the reason, not a list of events")
  func whyOtherWeek() throws {
    let text = try Screens.text(
      WhyNextPage.self, why.replacing(#""days":4,"#, with: #""days":4,"started_on":"monday","#))
    #expect(text.contains("as it was judged, when weeks started on Monday\n"), "\(text)")
    #expect(!text.contains("add up to"))
  }

  @Test("a pipe gets a row a number, with its records")
  func whyRows() throws {
    let rows = try Screens.rows(WhyPage.self, why).split(separator: "\n")
    #expect(rows[0] == "metric\tnumber\tvalue\thow\trecords")
    #expect(rows[1].hasSuffix("\te-40 e-41") && rows[2].hasSuffix("\te-12"))
    #expect(rows.count == 8)
  }

  @Test("an alert's reasons are its weeks, its formula, its rule and its records")
  func alertWhy() throws {
    #expect(
      try Screens.text(
        AlertsWhyPage.self,
        """
        {"rows":[{"alert":"A-31","member":"todd","rule":"consistent-miss","version":1,
         "metric":"conversation","weeks":["2026-W42","2026-W43","2026-W44"],"done":[6,5,6],
         "targets":[8,8,6.4],"total":17,"mean":22.4,"phi":1.1,"p":0.1463,"raised_seq":90,
         "judged":[70,80,89],"settings":{"watch-after-weeks":3,"talk-after-weeks":6,
         "chance-basis-points":500,"shortfall-basis-points":1000}}]}
        """) == """
          How it was judged                                        numbers, not intentions

            A-31 · todd · conversation                                  consistent-miss v1
              weeks      W42 6 of 8 · W43 5 of 8 · W44 6 of 6.4
              formula    P(17 or fewer when 22.4 are the true mean) = 14.6%, Poisson; the
                         counts spread 1.1 times as wide as chance
              rule       from 3 weeks below quota in a row, together at least 10% short; a
                         talk is due where chance alone brings that less than 5% of the
                         time, or after 6 weeks
              records    raised by e-90, on the judgements e-70 e-80 e-89

            cox week --why --member todd --week LABEL

          """)
  }
}
