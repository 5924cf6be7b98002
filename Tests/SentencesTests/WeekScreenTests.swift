import JSONText
import Sentences
import Testing

private let week = """
  {"at":"S:42","view":"week","now":"2026-11-18T16:02:11Z",
   "member":{"id":"marc","name":"Marc","role":"rep","zone":"Europe/Paris","manager":"greg"},
   "week":{"label":"2026-W47","from":"2026-11-16","to":"2026-11-22","day":3,"days":5,
     "state":"open","history":false,"known":true},
   "rows":[
    {"metric":"conversation","name":"Conversation","kind":"activity","unit":"count","done":3,
     "quota":8,"target":8,"expected":4.8,"need":5,"chance":0.22,"state":"behind"},
    {"metric":"proposal","name":"Proposal","kind":"outcome","unit":"count","done":2,"quota":2,
     "target":2,"expected":1.2,"need":0,"chance":null,"state":"done"},
    {"metric":"first-meeting","name":"First meeting","unit":"count","done":3,"quota":4,"target":4,
     "expected":2.4,"need":1,"chance":0.81,"state":"on-pace"},
    {"metric":"call-minutes","name":"Call minutes","unit":"minutes","done":95,"quota":null,
     "target":null,"state":"none"}],
   "alerts":1,"next":{"metric":"conversation","need":5,"by":"2026-11-20","until":"2026-11-20T16:00:00Z"}}
  """

private func changed(_ from: String, _ to: String) -> String {
  let copy = week.split(separator: from, omittingEmptySubsequences: false).joined(separator: to)
  #expect(copy != week)
  return copy
}

