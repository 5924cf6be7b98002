import Domain
import Testing

@Suite("Judgements")
struct JudgementTests {
  private func day(_ text: String) -> LocalDay { LocalDay(text) ?? LocalDay(days: 0) }

  /// A week of ana's in which the source was alive.
  private func livedWeek() -> Lab {
    var lab = Lab.acme(appliedAt: "2026-11-16T08:00:00Z")
    lab.log("conversation", 5, at: "2026-11-17T09:00:00Z")
    return lab
  }

  @Test("what is kept of how others scatter judges as a fresh look does", arguments: 1...3)
  func scatter(seed: UInt64) {
    var draws = SeededDraws(seed: seed)
    var lab = livedWeek()
    for member in 0..<12 {
      lab.say(
        .memberJoined(
          MemberJoined(
            member: "r\(member)", name: "R\(member)", role: .rep, zone: "Europe/Berlin",
            from: day("2026-11-02"))))
      lab.say(
        .quotaProposed(
          QuotaProposed(
            quota: "r\(member)/conversation/1", member: "r\(member)", metric: "conversation",
            weekly: 8, from: day("2026-11-02"))))
    }
    lab.say(.playbookApplied(PlaybookApplied(sha256: "s1")))
    var alerts = 0
    for week in 0..<9 {
      for member in 0..<12 where draws.uniform() < 0.8 {
        let on = day("2026-11-17").adding(days: 7 * week)
        lab.log(
          "conversation", Int32(draws.index(below: 9)), of: "r\(member)", at: "\(on)T09:00:00Z")
      }
      lab.now = TestZones.at("\(day("2026-11-24").adding(days: 7 * week))T12:00:00Z")
      while let events = lab.team.nextJudgement(now: lab.now) {
        var fresh = lab.replayed()
        let again = fresh.nextJudgement(now: lab.now) ?? []
        #expect(events.map { "\($0)" } == again.map { "\($0)" }, "seed \(seed), week \(week)")
        for event in events { lab.say(event, by: "daemon", source: "/coxswaind") }
        alerts += events.count - 1
      }
      let views = [lab.team, lab.replayed()].map { "\($0.teamView(.system, now: lab.now))" }
      #expect(views[0] == views[1], "seed \(seed), week \(week): a view counts by the same")
    }
    #expect(alerts > 3, "seed \(seed)")
  }

