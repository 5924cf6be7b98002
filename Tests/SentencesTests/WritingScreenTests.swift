import JSONText
import Sentences
import Testing

private func written(_ json: String) throws -> String {
  Screens.plain(
    WrittenPage.screen(
      try JSONValue.parse(json), verb: "logged", id: "7zk3", for: Screens.reader))
}

@Suite("What a write, a status and a stream say")
struct WritingScreenTests {
  @Test("the answer to a log says what it did for the week")
  func effect() throws {
    #expect(
      try written(
        #"{"seq":43,"new":1,"dup":0,"effects":[{"metric":"conversation","done":4,"quota":8,"target":8,"need":4,"week":"2026-W47","ends":"2026-11-22T23:00:00Z","by":"2026-11-20"}]}"#
      ) == """
        logged e-43 · conversation 4 of 8 this week, +4 by Fri
          take it back: cox undo

        """)
  }

  @Test("the answer says until which hour, and that the deal had waited; neither is cut off")
  func deadlineAndIdle() throws {
    let reply = """
      {"seq":1042,"new":1,"dup":0,"idle":{"deal":"D-12","days":9},"effects":[
       {"metric":"conversation","done":4,"quota":8,"target":8,"need":4,"week":"2026-W47",
        "ends":"2026-11-22T23:00:00Z","by":"2026-11-20","until":"2026-11-20T16:00:00Z",
        "zone":"Europe/Paris"}]}
      """
    #expect(
      try written(reply) == """
        logged e-1042 · conversation 4 of 8 this week, +4 by Fri 17:00
          · D-12 was idle for 9 days
          take it back: cox undo

        """)
    let days = reply.replacing(#""days":9"#, with: #""days":6"#)
    #expect(try !written(days).contains("idle"))
    #expect(
      try written(#"{"seq":2,"new":1,"idle":{"deal":"D-1","days":7}}"#).hasPrefix(
        "logged e-2 · D-1 was idle for 7 days\n"))
  }

  @Test("a week without a working day left has no deadline, and says so")
  func noDayLeft() throws {
    let reply = try written(
      """
      {"seq":5,"new":1,"effects":[{"metric":"call","done":4,"quota":8,"target":6.4,"need":3,
       "week":"2026-W47","ends":"2026-11-22T23:00:00Z","zone":"Europe/Paris"}]}
      """)
    #expect(
      reply.hasPrefix(
        "logged e-5 · call 4 of 6.4 this week, and no working day of it is left\n"), "\(reply)")
  }

  @Test("an older week is named, a done quota is done, and without effects there is no boast")
  func otherEffects() throws {
    #expect(
      try written(
        #"{"new":1,"effects":[{"metric":"call","done":4,"target":8,"need":4,"week":"2026-W46","ends":"2026-11-13T23:00:00Z"}]}"#
      ).hasPrefix("logged · call 4 of 8 in week 46\n"))
    #expect(
      try written(
        #"{"new":1,"effects":[{"metric":"call","done":8,"target":8,"need":0,"week":"2026-W47","ends":"2026-11-20T23:00:00Z"}]}"#
      ).hasPrefix("logged · call 8 of 8 this week, done\n"))
    #expect(try written(#"{"new":1}"#) == "logged\n  take it back: cox undo\n")
  }

  @Test("a repeated write adds nothing and says so")
  func duplicate() throws {
    #expect(try written(#"{"new":0,"dup":1}"#) == "logged before; nothing was added\n")
    // Sent twice by one command, because the first answer got lost: it is new all the same.
    let again = WrittenPage.screen(
      ["new": 0, "dup": 1], verb: "logged", id: "7zk3", wasSentTwice: true, for: Screens.reader)
    #expect(Screens.plain(again) == "logged\n  take it back: cox undo\n")
  }

  @Test("a pipe gets the id and the effect")
  func rows() throws {
    let result = try JSONValue.parse(
      #"{"seq":43,"new":1,"dup":0,"effects":[{"member":"ana","metric":"call","done":4}]}"#)
    #expect(
      WrittenPage.records(result, id: "7zk3").lines == [
        "id\tseq\tnew\tdup\tmember\tmetric\tdone\tquota\ttarget\tneed\tweek\tends\tby\tuntil",
        "7zk3\t43\t1\t0\tana\tcall\t4\t\t\t\t\t\t\t",
      ])
  }

  @Test("the status says whether it is well, and what to look at")
  func status() throws {
    #expect(
      try Screens.text(
        StatusPage.self,
        """
        {"version":"0.1.0","team":"acme","store":"S","head":"S:90207","events":90120,"members":7,
         "deals":399,"clients":3,"ingests":1,"subscriptions":1,"rejected":12,"unknown_types":3,
         "doubts":1,"clock":{"now":"2026-11-18T16:02:11Z","source":"test","doubt":false},
         "memory":{"rss":41943040},"log":{"segments":2,"bytes":12582912},
         "sync":{"last_us":420,"count":812},"uptime_s":98765}
        """) == """
          Team acme                                                        coxswaind 0.1.0

            State      well · up 1 d 3 h
            Log        90,120 events · 12 MiB · head 90207
            Team       7 members · 399 deals
            Clients    3 connected · 1 ingesting · 1 following
            Last sync  0.4 ms · memory 40 MiB
            Clock      Wed 18 Nov 2026 17:02, a test clock
            Look at    12 lines refused · 1 doubt about the data · 3 events of unknown ty…
            cox doubts

          """)
  }

  @Test("a full disk and a doubted clock come before everything else")
  func unwell() throws {
    #expect(
      try Screens.text(StatusPage.self, #"{"writable":false,"uptime_s":5}"#).contains(
        "  State      answers, takes no events: the disk is full · up 5 s\n"))
    #expect(
      try Screens.text(StatusPage.self, #"{"clock":{"doubt":true}}"#).contains(
        "  State      takes events, judges no week: the clock is in doubt · up 0 s\n"))
    #expect(
      try Screens.text(StatusPage.self, #"{"clock":{"doubt":true}}"#).contains("cox clock accept"))
    let restored = try Screens.text(StatusPage.self, #"{"clock":{"doubt":true,"held":true}}"#)
    #expect(restored.contains("judges no week: restored, the rest may still come"))
    #expect(restored.contains("when all is given back: cox clock accept"))
  }

  @Test("a correction without effect is not called taken back")
  func idleCorrection() throws {
    let result = try JSONValue.parse(
      #"{"at":"S:7","seq":7,"new":1,"dup":0,"doubts":["unknown-target"],"effects":[]}"#)
    let said = Screens.plain(
      WrittenPage.screen(result, verb: "x taken back", id: "r", for: Screens.reader))
    #expect(said.contains("counts nowhere") && !said.contains("taken back ·"), "\(said)")
  }

  @Test("accepting the clock says what it is now, and whether anything changed")
  func clock() throws {
    func said(_ wasDoubted: Bool) throws -> String {
      try Screens.text(
        ClockPage.self,
        #"{"now":"2026-11-18T16:02:11Z","at":"S:7","was_doubted":\#(wasDoubted)}"#)
    }
    #expect(try said(true).hasPrefix("The clock is believed: it is Wed 18 Nov 2026 17:02."))
    #expect(try said(false).contains("was not in doubt"))
    let restored = try Screens.text(
      ClockPage.self,
      #"{"now":"2026-11-18T16:02:11Z","at":"S:7","was_doubted":false,"was_held":true}"#)
    #expect(restored.hasPrefix("The log is complete: weeks that ended meanwhile are judged."))
  }

  @Test("an event of the log is one line")
  func eventLine() throws {
    let item = try JSONValue.parse(
      #"{"seq":7,"at":"2026-11-18T16:02:11.5Z","by":"svc","event":{"id":"c-1","source":"/dialer/1","type":"coxswain.activity.logged","subject":"ana","data":{"metric":"conversation","account":"acme\n","minutes":25}}}"#
    )
    #expect(
      Screens.plain([EventLine.line(item, for: Screens.reader)])
        == "17:02:11  e-7     conversation        ana         acme\\n · 25 min\n")
    // At 40 columns the columns go, and the event stays.
    var narrow = Screens.reader
    narrow.width = 40
    #expect(
      EventLine.line(item, for: narrow).rendered(colour: false)
        == "e-7 conversation · ana · acme\\n · 25 min")
    #expect(
      EventLine.row(item) == [
        "7", "2026-11-18T16:02:11.5Z", "svc", "coxswain.activity.logged", "ana", "/dialer/1", "c-1",
        "", #"{"metric":"conversation","account":"acme\n","minutes":25}"#,
      ])
  }

  @Test("rates that moved are a question in the log, with the quota and what would do")
  func movedLine() throws {
    let item = try JSONValue.parse(
      #"{"seq":90,"at":"2026-11-16T11:00:00Z","event":{"type":"coxswain.plan.recalibrated","subject":"ana","data":{"goal":"ana/won/2026","metric":"visit","was":8,"weekly":6,"low":4,"high":7,"week":"2026-W46"}}}"#
    )
    #expect(
      Screens.plain([EventLine.line(item, for: Screens.reader)])
        == "12:00:00  e-90    rates moved         ana         visit 8 → 6 a week? · ana/won…\n")
  }

  @Test("a playbook's difference is the events it would append")
  func playbook() throws {
    let result = try JSONValue.parse(
      #"{"events":[{"type":"coxswain.quota.proposed","subject":"ana","summary":"call 8 a week for ana"},{"type":"coxswain.calendar.defined","summary":"weeks start on monday, 5 working days, closed 12 h after their end"}]}"#
    )
    #expect(
      Screens.plain(
        PlaybookPage.screen(result, file: "acme.yaml", isDryRun: true, for: Screens.reader))
          == """
          2 changes would be made by acme.yaml

            + quota.proposed      call 8 a week for ana
            + calendar.defined    weeks start on monday, 5 working days, closed 12 h after
                                  their end

            cox playbook apply acme.yaml

          """)
    #expect(
      Screens.plain(
        PlaybookPage.screen(["events": []], file: "a.yaml", isDryRun: false, for: Screens.reader))
        == "a.yaml says what already holds: nothing to change.\n")
  }

  @Test("a broken ingest says what is durable, what is unknown, and that repeating is harmless")
  func broken() {
    let why = Trouble.unanswered(path: "/run/a.sock", reason: "it was closed")
    let trouble = IngestSentences.broken(why, acknowledged: 1200, sent: 1500, file: "e.ndjson")
    #expect(
      Screens.plain(trouble.lines) == """
        cox: the connection to /run/a.sock ended before the answer (it was closed).
             1,200 lines have their verdict; of the 300 sent after them it is unknown.
             send it again, what is stored counts once:  cox ingest e.ndjson

        """)
    #expect(trouble.exitCode == 75)
  }

  @Test("a line that can never be taken is named, and it is the line that has to change")
  func unfit() {
    let long = IngestSentences.tooLong(
      name: "e.ndjson", line: 17, limit: 1_048_576, file: "e.ndjson")
    #expect(
      Screens.plain(long.lines) == """
        cox: e.ndjson line 17 has more than 1,048,576 bytes, and no daemon takes it.
             Lines before it have their verdict, it and those after it were not sent.
             shorten line 17 or take it out, then:  cox ingest e.ndjson

        """)
    let why = Trouble.refused(kind: "parse", message: "no JSON", details: nil, exitCode: 65)
    let trouble = IngestSentences.unfit(
      why, name: "e.ndjson", first: 3, last: 9, file: nil, rejects: "e.ndjson.rejected")
    #expect(
      Screens.plain(trouble.lines) == """
        cox: no JSON.
             This is about one of lines 3 to 9 of e.ndjson, which stays refused however
             often it is sent.
             Lines refused before are in e.ndjson.rejected (--rejects names another).
             change that line or take it out, then:  the same command

        """)
    #expect(long.exitCode == 65 && trouble.exitCode == 65)
  }

  @Test("an ingest shows how far it is, and at its end counts every line")
  func ingest() {
    #expect(
      IngestSentences.progress(
        name: "bpi", lines: 178_204, bytes: 68, of: 100, seconds: 2, width: 79
      ).unstyled == "bpi  █████████████████········  68%  178,204 lines · 0:01 left")
    #expect(
      IngestSentences.progress(name: "-", lines: 5, bytes: 68, of: nil, seconds: 2, width: 79)
        .unstyled == "-  5 lines")
    #expect(
      Screens.plain(
        IngestSentences.summary(
          lines: 8800, new: 8788, duplicates: 0, rejected: 12, rejects: "a.rejected"))
          == """
          12 of 8,800 lines refused, 8,788 appended, 0 lost.
               the refused ones: a.rejected; mend them, then
               cox ingest a.rejected

          """)
    #expect(
      IngestSentences.refused(
        name: "a", line: 3, id: "deal-41", message: "data.amount must be integer",
        pointer: "/data/amount"
      ).unstyled == "cox: a line 3 (deal-41) refused: data.amount must be integer, at /data/amount")
  }
}
