import JSONText
import Sentences
import Testing

private let team = """
  {"view":"team","now":"2026-11-20T16:00:00Z","week":"2026-W47","open_talks":1,
   "by_chance":{"raised":0.2,"open":0.34},"rows":[
   {"member":"todd","name":"Todd Baker","known":true,
    "because":"talk","alerts":[{"alert":"A-31","level":"conversation","metric":"conversation",
     "name":"Conversation","run":5,
     "weeks":["2026-W42","2026-W43","2026-W44","2026-W45","2026-W46"],"total":28,"mean":40,"p":0.0294,
     "raised":"2026-11-16T11:00:00Z"}],
    "lines":[{"metric":"conversation","done":5,"quota":8,"target":8,"state":"behind"}]},
   {"member":"ana","name":"Ana Ruiz","known":true,"because":"behind","alerts":[],
    "lines":[{"metric":"conversation","done":3,"quota":8,"target":8,"chance":0.22,"state":"behind"},
             {"metric":"proposal","done":0,"quota":2,"target":2,"state":"behind"}]},
   {"member":"li","name":"李小龍 \\u202eevil\\u001b[31m","known":false,"alerts":[],"lines":[]},
   {"member":"zed","name":"Zed","known":true,"alerts":[],"lines":[]},
   {"member":"lena","name":"Lena","known":true,"because":"fine","alerts":[],"working_days":5,
    "off":[{"day":"2026-11-19","reason":"away"},{"day":"2026-11-20","reason":"away"}],
    "back":"2026-11-25",
    "lines":[{"metric":"conversation","done":3,"quota":8,"target":3.2,"state":"on-pace"}]}]}
  """

private let alert = """
  {"view":"alerts","now":"2026-11-18T16:02:11Z","rows":[{"alert":"A-31","member":"todd",
   "rule":"consistent-miss","version":1,"level":"conversation","metric":"conversation",
   "state":"open","raised":"2026-11-16T11:00:00Z","visible_to_manager":true,
   "history":false,"weeks":["2026-W42","2026-W43","2026-W44","2026-W45","2026-W46"],
   "done":[6,5,6,6,5],"targets":[8,8,8,8,8],"total":28,"mean":40,"phi":1.1,"p":0.029,"run":5,
   "says":"Conversation came in below quota 5 weeks running: 28 where 40 were planned. Something differs from what was expected.",
   "does_not_say":"It does not say what differs, nor whose it is to change."}]}
  """

