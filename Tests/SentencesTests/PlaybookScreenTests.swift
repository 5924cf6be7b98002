import JSONText
import Sentences
import Testing

@Suite("Screens of the playbook")
struct PlaybookScreenTests {
  private static let shown = """
    {"at":"K7QD2M:20","view":"playbook","team":"acme","as_of":"2026-11-18T16:00:00Z","day":"2026-11-18","applied":"2026-11-17T09:00:00Z","by":"ida","sha256":"4b16","rows":[
    {"type":"coxswain.calendar.defined","data":{"week-starts":"monday","working-days":["monday","tuesday","wednesday","thursday","friday"],"close-after-seconds":43200,"zone":"Europe/Paris","fiscal-year-starts":"04-01","holidays":{"12-25":"Christmas Day","2026-04-06":"Easter Monday"},"calendars":{"spain":{"working-days":["monday"],"holidays":{"01-06":"Epiphany"}}}}},
    {"type":"coxswain.team.defined","data":{"segments":{"ae":"Account executives"},"ramps":{"new-hire":[{"weeks":4,"percent":25},{"weeks":1,"percent":50}]},"critical-metrics":5,"manager-sees-after-seconds":86400,"one-to-one-every":"2 weeks","retention":{"notes":"36 months"}}},
    {"type":"coxswain.metric.defined","data":{"metric":"conversation","name":"Conversation","kind":"activity","unit":"count","measure":"activity.count","serves":"won","good":"Both sides agree a next step with a date"}},
    {"type":"coxswain.metric.defined","data":{"metric":"revenue","name":"Revenue","kind":"outcome","unit":"money","measure":"deals.won-amount","currency":"EUR"}},
    {"type":"coxswain.funnel.defined","data":{"funnel":"new","name":"New business","from":"conversation","steps":[{"to":"won","roles":["rep"],"segments":["ae"],"credit":"actor","assumed-rate-basis-points":1250,"assumed-lag-days":14}]}},
    {"type":"coxswain.member.joined","data":{"member":"ana","name":"Ana Ruiz","role":"rep","manager":"greg","zone":"Europe/Madrid","unix":["ana"],"aliases":{},"sources":[],"segment":"ae","ramp":{"name":"new-hire","from":"2026-11-02","steps":[]}},"left":"2026-12-01"},
    {"type":"coxswain.member.joined","data":{"member":"crm","name":"crm","role":"integration","zone":"UTC","unix":[],"aliases":{},"sources":["/crm/*"]}},
    {"type":"coxswain.quota.proposed","data":{"quota":"q","member":"ana","metric":"call","weekly":8,"origin":"playbook"}},
    {"type":"coxswain.rule.set","data":{"rule":"consistent-miss","enabled":true,"parameters":{"chance-basis-points":500,"watch-after-weeks":3}}}]}
    """

