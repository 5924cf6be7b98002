import JSONText
import Sentences
import Testing

@Suite("What changed")
struct DiffScreenTests {
  private let older = """
    {"at":"S:10","view":"week","as_of":"2026-11-16T08:00:00Z","now":"2026-11-16T08:00:00Z",
     "member":{"id":"ana","name":"Ana","zone":"Europe/Paris"},"week":{"label":"2026-W47","day":1,"state":"open"},"alerts":0,
     "next":{"metric":"call","need":8,"by":"2026-11-20"},"rows":[
      {"metric":"call","name":"Call","unit":"count","done":1,"quota":8,"expected":1.6,"state":"behind"},
      {"metric":"won","name":"Won amount","unit":"money","currency":"EUR","done":0,"state":"none"},
      {"metric":"old","name":"Old","unit":"count","done":3,"state":"none"}]}
    """
  private let newer = """
    {"at":"S:40","view":"week","now":"2026-11-18T16:00:00Z",
     "member":{"id":"ana","name":"Ana","zone":"Europe/Paris"},"week":{"label":"2026-W47","day":3,"state":"open"},"alerts":1,
     "next":{"metric":"call","need":3,"by":"2026-11-20"},"rows":[
      {"metric":"call","name":"Call","unit":"count","done":5,"quota":8,"expected":4.8,"state":"on-pace"},
      {"metric":"won","name":"Won amount","unit":"money","currency":"EUR","done":1250000,"state":"none"},
      {"metric":"talk","name":"Talk","unit":"minutes","done":12,"state":"none"}]}
    """