@Suite("The team and its alerts as a person reads them")
struct TeamScreenTests {
  @Test("the team keeps the order it came in, and nobody's name can act on the terminal")
  func teamScreen() throws {
    let text = try Screens.text(TeamPage.self, team)
    #expect(
      text.hasPrefix(
        """
        Fri 20 Nov, week 47                            where help helps most comes first
          Mirror     1 talk is open since Mon (4 days)                        cox alerts

          who               in the way?
        """))
    let names = ["Todd Baker", "Ana Ruiz", "李小龍 \\u{202e}…", "Zed", "Lena"]
    let lines = text.split(separator: "\n")
    let places = names.compactMap { name in lines.firstIndex { $0.hasPrefix("  \(name) ") } }
    #expect(places.count == 5 && places == places.sorted())
    #expect(text.contains("conversations, weeks 42–46") && text.contains("28 of 40 · chance 3%"))
    #expect(text.contains("no data: unknown, not zero") && text.contains("away until "))
    #expect(text.contains("5 people. Expected by chance this week: 0.3 open talks. You see 1."))
  }

  @Test("of what runs behind the unlikely is named first, before what no chance can be told of")
  func mostUrgent() throws {
    #expect(try Screens.text(TeamPage.self, team).contains("conversation behind pace, +1"))
    let likely = try Screens.text(
      TeamPage.self, team.replacing(#""chance":0.22"#, with: #""chance":0.5"#))
    #expect(likely.contains("proposal behind pace, +1") && likely.contains("0/2 proposal"))
  }

  @Test("a week that is over says what was missing, and nothing of today or of chances to make it")
  func pastWeek() throws {
    let past = team.replacing(
      #""week":"2026-W47""#, with: #""week":"2026-W41","running":"2026-W47""#)
    let text = try Screens.text(TeamPage.self, past)
    #expect(text.hasPrefix("Week 41   "), "\(text)")
    #expect(text.contains("conversation 5 short of 8, +1") && text.contains("chance in a week"))
    #expect(!text.contains("behind pace") && !text.contains("to make it"))
    let why = try Screens.text(TeamWhyPage.self, past)
    #expect(why.contains("conversation 5 short of 8") && !why.contains("tonight"))
    let running = team.replacing(
      #""week":"2026-W47""#, with: #""week":"2026-W47","running":"2026-W47""#)
    #expect(try Screens.text(TeamPage.self, running).hasPrefix("Fri 20 Nov, week 47"))
  }

  @Test("of whom nothing is known no number is shown, also while a talk is open")
  func unknownWithTalk() throws {
    let known = #""name":"Todd Baker","known":"#
    let json = team.replacing(known + "true", with: known + "false")
    let text = try Screens.text(TeamPage.self, json)
    #expect(text.contains("conversations, weeks 42–46") && !text.contains("5/8"))
    #expect(text.split(separator: "\n").count { $0.contains("no data: unknown, not zero") } == 2)
  }

  @Test("a row of a pipe is one metric of one member, and an unsafe name is spelled out")
  func teamRows() throws {
    let rows = try Screens.rows(TeamPage.self, team).split(separator: "\n")
    #expect(
      rows[0]
        == "member\tname\tknown\talerts\tmetric\tdone\tquota\ttarget\tstate\texpected\tneed\tchance\tbecause\tdays\tworking_days"
    )
    #expect(
      rows[1] == "todd\tTodd Baker\ttrue\tA-31\tconversation\t5\t8\t8\tbehind\t\t\t\ttalk\t\t")
    #expect(rows[3].hasPrefix("ana\tAna Ruiz\ttrue\t\tproposal"))
    #expect(rows[4] == "li\t李小龍 \\u{202e}evil\\u{1b}[31m\tfalse\t\t\t\t\t\t\t\t\t\t\t\t")
  }

  @Test("a manager without reports learns where reports come from")
  func emptyTeam() throws {
    let text = try Screens.text(TeamPage.self, #"{"week":"2026-W47","rows":[]}"#)
    #expect(text.contains("Nobody reports to you in the playbook yet."))
  }

  @Test("an alert shows its evidence, what it says and what it can't say, and the four questions")
  func alertScreen() throws {
    #expect(
      try Screens.text(AlertsPage.self, alert) == """
        1 open alert                                           a question, not a verdict

          todd · conversation · a talk is due                   A-31  consistent-miss v1
            raised Mon 16 Nov 12:00 · shared with the manager
            weeks 42–46: 6 5 6 6 5 = 28 of 40 · chance alone 3% · 5 in a row
            Conversation came in below quota 5 weeks running: 28 where 40 were planned.
            Something differs from what was expected.
            It does not say what differs, nor whose it is to change.

          Ask together: what is in the way? What could you do differently?
          What could we do differently? Is the goal right?
          cox week --member todd  ·  cox trace DEAL

        """)
  }

  @Test("no alerts is good news in one line")
  func noAlerts() throws {
    #expect(
      try Screens.text(AlertsPage.self, #"{"rows":[]}"#) == """
        No alerts: nothing differs enough from what was expected to ask about.
          cox  ·  cox week

        """)
  }

  @Test("an alert about history told nobody, and a watch is for the member only")
  func historyAlert() throws {
    let text = try Screens.text(
      AlertsPage.self,
      #"{"rows":[{"alert":"A-1","member":"a","level":"watch","metric":"call","history":true,"visible_to_manager":false}]}"#
    )
    #expect(text.contains("about history, so nobody was told · for the member's eyes only\n"))
  }

  @Test("a cleared alert says when and why")
  func clearedAlert() throws {
    let text = try Screens.text(
      AlertsPage.self,
      #"{"rows":[{"alert":"A-1","member":"a","level":"conversation","metric":"call","state":"cleared","raised":"2026-11-16T11:00:00Z","cleared":"2026-11-17T11:00:00Z","reason":"recovered","visible_to_manager":false}]}"#
    )
    #expect(text.hasPrefix("0 open alerts"))
    #expect(
      text.contains(
        "    raised Mon 16 Nov 12:00 · cleared Tue 17 Nov 12:00 (recovered)\n"))
    #expect(text.contains("a · call · a talk was due") && !text.contains("Ask together"))
  }

  @Test("a cleared alert tells in words what took its evidence, one that is open still asks")
  func clearedByAbsence() throws {
    let text = try Screens.text(
      AlertsPage.self,
      """
      {"rows":[{"alert":"A-2","member":"a","level":"watch","metric":"call","state":"open"},
       {"alert":"A-1","member":"a","level":"watch","metric":"call","state":"cleared",
        "cleared":"2026-11-17T11:00:00Z","reason":"absence"}]}
      """)
    #expect(text.contains("cleared Tue 17 Nov 12:00 (days away changed what was asked)"))
    #expect(text.contains("Ask together"))
  }

  @Test("lists in a row are words apart")
  func alertRows() throws {
    let row = try Screens.rows(AlertsPage.self, alert).split(separator: "\n")[1]
    #expect(
      row.contains("\t2026-W42 2026-W43 2026-W44 2026-W45 2026-W46\t6 5 6 6 5\t8 8 8 8 8\t28\t"))
  }
}