  @Test("the playbook on a page: weeks, terms, metrics, funnels, members")
  func screen() throws {
    #expect(
      try Screens.text(PlaybookShownPage.self, Self.shown) == """
        acme · the playbook on Wed 18 Nov 2026      applied Tue 17 Nov 2026 10:00 by ida

          weeks        from monday, work on mon tue wed thu fri, judged 12 h after their
                       end, Europe/Paris
          fiscal year  from 1 April
          holidays     12-25 Christmas Day · 2026-04-06 Easter Monday
          calendar     spain: work on mon, 01-06 Epiphany
          segment      ae: Account executives
          ramp         new-hire: 25% for 4 weeks, 50% for 1 week
          alerts       the manager sees one 24 h after the member
          the few      at most 5 activities with a quota each
          one-to-one   every 2 weeks
          kept         notes 36 months
          rule         consistent-miss: chance 5%, watch-after 3

          metric        what          serves  good
          conversation  activity      won     Both sides agree a next step with a date
          revenue       outcome, EUR  —

          funnel New business
            conversation → won          assumed 12.5%, 14 d · rep of ae · credit actor

          who  role         led by  asked, a week
          ana  rep, ae      greg    8 call · ramp new-hire · leaves on 2026-12-01
          crm  integration  —       /crm/*

          cox playbook show --as-of 2026-03-01  ·  --json for all of it

        """)
  }

  @Test("a pipe gets each fact as the event that would say it")
  func rows() throws {
    let rows = try Screens.rows(PlaybookShownPage.self, Self.shown).split(separator: "\n")
    #expect(rows.count == 10 && rows[0] == "type\tdata\tleft")
    #expect(rows[6].hasPrefix("coxswain.member.joined\t{\"member\":\"ana\""))
    #expect(rows[6].hasSuffix("\t2026-12-01"))
  }

  @Test("where there was no playbook, the way to one is shown")
  func none() throws {
    #expect(
      try Screens.text(
        PlaybookShownPage.self, #"{"team":"acme","day":"2026-11-18","rows":[]}"#) == """
          acme had no playbook on Wed 18 Nov 2026.
            cox playbook init new-business acme.yaml

          """)
  }

  @Test("a file's fault is told with file, line and column, the line itself and the way on")
  func fault() {
    let trouble = Trouble.badPlaybook(
      "acme.yaml", line: 2, column: 3,
      message: "metric call: \"kindd\" is no setting. Did you mean \"kind\"?",
      text: "metrics:\n  call: {kindd: activity}\n")
    #expect(
      Screens.plain(trouble.lines) == """
        cox: acme.yaml:2:3: metric call: "kindd" is no setting. Did you mean "kind"?
                 call: {kindd: activity}
                 ^
             then, changing nothing:  cox playbook apply acme.yaml --dry-run

        """)
    #expect(trouble.exitCode == 65)
    // The mark stands under the place also behind wide characters and in a long line.
    let wide = Trouble.badPlaybook("a", line: 1, column: 9, message: "m.", text: "名: {a: b}")
    #expect(wide.lines[2].unstyled.hasSuffix(String(repeating: " ", count: 9) + "^"))
    let long = Trouble.badPlaybook(
      "a", line: 1, column: 201, message: "m.",
      text: String(repeating: "x", count: 200) + "HERE" + String(repeating: "y", count: 200))
    let (line, mark) = (Array(long.lines[1].unstyled), Array(long.lines[2].unstyled))
    #expect(line[mark.count - 1] == "H" && long.lines[1].width <= 80)
    // A place that the file does not have shows no line.
    #expect(Trouble.badPlaybook("a", line: 9, column: 1, message: "m.", text: "").lines.count == 2)
  }

  @Test("what deserves a look is told after the changes, and when nothing changes")
  func remarks() throws {
    let result = try JSONValue.parse(
      #"{"events":[],"remarks":[{"line":4,"column":3,"message":"metric call serves no outcome."}]}"#
    )
    #expect(
      Screens.plain(
        PlaybookPage.screen(result, file: "a.yaml", isDryRun: true, for: Screens.reader)) == """
          a.yaml says what already holds: nothing to change.

            Worth a look
              a.yaml:4:3: metric call serves no outcome.

          """)
  }

  @Test(
    "a starter is for the team that is named, and points at the way on", arguments: Starter.allCases
  )
  func starters(kind: Starter) {
    let text = kind.text(team: "emea")
    #expect(text.contains("\nteam: emea ") && text.contains("cox playbook apply emea.yaml"))
    #expect(!text.contains("acme"))
    #expect(kind.text(team: nil).contains("\nteam: acme "))
    // Read in a terminal of eighty columns it still reads; a line of a table may be longer.
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("#") && $0.count > 100 }.isEmpty)
    #expect(Screens.plain(PlaybookPage.started("emea.yaml", kind)).contains("--dry-run"))
  }

  @Test("the schema that is printed is one")
  func schema() throws {
    let schema = try JSONValue.parse(Starter.schema)
    #expect(schema["title"] == "Coxswain playbook")
  }
}
