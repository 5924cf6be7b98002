import Domain
import Testing

@Suite("Morning, team order and reasons")
struct MorningTests {
  private func day(_ text: String) -> LocalDay { LocalDay(text) ?? LocalDay(days: 0) }

  /// Wednesday, in a calendar of ana's own with some days off.
  private func lab(off: [String] = [], at time: String = "2026-11-18T09:00:00Z") -> Lab {
    var lab = Lab.acme()
    let own = OwnCalendar(
      name: "own", holidays: off.map { Holiday(day: .once(day($0)), name: "Leave") })
    lab.say(.calendarDefined(CalendarDefined(zone: "Europe/Berlin", calendars: [own])))
    lab.say(
      .memberMoved(MemberMoved(member: "ana", calendar: "own", from: day("2026-01-01"))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "02")))
    lab.now = TestZones.at(time)
    lab.log(at: "2026-11-16T09:00:00Z")
    return lab
  }

  @Test(
    "what is next is due at 17:00 of the last working day, and at midnight once that is past",
    arguments: [
      ("2026-11-18T09:00:00Z", "2026-11-20T16:00:00Z"),
      ("2026-11-20T15:59:59Z", "2026-11-20T16:00:00Z"),
      ("2026-11-20T16:00:00Z", "2026-11-20T23:00:00Z"),
    ])
  func deadline(now: String, until: String) {
    let lab = lab(at: now)
    #expect(lab.week("2026-W47")?.next?.until == TestZones.at(until))
    #expect(lab.week("2026-W47")?.next?.by == day("2026-11-20"))
  }

  @Test(
    "until 17:00 today is one of the days left, and what it asks for makes nobody behind",
    arguments: [
      ("2026-11-16T15:59:59Z", 5, PaceState.onPace), ("2026-11-16T16:00:00Z", 4, .behind),
      ("2026-11-20T15:59:59Z", 1, .behind), ("2026-11-20T16:00:00Z", 0, .behind),
      ("2026-11-21T09:00:00Z", 0, .behind),
    ])
  func daysLeft(now: String, left: Int, state: PaceState) throws {
    let week = try #require(lab(at: now).week("2026-W47"))
    let row = try #require(week.rows.first)
    #expect(week.week.daysLeft == left && row.state == state)
    #expect((row.chance != nil) == (left > 0))
  }

  @Test("on a day off the days left are those to come")
  func dayOffLeft() throws {
    let week = try #require(lab(off: ["2026-11-18"]).week("2026-W47")?.week)
    #expect(week.day == 2 && week.days == 4 && week.daysLeft == 2)
  }

  @Test("17:00 is on the wall clock, also on the day on which the clocks changed")
  func clockChange() {
    var lab = Lab.acme()
    lab.say(
      .calendarDefined(CalendarDefined(workingDays: [.sunday], zone: "Europe/Berlin")))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "02")))
    lab.now = TestZones.at("2026-10-24T09:00:00Z")
    #expect(lab.week("2026-W43")?.next?.until == TestZones.at("2026-10-25T16:00:00Z"))
  }

  @Test("a day off is named with its reason, and who is away today is told when they are back")
  func daysOff() throws {
    let away = try #require(lab(off: ["2026-11-18", "2026-11-19"]).week("2026-W47")?.week)
    #expect(away.workingDays == 5 && away.days == 3)
    #expect(away.off.map(\.day.description) == ["2026-11-18", "2026-11-19"])
    #expect(away.off.allSatisfy { $0.reason == .holiday && $0.name == "Leave" })
    #expect(away.back == day("2026-11-20"))
    let past = try #require(lab(off: ["2026-11-16"]).week("2026-W47")?.week)
    #expect(past.off.count == 1 && past.back == nil)
    // Over a weekend and longer: the first day on which anything is asked.
    let long = lab(off: ["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-23"])
    #expect(long.week("2026-W47")?.week.back == day("2026-11-24"))
  }

  @Test("days before somebody joined and after they left are told apart")
  func joinedAndLeft() throws {
    var lab = lab()
    lab.say(
      .memberJoined(
        MemberJoined(
          member: "zoe", name: "Zoe", role: .rep, zone: "Europe/Berlin", from: day("2026-11-18"))))
    lab.say(.memberLeft(MemberLeft(member: "ana", from: day("2026-11-19"))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "03")))
    let zoe = try #require(lab.week("2026-W47", of: "zoe")?.week)
    #expect(zoe.off.map(\.reason) == [.notJoined, .notJoined] && zoe.back == nil)
    let ana = try #require(lab.week("2026-W47")?.week)
    #expect(ana.off.map(\.reason) == [.left, .left])
  }

  @Test("deals lost within a week are offered to learn from, to who had them, the newest first")
  func lessons() {
    var lab = lab()
    for (deal, lost) in [("D-1", "2026-11-10"), ("D-2", "2026-11-12"), ("D-3", "2026-11-17")] {
      lab.deal(Event.dealOpened, deal, at: "2026-11-01T09:00:00Z")
      lab.deal(Event.dealLost, deal, at: "\(lost)T09:00:00Z", reason: "price")
    }
    lab.deal(Event.dealOpened, "D-4", at: "2026-11-01T09:00:00Z")
    lab.deal(Event.dealWon, "D-4", at: "2026-11-17T09:00:00Z")
    let view = lab.team.morningView(lab.symbol("ana"), [], now: lab.now)
    #expect(view.lessons.map(\.deal) == ["D-3", "D-2"])
    #expect(view.lessons.first?.reason == "price" && view.reports == nil)
    #expect(lab.team.morningView(lab.symbol("ben"), [], now: lab.now).lessons.isEmpty)
  }

  @Test("the morning mentions the alerts that who asks may see, and nobody else's")
  func signals() throws {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-09-28T06:00:00Z")
    for monday in ["2026-09-28", "2026-10-05", "2026-10-12"] {
      lab.log("conversation", 6, at: "\(monday)T09:00:00Z")
      lab.advance(to: "\(day(monday).adding(days: 7))T11:00:00Z")
    }
    let ana = try #require(lab.team.viewer(named: "ana"))
    let greg = try #require(lab.team.viewer(named: "greg"))
    let own = lab.team.morningView(ana.member, [ana], now: lab.now)
    #expect(own.signals.map(\.level) == [.watch] && own.signals.first?.run == 3)
    #expect(own.signals.first?.total == 18 && own.signals.first?.mean == 24)
    let weeks = own.signals.first?.weeks.map(\.description)
    #expect(weeks == ["2026-W40", "2026-W41", "2026-W42"])
    #expect(lab.team.morningView(ana.member, [greg], now: lab.now).signals.isEmpty)
    let reports = lab.team.morningView(greg.member, [greg], now: lab.now).reports
    #expect(reports?.people == 2 && reports?.talks == 0 && reports?.away.isEmpty == true)
  }

  @Test("how long a deal waited is told in whole days, from what happened on it before")
  func idle() {
    var lab = lab()
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-02T09:00:00Z")
    let first = lab.log(at: "2026-11-09T22:30:00Z", deal: "D-1")
    #expect(lab.team.idleDeal(before: first)?.days == 7)
    let late = lab.log(at: "2026-11-05T09:00:00Z", deal: "D-1")
    #expect(lab.team.idleDeal(before: late) == nil)
    let alone = lab.log(at: "2026-11-18T09:00:00Z")
    #expect(lab.team.idleDeal(before: alone) == nil)
    let won = lab.deal(Event.dealWon, "D-1", at: "2026-11-18T09:00:00Z")
    #expect(lab.team.idleDeal(before: won)?.days == 9)
    #expect(lab.team.idleDeal(before: won)?.deal == "D-1")
  }

  @Test("the team's order: open talks, then who is behind, then unknown, then by name")
  func order() throws {
    var lab = Lab.acme()
    for name in ["cid", "dan", "eva", "fay"] {
      lab.say(
        .memberJoined(
          MemberJoined(
            member: name, name: name, role: .rep, manager: "greg", zone: "Europe/Berlin")))
    }
    for name in ["ben", "cid", "dan", "eva", "fay"] {
      lab.say(
        .quotaProposed(
          QuotaProposed(
            quota: "\(name)/1", member: name, metric: "conversation", weekly: 8, from: nil)))
    }
    lab.say(.playbookApplied(PlaybookApplied(sha256: "02")))
    lab.now = TestZones.at("2026-09-28T06:00:00Z")
    for monday in ["2026-09-28", "2026-10-05", "2026-10-12"] {
      for name in ["eva", "ben", "cid", "fay"] {
        lab.log(
          "conversation", name == "eva" ? 4 : 9, of: name, at: "\(monday)T09:00:00Z",
          source: "/dialer/\(name)")
      }
      lab.log(of: "dan", at: "\(monday)T09:00:00Z", source: "/dialer/dan")
      lab.advance(to: "\(day(monday).adding(days: 7))T11:00:00Z")
    }
    // Tuesday evening, also in New York: eva and dan have a talk open, ben is behind and cid more so, of ana nothing is known.
    lab.advance(to: "2026-10-20T21:50:00Z")
    for (name, count) in [("eva", 8), ("ben", 2), ("cid", 1), ("fay", 8)] {
      lab.log(
        "conversation", Int32(count), of: name, at: "2026-10-20T09:00:00Z",
        source: "/dialer/\(name)")
    }
    let greg = try #require(lab.team.viewer(named: "greg"))
    let view = lab.team.teamView(greg, now: lab.now)
    #expect(view.rows.map(\.member) == ["dan", "eva", "cid", "ben", "ana", "fay"])
    #expect(
      view.rows.map(\.because) == [.talk, .talk, .behind, .behind, .unknown, .fine])
    #expect(view.openTalks == 2)
    let one = ConsistentMiss.byChance(quota: 8).open
    #expect(abs(view.byChance.open - 6 * one) < 0.02, "\(view.byChance)")
  }

  @Test("who is behind: the unlikely first, then by what is missing where no chance is told")
  func orderWithoutChance() throws {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-11-17T17:00:00Z")
    for name in ["cid", "dan", "eva", "fay"] {
      lab.say(
        .memberJoined(
          MemberJoined(
            member: name, name: name, role: .rep, manager: "greg", zone: "Europe/Berlin")))
    }
    for (name, metric, weekly) in [
      ("cid", "conversation", Int64(8)), ("dan", "call-minutes", 100),
      ("eva", "call-minutes", 100), ("fay", "conversation", 8),
    ] {
      lab.say(
        .quotaProposed(
          QuotaProposed(
            quota: "\(name)/1", member: name, metric: metric, weekly: weekly, from: nil)))
    }
    lab.say(.playbookApplied(PlaybookApplied(sha256: "02")))
    let at = "2026-11-17T09:00:00Z"
    lab.log("conversation", 1, of: "cid", at: at, source: "/dialer/cid")
    lab.log("call", of: "dan", at: at, minutes: 36, source: "/dialer/dan")
    lab.log("call", of: "eva", at: at, minutes: 10, source: "/dialer/eva")
    lab.log("conversation", 3, of: "fay", at: at, source: "/dialer/fay")
    let greg = try #require(lab.team.viewer(named: "greg"))
    let view = lab.team.teamView(greg, now: lab.now)
    #expect(view.rows.map(\.member) == ["cid", "eva", "dan", "fay", "ana", "ben"])
    #expect(view.rows.prefix(4).allSatisfy { $0.because == .behind })
  }

  @Test("a number's reasons name the quota's record, the days and why one does not count")
  func why() throws {
    let lab = lab(off: ["2026-11-18"], at: "2026-11-17T17:00:00Z")
    let view = try #require(lab.team.whyView(lab.symbol("ana"), now: lab.now))
    let row = try #require(view.rows.first)
    #expect(view.rows.count == 1 && view.judged == nil)
    #expect(row.row.target == Rational(32, 5) && row.row.expected == Rational(16, 5))
    #expect(row.days.map(\.asks) == [1, 1, 0, 1, 1].map { Rational($0 * 8, 5) })
    #expect(row.days[2].off?.name == "Leave")
    #expect(row.events.map(\.seq) == [lab.seq] && row.events.first?.adds == 1)
    #expect(row.meanLeft?.four == 3.2)
    let origin = try #require(row.origin)
    let said = try #require(lab.said.first { $0.stamp.seq == origin.seq })
    guard case .quotaProposed(let fact) = said.event else {
      Issue.record("\(said.event)")
      return
    }
    #expect(fact.member == "ana" && fact.weekly == origin.weekly)
  }

  @Test("a judged week's reasons name the record of its judgement, and after a revision that one")
  func judged() throws {
    var lab = lab()
    lab.advance(to: "2026-11-23T12:00:00Z")
    func seq() throws -> UInt64? {
      try #require(
        lab.team.whyView(lab.symbol("ana"), week: WeekLabel("2026-W47"), now: lab.now)
      ).judged
    }
    func newest(_ holds: (Event) -> Bool) -> UInt64? {
      lab.said.last { holds($0.event) }?.stamp.seq
    }
    #expect(try seq() == newest { $0.closed?.member == lab.symbol("ana") })
    lab.log(at: "2026-11-17T09:00:00Z")
    lab.advance(to: "2026-11-23T13:00:00Z")
    #expect(try seq() == newest { $0.revised != nil })
  }
}