  @Test(
    "views in which rows are over are compared with those that are over, so that none reads as gone"
  )
  func all() {
    for view in ["goals", "quotas", "deals"] { #expect(ViewDifference.takesAll(view), "\(view)") }
    for view in ["plan", "week", "team"] { #expect(!ViewDifference.takesAll(view), "\(view)") }
  }

  private func difference(_ older: String, _ newer: String) throws -> String {
    ViewDifference(from: try JSONValue.parse(older), to: try JSONValue.parse(newer)).json.text
  }

  @Test("what changed, came and went, in words; what goes on with time alone is left out")
  func screen() throws {
    #expect(
      try Screens.text(DiffPage.self, difference(older, newer)) == """
        What changed · week                     since Mon 16 Nov 2026 09:00 Europe/Paris

                               alerts 0 → 1
          changed  Call        done 1 → 5, state behind → on-pace
          changed  Won amount  done €0 → €12,500
          new      Talk        unit minutes, done 12, state none
          gone     Old

        """)
  }

  @Test("a pipe gets every member that differs, and the rows that came and went")
  func rows() throws {
    let lines = try Screens.rows(DiffPage.self, difference(older, newer)).split(separator: "\n")
      .map(String.init)
    #expect(lines.first == "what\trow\tmember\twas\tnow")
    #expect(lines.contains("changed\t\talerts\t0\t1"))
    #expect(lines.contains("changed\t\tnext.need\t8\t3"))
    #expect(lines.contains("changed\tcall\tdone\t1\t5"))
    #expect(lines.contains("changed\tcall\texpected\t1.6\t4.8"))
    #expect(lines.contains { $0.hasPrefix("added\ttalk\t") && $0.contains(#""done":12"#) })
    #expect(lines.contains { $0.hasPrefix("removed\told\t") })
    #expect(lines.count == 10, "\(lines)")
  }

  @Test("lists inside a row are compared by what their elements are about")
  func nested() throws {
    func team(_ done: Int, _ alerts: String) -> String {
      """
      {"at":"S:1","view":"team","rows":[{"member":"ana","name":"Ana","alerts":[\(alerts)],
        "lines":[{"metric":"call","unit":"count","done":\(done)},{"metric":"won","done":2}]}]}
      """
    }
    let alert = #"{"alert":"A-3","level":"conversation","metric":"call","p":0.004}"#
    let changed = try difference(team(3, ""), team(4, alert))
    #expect(
      try Screens.text(DiffPage.self, changed).contains(
        "Ana  call done 3 → 4, new: alerts A-3 (level a talk, metric call,"))
    #expect(try Screens.text(DiffPage.self, changed).contains("under 1%)"))
    #expect(
      try Screens.text(DiffPage.self, difference(team(4, alert), team(4, ""))).contains(
        "Ana  gone: alerts A-3\n"))
    #expect(
      try Screens.text(DiffPage.self, difference(team(3, ""), team(3, ""))).contains(
        "Nothing changed."))
  }

  @Test("more than a screen is counted, a long stretch of time has its own line")
  func cap() throws {
    func counts(_ done: Int, at: String) -> String {
      let rows = (1...40).map { #"{"member":"m\#($0)","week":"2026-W47","done":\#(done)}"# }
      return #"{"view":"counts","as_of":"\#(at)","rows":[\#(rows.joined(separator: ","))]}"#
    }
    let text = try Screens.text(
      DiffPage.self,
      difference(counts(1, at: "2026-11-16T08:00:00Z"), counts(2, at: "2026-11-17T08:00:00Z")))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1].hasPrefix("  since Mon 16 Nov 2026 09:00 on this machine's clock until Tue"))
    #expect(text.hasSuffix("  and 21 more: --json\n") && lines.count <= 25, "\(text)")
  }

  @Test("what was not there then is not told step by step")
  func absent() throws {
    let text = try Screens.text(
      DiffPage.self,
      difference(
        #"{"was_absent":true,"as_of":"2026-11-16T08:00:00Z","rows":[]}"#,
        #"{"view":"deal","rows":[{"seq":1,"type":"a"},{"seq":2,"type":"b"}]}"#))
    #expect(text.contains("There was nothing of it then; now it has 2 rows"), "\(text)")
  }

  @Test("a view of a later version is told by its rows' first member; the same name twice by place")
  func unknownView() throws {
    let difference = try difference(
      #"{"view":"weather","rows":[{"place":"x","t":1},{"place":"x","t":2}]}"#,
      #"{"view":"weather","rows":[{"place":"x","t":1},{"place":"x","t":3},{"place":"y","t":0}]}"#)
    let result = try JSONValue.parse(difference)
    #expect(
      result["changed"] == [
        ["row": ["place": "x", "t": 3], "changes": [["path": ["t"], "was": 2, "now": 3]]]
      ])
    #expect(result["added"] == [["place": "y", "t": 0]])
    #expect(result["removed"] == [])
  }

  @Test(
    "a plan's difference is its inputs, in their own units, and not what follows or only passes")
  func plan() throws {
    let newer = PlanSample.changed([
      (#""achieved":75000000,"left":45000000"#, #""achieved":79000000,"left":41000000"#),
      (#""rate":0.3,"#, #""rate":0.345,"#), (#""low":0.2081"#, #""low":0.26"#),
      (#""mean":4000000"#, #""mean":4100000"#), (#""usable":16.1"#, #""usable":15.1"#),
      (#""label":"win rate 35%","weekly":8"#, #""label":"win rate 35%","weekly":7"#),
      (#""lag_of":"traced""#, #""lag_of":"series""#),
    ])
    let text = try Screens.text(DiffPage.self, difference(PlanSample.plan, newer))
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for said in [
      "goal achieved €750,000 → €790,000", "goal left €450,000 → €410,000",
      "deal mean €40,000 → €41,000", "steps won rate 30% → 35%", "steps won low 21% → 26%",
      "weeks lag of traced → series",
    ] {
      #expect(text.contains(said), "\(said): \(text)")
    }
    #expect(!text.contains("usable") && !text.contains("what if"))
  }

  @Test("coverage is compared deal by deal")
  func coverage() throws {
    let newer = CoverageSample.changed([
      ("\"D-140\"", "\"D-150\""), (#""stage":"demo""#, #""stage":"proposal""#),
      ("52000000", "54000000"),
    ])
    let text = try Screens.text(DiffPage.self, difference(CoverageSample.coverage, newer))
    #expect(text.contains("open amount €520,000 → €540,000"))
    #expect(text.contains("changed  D-118  stage demo → proposal"))
    #expect(text.contains("new      D-150") && text.contains("gone     D-140"))
  }

  @Test("a page of the past says of when it is, a page of the present does not")
  func heading() throws {
    func heading(_ page: any Page.Type, _ json: String) throws -> [String] {
      PastHeading.lines(try JSONValue.parse(json), above: page, for: Screens.reader)
        .map(\.unstyled)
    }
    let past = #"{"as_of":"2026-11-16T08:00:00Z"}"#
    #expect(
      try heading(DealsPage.self, past) == [
        "As it was known on Mon 16 Nov 2026 09:00 on this machine's clock.", "",
      ])
    let member = #"{"as_of":"2026-11-16T08:00:00Z","member":{"zone":"Europe/Paris"}}"#
    let said = ["As it was known on Mon 16 Nov 2026 09:00 Europe/Paris.", ""]
    #expect(try heading(WeekPage.self, member) == said)
    // A page of several people is headed by the clock of who asks.
    var reader = Screens.reader
    reader.home = "Europe/Paris"
    let team = PastHeading.lines(try JSONValue.parse(past), above: TeamPage.self, for: reader)
    #expect(team.map(\.unstyled) == said)
    #expect(try heading(DealsPage.self, "{}").isEmpty)
    #expect(try heading(NextLine.self, past).isEmpty)
  }
}