@Suite("The week as a person reads it")
struct WeekScreenTests {
  @Test("a week says what comes next before it says how things are")
  func morning() throws {
    #expect(
      try Screens.text(WeekPage.self, week) == """
        Marc · Wed 18 Nov · week 47, day 3 of 5                 as of 17:02 Europe/Paris

          Next: 5 conversations by Friday 17:00.

          This week      done  quota  pace
          conversation      3      8  ███······  2 short of 4.8 tonight · 22% to make it
          proposal          2      2  █████████  done
          first meeting     3      4  ███████··  ahead (2.4)
          call minutes     95      –             no quota

          New        1 alert open: what is in the way?                        cox alerts

          cox log conversation ACCOUNT  ·  cox week --week LABEL  ·  cox week --why

        """)
  }

  @Test("on pace in the morning says what tonight asks for")
  func onPaceInTheMorning() throws {
    let text = try Screens.text(
      WeekPage.self,
      changed(#""chance":0.22,"state":"behind""#, #""chance":0.22,"state":"on-pace""#))
    #expect(text.contains("  ███······  on pace (4.8 tonight)\n"), "\(text)")
  }

  @Test("a closed week says its days and what it came to, and asks for nothing")
  func closed() throws {
    let closed = changed(
      #""label":"2026-W47","from":"2026-11-16","to":"2026-11-22","#,
      #""label":"2025-W47","from":"2025-11-17","to":"2025-11-23","#
    )
    .split(separator: #""state":"open""#).joined(separator: #""state":"revised""#)
    #expect(
      try Screens.text(WeekPage.self, closed) == """
        Marc · week 47 of 2025, 17 Nov 2025 – 23 Nov 2025       as of 17:02 Europe/Paris

          Week           done  quota  pace
          conversation      3      8  ███······  5 short of 8
          proposal          2      2  █████████  done
          first meeting     3      4  ███████··  1 short of 4
          call minutes     95      –             no quota

          Revised    late events changed this closed week
          New        1 alert open: what is in the way?                        cox alerts

        """)
  }

  @Test("a past week that is not judged yet has no next action")
  func past() throws {
    let past = changed(#""day":3,"#, #""ends":"2026-11-18T16:00:00Z","day":3,"#)
    let text = try Screens.text(WeekPage.self, past)
    #expect(text.hasPrefix("Marc · week 47, 16 Nov – 22 Nov   "))
    #expect(!text.contains("Next:") && text.contains("5 short of 8\n"))
  }

  @Test("a week without data is unknown, not zero")
  func unknown() throws {
    let text = try Screens.text(WeekPage.self, changed(#""known":true"#, #""known":false"#))
    #expect(text.contains("No source has reported for this week: unknown, which is not zero."))
    #expect(!text.contains("█") && !text.contains("short"))
    // What is asked is known all the same.
    #expect(text.contains("  conversation      –      8\n") && !text.contains("call minutes"))
    #expect(text.contains("Next: 5 conversations by Friday 17:00."))
  }

  @Test("a quota of 0 asks for nothing, from the first day on")
  func nothingAsked() throws {
    let json = """
      {"now":"2026-11-16T08:00:00Z","member":{"id":"a","zone":"Europe/Paris"},
       "week":{"label":"2026-W47","day":1,"days":5},"next":null,
       "rows":[{"metric":"call","done":0,"quota":0,"target":0,"state":"none"}]}
      """
    let text = try Screens.text(WeekPage.self, json)
    #expect(text.contains("  Nothing is asked this week.\n"), "\(text)")
    #expect(text.contains("excused\n") && !text.contains("over") && !text.contains("done\n"))
    // Beside one that is done it changes nothing.
    let beside = #""rows":[{"metric":"visit","done":2,"quota":2,"target":2,"state":"done"},"#
    let done = try Screens.text(WeekPage.self, json.replacing(#""rows":["#, with: beside))
    #expect(done.contains("  This week's quotas are done.\n"), "\(done)")
  }

  @Test("a shortened week shows the quota that it was, and a narrow row loses words, not figures")
  func shortened() throws {
    let text = try Screens.text(
      WeekPage.self, changed(#""quota":8,"target":8"#, #""quota":8,"target":6.4"#))
    #expect(
      text.contains(
        "  conversation      3  6.4 of 8  ████·····  2 short of 4.8 · 22% to make it\n"), "\(text)")
  }

  @Test("a narrow page loses the bar, not what it means")
  func narrow() throws {
    var reader = Screens.reader
    reader.width = 40
    let lines = WeekPage.screen(try JSONValue.parse(week), for: reader).map(\.unstyled)
    #expect(lines.contains("  conversation      3      8  2 short"), "\(lines)")
    #expect(lines.contains("  proposal          2      2  done"))
    #expect(lines.allSatisfy { !$0.contains("█") })
  }

  @Test("a name of many letters leaves room for the day and for what the page is as of")
  func longName() throws {
    let name = String(repeating: "Wolfeschlegelstein", count: 4)
    let text = try Screens.text(
      WeekPage.self, changed(#""name":"Marc""#, #""name":"\#(name)""#))
    let first = text.prefix { $0 != "\n" }
    #expect(first.hasPrefix("Wolfeschleg") && first.hasSuffix("as of 17:02 Europe/Paris"))
    #expect(first.contains("… · Wed 18 Nov · week 47, day 3 of 5"))
  }

  @Test("a zone that this machine does not know is shown in UTC, and says so")
  func unknownZone() throws {
    let text = try Screens.text(
      WeekPage.self, changed(#""zone":"Europe/Paris""#, #""zone":"Mars/Base""#))
    #expect(text.contains("as of 16:02 UTC\n"))
  }

  @Test("everything done says so")
  func done() throws {
    let text = try Screens.text(
      WeekPage.self,
      #"{"now":"2026-11-18T16:02:11Z","member":{"id":"a","zone":"Europe/Paris"},"week":{"label":"2026-W47"},"rows":[{"metric":"call","done":4,"quota":4,"state":"done"}],"next":null}"#
    )
    #expect(text.contains("  This week's quotas are done.\n"))
  }

  @Test("the one line for a status bar")
  func nextLine() throws {
    #expect(try Screens.text(NextLine.self, week) == "+5 conversation by Fri 17:00 (3 of 8)\n")
    #expect(
      try Screens.text(NextLine.self, changed(#""need":5,"by""#, #""need":4.2,"by""#))
        == "+5 conversation by Fri 17:00 (3 of 8)\n")
    #expect(
      try Screens.rows(NextLine.self, week)
        == "metric\tneed\tby\tuntil\nconversation\t5\t2026-11-20\t2026-11-20T16:00:00Z\n")
  }

  @Test("the deadline is said as people say it, and without an hour where none is told")
  func deadlines() throws {
    for (by, until, said) in [
      ("2026-11-18", "2026-11-18T16:30:00Z", "by 17:30 today."),
      ("2026-11-18", "2026-11-18T23:00:00Z", "by midnight."),
      ("2026-11-19", "2026-11-19T16:00:00Z", "by tomorrow 17:00."),
      ("2026-11-20", "", "by Friday."),
    ] {
      let text = try Screens.text(
        WeekPage.self,
        changed(
          #""by":"2026-11-20","until":"2026-11-20T16:00:00Z""#,
          #""by":"\#(by)","until":"\#(until)""#))
      #expect(text.contains("Next: 5 conversations \(said)\n"), "\(text)")
    }
  }

  @Test("days off are named, and say how much of the week they take")
  func daysOff() throws {
    let off = #""working_days":5,"off":[{"day":"2026-11-16","reason":"holiday","name":"Founders"}]"#
    let named = try Screens.text(
      WeekPage.self, changed(#""known":true"#, #""known":true,\#(off)"#))
    #expect(named.contains("  Days off   Mon off (Founders): 1 of 5 days excused\n"))
    let away = try Screens.text(
      WeekPage.self, changed(#""known":true"#, #""known":true,\#(off),"back":"2026-11-20""#))
    #expect(away.contains("  Days off   away until Fri: 1 of 5 days excused\n"))
  }

  @Test("a pipe gets names, then figures, and no bars")
  func rows() throws {
    let rows = try Screens.rows(WeekPage.self, week).split(separator: "\n")
    #expect(
      rows[0] == "metric\tname\tkind\tunit\tdone\tquota\ttarget\texpected\tneed\tchance\tstate")
    #expect(rows[1] == "conversation\tConversation\tactivity\tcount\t3\t8\t8\t4.8\t5\t0.22\tbehind")
    #expect(rows[4] == "call-minutes\tCall minutes\t\tminutes\t95\t\t\t\t\t\tnone")
    #expect(rows.count == 5)
  }
}