  @Test("a live week closes at its local end plus twelve hours, not before")
  func closesByTheClock() throws {
    var lab = livedWeek()
    // Berlin's week ends at 23:00 UTC on Sunday.
    #expect(lab.advance(to: "2026-11-23T10:59:59Z").isEmpty)
    #expect(lab.team.nextJudgementDue == TestZones.at("2026-11-23T11:00:00Z"))
    let events = lab.advance(to: "2026-11-23T11:00:00Z")
    let closed = try #require(events.first?.closed)
    #expect(events.count == 1)
    #expect(closed.member == lab.symbol("ana"))
    #expect(closed.week.description == "2026-W47")
    #expect(closed.from == TestZones.at("2026-11-15T23:00:00Z"))
    #expect(closed.to == TestZones.at("2026-11-22T23:00:00Z"))
    #expect(closed.known && !closed.history && !closed.excused)
    #expect(closed.rules == [RuleVersion(rule: "consistent-miss", version: 1)])
    let line = try #require(closed.lines.first)
    #expect(
      line
        == JudgedLine(
          metric: lab.symbol("conversation"), done: 5, quota: 8, target: Rational(8)))
    #expect(closed.lines.count == 7)
    #expect(lab.week("2026-W47")?.week.state == .closed)
    // New York's week ends five hours later, and ben's closes with it.
    #expect(lab.advance(to: "2026-11-23T16:59:59Z").isEmpty)
    #expect(lab.advance(to: "2026-11-23T17:00:00Z").first?.closed?.member == lab.symbol("ben"))
  }

  @Test("C08, C29: a week without data closes by the clock, too, and is unknown rather than missed")
  func closesWithoutData() throws {
    var lab = Lab.acme(from: "2026-11-09")
    lab.now = TestZones.at("2026-11-10T08:00:00Z")
    let events = lab.advance(to: "2026-12-07T12:00:00Z").compactMap(\.closed)
      .filter { $0.member == lab.symbol("ana") }
    #expect(events.map(\.week.description) == ["2026-W46", "2026-W47", "2026-W48", "2026-W49"])
    #expect(events.allSatisfy { !$0.known && !$0.history })
    #expect(lab.team.alertsView(.system, now: lab.now).isEmpty)
  }

  @Test("a source that was alive makes a week without own events known: zero is zero then")
  func knownZero() throws {
    var lab = livedWeek()
    lab.advance(to: "2026-11-23T18:00:00Z")
    lab.log("call", of: "ben", at: "2026-11-25T15:00:00Z")
    let closed = lab.advance(to: "2026-11-30T18:00:00Z").compactMap(\.closed)
    let ana = try #require(closed.first { $0.member == lab.symbol("ana") })
    #expect(ana.known)
    #expect(ana.lines.first?.done == 0)
    // Nothing of ben's own was ever heard from the other source.
    lab.log("call", of: "greg", at: "2026-12-01T15:00:00Z", source: "/other/1")
    let next = lab.advance(to: "2026-12-07T18:00:00Z").compactMap(\.closed)
    #expect(next.filter { !$0.known }.map(\.member) == [lab.symbol("ana"), lab.symbol("ben")])
  }

  @Test("C09: evaluating later gives the same judgements as evaluating in time")
  func whenItRuns() {
    var early = livedWeek()
    var late = livedWeek()
    early.advance(to: "2026-11-23T18:00:00Z")
    early.log("conversation", 3, at: "2026-11-24T09:00:00Z")
    early.advance(to: "2026-11-30T18:00:00Z")
    late.log("conversation", 3, at: "2026-11-24T09:00:00Z")
    late.advance(to: "2026-11-30T18:00:00Z")
    for label in ["2026-W47", "2026-W48"] {
      for member in ["ana", "ben"] {
        #expect(early.week(label, of: member) == late.week(label, of: member))
      }
    }
  }

  @Test("C24: a late event revises the judged week, with the old and the new number")
  func lateEvent() throws {
    var lab = livedWeek()
    lab.advance(to: "2026-11-23T18:00:00Z")
    lab.log("conversation", 3, at: "2026-11-19T09:00:00Z")
    #expect(lab.done("conversation", "2026-W47") == 8)
    let events = lab.judge()
    let revised = try #require(events.first?.revised)
    #expect(events.count == 1)
    #expect(revised.week.description == "2026-W47" && revised.revision == 1)
    #expect(revised.reason == "late-data" && revised.known)
    #expect(
      revised.lines == [
        RevisedLine(
          metric: lab.symbol("conversation"), was: 5, done: 8, quota: 8, target: Rational(8))
      ])
    #expect(lab.week("2026-W47")?.week.state == .revised)
    #expect(lab.judge().isEmpty)
  }

  @Test("many late events of one week are one revision, and a second one waits a minute")
  func coalesced() {
    var lab = livedWeek()
    lab.advance(to: "2026-11-23T18:00:00Z")
    for _ in 0..<50 { lab.log("conversation", 1, at: "2026-11-19T09:00:00Z") }
    #expect(lab.judge().compactMap(\.revised).map(\.revision) == [1])
    lab.log("conversation", 1, at: "2026-11-19T09:00:00Z")
    lab.log("conversation", 1, at: "2026-11-19T09:00:00Z")
    #expect(lab.judge().isEmpty)
    #expect(lab.team.nextJudgementDue == TestZones.at("2026-11-23T18:01:00Z"))
    let second = lab.advance(to: "2026-11-23T18:01:00Z").compactMap(\.revised)
    #expect(second.map(\.revision) == [2])
    #expect(second.first?.lines.map(\.was) == [55] && second.first?.lines.map(\.done) == [57])
  }

  @Test("an event that comes and goes before anybody looked revises nothing")
  func cameAndWent() {
    var lab = livedWeek()
    lab.advance(to: "2026-11-23T18:00:00Z")
    let seq = lab.log("conversation", 3, at: "2026-11-19T09:00:00Z")
    lab.say(.eventRetracted(Retraction(target: CorrectionTarget(id: "x", seq: seq))))
    #expect(lab.judge().isEmpty)
    #expect(lab.week("2026-W47")?.week.state == .closed)
  }

  @Test("a crash between a late event and its revision heals itself")
  func healsAfterCrash() {
    var lab = livedWeek()
    lab.advance(to: "2026-11-23T18:00:00Z")
    lab.log("conversation", 3, at: "2026-11-19T09:00:00Z")
    var restarted = lab.replayed()
    let events = restarted.nextJudgement(now: lab.now)
    #expect(events?.first?.revised?.lines.first?.done == 8)
  }

  @Test("a late source makes an unknown week known, for everybody it reports")
  func lateSource() {
    var lab = livedWeek()
    lab.log("conversation", 1, of: "ben", at: "2026-11-17T15:00:00Z")
    lab.advance(to: "2026-11-23T18:00:00Z")
    // The dialer is down in W48 and sends ben's calls of that week in W49.
    let closed = lab.advance(to: "2026-11-30T18:00:00Z").compactMap(\.closed)
    #expect(closed.count == 2 && closed.allSatisfy { !$0.known })
    lab.log("call", 4, of: "ben", at: "2026-11-24T15:00:00Z", minutes: 3)
    let revised = lab.judge().compactMap(\.revised)
    #expect(Set(revised.map(\.member)) == [lab.symbol("ana"), lab.symbol("ben")])
    #expect(revised.allSatisfy { $0.known })
    #expect(revised.first { $0.member == lab.symbol("ana") }?.reason == "source-heard")
  }

  @Test("a manager's weeks are judged from their first data or quota on, not from their joining")
  func managerWithData() {
    var lab = Lab.acme()
    lab.advance(to: "2026-11-16T18:00:00Z")
    lab.log("conversation", of: "greg", at: "2026-11-17T09:00:00Z")
    let closed = lab.advance(to: "2026-11-23T18:00:00Z").compactMap(\.closed)
    let greg = closed.filter { $0.member == lab.symbol("greg") }
    #expect(greg.map(\.week.description) == ["2026-W47"])
  }

  @Test("C13: joining on a Wednesday prorates the week to three fifths, exactly")
  func joinedMidWeek() throws {
    var lab = Lab.acme(from: "2026-11-18")
    lab.now = TestZones.at("2026-11-18T08:00:00Z")
    lab.log("conversation", 5, at: "2026-11-18T09:00:00Z")
    let row = try #require(lab.row("conversation", "2026-W47"))
    #expect(row.target == Rational(24, 5) && row.quota == 8 && row.state == .done)
    let week = try #require(lab.week("2026-W47")?.week)
    #expect(week.day == 1 && week.days == 3)
    let closed = lab.advance(to: "2026-11-23T18:00:00Z").compactMap(\.closed)
    #expect(closed.first?.lines.first?.target == Rational(24, 5))
  }

  @Test("a first day stated anew is the one that counts, and a judged week it touches is revised")
  func firstDayStatedAnew() {
    var lab = livedWeek()
    lab.advance(to: "2026-11-23T18:00:00Z")
    var ana = lab.team.facts.members.first { $0.member == "ana" }
    ana?.from = day("2026-11-18")
    if let ana { lab.say(.memberJoined(ana)) }
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    let revised = lab.judge().compactMap(\.revised)
    #expect(revised.map(\.reason) == ["facts"])
    #expect(revised.first?.lines.map(\.target) == [Rational(24, 5)])
    #expect(lab.row("conversation", "2026-W47")?.target == Rational(24, 5))
  }

  @Test("coming back after leaving is a second time in the team")
  func comingBack() throws {
    var lab = livedWeek()
    lab.say(.memberLeft(MemberLeft(member: "ana", from: day("2026-11-20"))))
    var ana = MemberJoined(
      member: "ana", name: "Ana Ruiz", role: .rep, manager: "greg", zone: "Europe/Berlin")
    ana.from = day("2026-12-02")
    lab.say(.memberJoined(ana))
    let closed = lab.advance(to: "2026-12-14T18:00:00Z").compactMap(\.closed)
      .filter { $0.member == lab.symbol("ana") }
    #expect(closed.map(\.week.description) == ["2026-W47", "2026-W49", "2026-W50"])
    let targets = closed.map { $0.lines.first?.target }
    #expect(targets == [Rational(32, 5), Rational(24, 5), Rational(8)])
  }

  @Test("C13, C15: leaving on a Friday asks for four days, and no week after it is judged")
  func leftMidWeek() {
    var lab = livedWeek()
    lab.say(.memberLeft(MemberLeft(member: "ana", from: day("2026-11-20"))))
    let closed = lab.advance(to: "2026-12-31T12:00:00Z").compactMap(\.closed)
      .filter { $0.member == lab.symbol("ana") }
    #expect(closed.map(\.week.description) == ["2026-W47"])
    #expect(closed.first?.lines.first?.target == Rational(32, 5))
    #expect(lab.done("conversation", "2026-W47") == 5, "history stays")
  }

  @Test("C39: a quota of 0 excuses; ending a quota is an event and clears its alert")
  func quotaZeroAndEnd() throws {
    var lab = Lab.acme(quota: 0)
    lab.now = TestZones.at("2026-11-16T08:00:00Z")
    lab.log("conversation", 1, at: "2026-11-17T09:00:00Z")
    let closed = lab.advance(to: "2026-11-23T18:00:00Z").compactMap(\.closed)
    let ana = try #require(closed.first { $0.member == lab.symbol("ana") })
    #expect(ana.excused)
    #expect(ana.lines.first?.target == .zero && ana.lines.first?.quota == 0)
    #expect(lab.row("conversation", "2026-W47")?.state == PaceState.none)

    var other = Lab.acme()
    other.now = TestZones.at("2026-09-28T06:00:00Z")
    for monday in ["2026-09-28", "2026-10-05", "2026-10-12"] {
      other.log("conversation", 5, at: "\(monday)T09:00:00Z")
      other.advance(to: "\(day(monday).adding(days: 7))T18:00:00Z")
    }
    other.say(
      .quotaEnded(
        QuotaEnded(
          quota: "ana/conversation/1", member: "ana", metric: "conversation",
          from: day("2026-10-19"))))
    other.log("conversation", 5, at: "2026-10-20T09:00:00Z")
    let after = other.advance(to: "2026-10-26T18:00:00Z")
    #expect(after.compactMap(\.cleared).map(\.reason) == [.quotaEnded])
    #expect(other.row("conversation", "2026-W43")?.quota == nil)
    #expect(other.row("conversation", "2026-W42")?.quota == 8, "what was asked stays")
  }

  @Test("a quota that changes within a week asks each day's share")
  func quotaChangesMidWeek() {
    var lab = livedWeek()
    lab.say(
      .quotaProposed(
        QuotaProposed(
          quota: "ana/conversation/2", member: "ana", metric: "conversation", weekly: 10,
          from: day("2026-11-19"))))
    lab.team.settle()
    let row = lab.row("conversation", "2026-W47")
    #expect(row?.target == Rational(8 * 3 + 10 * 2, 5))
    #expect(row?.quota == 10)
  }

  @Test("changing the team's calendar does not move what judged weeks asked")
  func calendarChange() {
    var lab = Lab.acme(from: "2026-11-18", appliedAt: "2026-11-18T08:00:00Z")
    lab.log("conversation", 5, at: "2026-11-18T09:00:00Z")
    lab.advance(to: "2026-11-23T18:00:00Z")
    lab.say(
      .calendarDefined(
        CalendarDefined(
          workingDays: [.monday, .tuesday, .wednesday, .thursday], zone: "Europe/Berlin")))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(lab.judge().isEmpty)
    #expect(lab.row("conversation", "2026-W47")?.target == Rational(24, 5))
    #expect(lab.week("2026-W48")?.week.days == 4)
  }

  @Test("a judged week shows what it was judged by after weeks start on another day")
  func judgedByOtherWeeks() throws {
    var lab = livedWeek()
    lab.now = TestZones.at("2026-11-22T10:00:00Z")
    lab.log("conversation", 2, at: "2026-11-22T09:00:00Z")
    lab.log("conversation", 4, at: "2026-11-15T09:00:00Z")
    lab.advance(to: "2026-11-23T18:00:00Z")
    lab.say(.calendarDefined(CalendarDefined(weekStarts: .sunday, zone: "Europe/Berlin")))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    let view = try #require(lab.week("2026-W47"))
    #expect(view.week.first == day("2026-11-16") && view.week.last == day("2026-11-22"))
    #expect(view.week.starts == TestZones.at("2026-11-15T23:00:00Z"))
    #expect(view.week.ends == TestZones.at("2026-11-22T23:00:00Z"))
    #expect(view.week.startedOn == .monday && view.week.state == .closed && view.week.known)
    let row = try #require(view.rows.first)
    #expect(row.done == 7 && row.target == Rational(8) && row.need == 1)
    let why = lab.team.whyView(lab.symbol("ana"), week: WeekLabel("2026-W47"), now: lab.now)
    #expect(why?.rows.first?.events == [] && why?.rows.first?.days.count == 5)
    #expect(lab.week("2026-W49")?.week.startedOn == nil)
  }

  @Test("weeks that start on another day begin after the last judged one: no day is judged twice")
  func weekStartChange() {
    var lab = livedWeek()
    lab.advance(to: "2026-11-23T18:00:00Z")
    lab.say(.calendarDefined(CalendarDefined(weekStarts: .sunday, zone: "Europe/Berlin")))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(lab.judge().isEmpty)
    let closed = lab.advance(to: "2026-12-14T18:00:00Z").compactMap(\.closed)
      .filter { $0.member == lab.symbol("ana") }
    #expect(closed.map(\.week.description) == ["2026-W49", "2026-W50"])
    #expect(closed.first?.from == TestZones.at("2026-11-28T23:00:00Z"))
  }
}
