import Domain
import Testing

@Suite("Absences")
struct AbsenceTests {
  private func day(_ text: String) -> LocalDay { LocalDay(text) ?? LocalDay(days: 0) }

  /// Ana's week of 16 November, with a source that was alive and five conversations on Monday.
  private func livedWeek(_ done: Int32 = 5) -> Lab {
    var lab = Lab.acme(appliedAt: "2026-11-16T08:00:00Z")
    lab.log("conversation", done, at: "2026-11-16T09:00:00Z")
    return lab
  }

  private func retraction(_ seq: UInt64) -> Event {
    .eventRetracted(Retraction(target: CorrectionTarget(id: "x", seq: seq)))
  }

  @Test("C10: two of five days away ask for three fifths; holidays are declared, none is assumed")
  func prorated() throws {
    var lab = livedWeek()
    lab.away("2026-11-17", "2026-11-18")
    lab.now = TestZones.at("2026-11-19T17:00:00Z")
    let row = try #require(lab.row("conversation", "2026-W47"))
    // Monday and Thursday of Monday, Thursday and Friday.
    #expect(row.target == Rational(24, 5) && row.quota == 8 && row.expected == Rational(16, 5))
    let week = try #require(lab.week("2026-W47")?.week)
    #expect(week.day == 2 && week.days == 3 && week.workingDays == 5 && week.excusedDays == 2)
    #expect(week.away.map(\.seq) == [lab.seq])
    #expect(week.away.map { [$0.first, $0.last] } == [[day("2026-11-17"), day("2026-11-18")]])
    // 25 December is a working day until the calendar says otherwise.
    #expect(lab.row("conversation", "2026-W52")?.target == Rational(8))
  }

  @Test("C10: a week away from end to end has target 0: excused, neither hit nor miss")
  func fullyAway() throws {
    var lab = livedWeek()
    lab.away("2026-11-21", "2026-12-02")
    lab.log("call", of: "ben", at: "2026-11-24T15:00:00Z")
    let closed = lab.advance(to: "2026-11-30T18:00:00Z").compactMap(\.closed)
      .filter { $0.member == lab.symbol("ana") }
    #expect(closed.map(\.excused) == [false, true])
    let line = try #require(closed.last?.lines.first)
    #expect(line.quota == 8 && line.target == .zero && line.done == 0)
    #expect(lab.row("conversation", "2026-W48")?.state == PaceState.none)
    #expect(lab.week("2026-W48")?.next == nil)
    #expect(lab.row("conversation", "2026-W49")?.target == Rational(16, 5))
  }

  @Test("C10: an excused week breaks no run of missed weeks and adds nothing to it")
  func runGoesOn() {
    var lab = Lab.acme(appliedAt: "2026-09-28T06:00:00Z")
    lab.away("2026-10-12", "2026-10-16")
    var raised: [AlertRaised] = []
    for monday in ["2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19"] {
      lab.log("conversation", monday == "2026-10-12" ? 1 : 6, at: "\(monday)T09:00:00Z")
      let end = day(monday).adding(days: 7)
      raised += lab.advance(to: "\(end)T18:00:00Z").compactMap(\.raised)
    }
    #expect(raised.map { $0.weeks.map(\.description) } == [["2026-W40", "2026-W41", "2026-W43"]])
  }

  @Test("an absence touches working days alone: weekends, holidays and other absences add nothing")
  func overlapping() throws {
    var lab = livedWeek()
    lab.say(TeamTermsTests.calendar(["2026-11-18"]))
    lab.away("2026-11-18", "2026-11-19")
    lab.away("2026-11-19", "2026-11-22")
    let week = try #require(lab.week("2026-W47")?.week)
    #expect(week.days == 2 && week.excusedDays == 2 && week.away.count == 2)
    #expect(lab.row("conversation", "2026-W47")?.target == Rational(16, 5))
  }

  @Test("C11: an absence told late judges the week anew, with the reason, and withdraws the alert")
  func toldLate() throws {
    var lab = Lab.acme(appliedAt: "2026-09-28T06:00:00Z")
    for monday in ["2026-09-28", "2026-10-05", "2026-10-12"] {
      lab.log("conversation", 4, at: "\(monday)T09:00:00Z")
      lab.advance(to: "\(day(monday).adding(days: 7))T18:00:00Z")
    }
    let ana = lab.team.viewer(try #require(lab.team.roster.member(lab.symbol("ana"))))
    #expect(lab.team.alertsView(ana, now: lab.now).map(\.level) == [.conversation])
    // She was ill for three days of the last week and says so when she is back.
    lab.away("2026-10-14", "2026-10-16")
    let events = lab.judge()
    let revised = try #require(events.first?.revised)
    #expect(revised.reason == "absence" && revised.week.description == "2026-W42")
    #expect(revised.lines.map(\.target) == [Rational(16, 5)] && !revised.excused)
    #expect(events.compactMap(\.cleared).map(\.reason) == [.absence])
    #expect(lab.row("conversation", "2026-W42")?.state == .done)
    #expect(lab.week("2026-W42")?.week.state == .revised)
    #expect(lab.team.alertsView(ana, now: lab.now).map(\.state) == [.cleared])
    #expect(lab.judge().isEmpty)
  }

  @Test(
    "C11: told after working days changed, it is judged by the days the week was judged by",
    arguments: [false, true])
  func lateByOtherDays(isOwn: Bool) throws {
    let few: [Weekday] = [.monday, .tuesday, .wednesday, .thursday]
    // Everybody's days, or only those of a calendar that ben has.
    func calendar(_ days: [Weekday]) -> Event {
      .calendarDefined(
        isOwn
          ? CalendarDefined(
            zone: "Europe/Berlin", calendars: [OwnCalendar(name: "ben", workingDays: days)])
          : CalendarDefined(workingDays: days, zone: "Europe/Berlin"))
    }
    var lab = livedWeek()
    lab.say(calendar(few + [.friday]))
    lab.say(.memberMoved(MemberMoved(member: "ben", calendar: "ben", from: day("2026-11-16"))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    lab.advance(to: "2026-11-23T18:00:00Z")
    lab.say(calendar(few))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "02")))
    #expect(lab.judge().isEmpty)
    lab.away("2026-11-16", "2026-11-18")
    var restarted = lab.replayed()
    let events = lab.judge()
    #expect(restarted.nextJudgement(now: lab.now) == events)
    let revised = try #require(events.first?.revised)
    #expect(revised.reason == "absence" && revised.lines.map(\.target) == [Rational(16, 5)])
    let week = try #require(lab.week("2026-W47")?.week)
    #expect(week.days == 2 && week.workingDays == 5 && week.excusedDays == 3)
    #expect(week.off.map(\.day) == ["2026-11-16", "2026-11-17", "2026-11-18"].map(day))
    #expect(lab.week("2026-W48")?.week.workingDays == (isOwn ? 5 : 4))
    let why = lab.team.whyView(lab.symbol("ana"), week: WeekLabel("2026-W47"), now: lab.now)
    #expect(why?.rows.first?.days.count == 5)
  }

  @Test("C11: a calendar that is gone still says the days off of weeks that it judged")
  func calendarGone() throws {
    var lab = livedWeek()
    let own = OwnCalendar(
      name: "own", holidays: [Holiday(day: .once(day("2026-11-17")), name: "Fair")])
    lab.say(.calendarDefined(CalendarDefined(zone: "Europe/Berlin", calendars: [own])))
    lab.say(.memberMoved(MemberMoved(member: "ana", calendar: "own", from: day("2026-11-16"))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    lab.advance(to: "2026-11-23T18:00:00Z")
    lab.say(.memberMoved(MemberMoved(member: "ana", calendar: "", from: day("2026-11-23"))))
    lab.say(.calendarDefined(CalendarDefined(zone: "Europe/Berlin")))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "02")))
    #expect(lab.judge().isEmpty)
    lab.away("2026-11-18", "2026-11-18")
    #expect(lab.judge().first?.revised?.lines.map(\.target) == [Rational(24, 5)])
    #expect(lab.week("2026-W47")?.week.off.map(\.name) == ["Fair", nil])
  }

  @Test("C11: what was ill all week is excused afterwards, and a restart judges the same")
  func allWeekLate() throws {
    var lab = livedWeek()
    lab.advance(to: "2026-11-23T18:00:00Z")
    lab.away("2026-11-16", "2026-11-20")
    var restarted = lab.replayed()
    let events = lab.judge()
    let revised = try #require(events.first?.revised)
    #expect(revised.excused && revised.reason == "absence" && revised.known)
    #expect(restarted.nextJudgement(now: lab.now) == events)
  }

  @Test("an absence told and taken back does not hide an alert from the manager once more")
  func noSecondGrace() throws {
    var lab = Lab.acme(appliedAt: "2026-09-28T06:00:00Z")
    for monday in ["2026-09-28", "2026-10-05", "2026-10-12"] {
      lab.log("conversation", 4, at: "\(monday)T09:00:00Z")
      lab.advance(to: "\(day(monday).adding(days: 7))T11:00:00Z")
    }
    let greg = try #require(lab.team.viewer(named: "greg"))
    func open() -> Int {
      lab.team.alertsView(greg, now: lab.now).count { $0.state == .open }
    }
    #expect(open() == 0, "the member's own for a day")
    lab.advance(to: "2026-10-20T12:00:00Z")
    #expect(open() == 1)
    let seq = lab.away("2026-10-12", "2026-10-16")
    #expect(lab.judge().compactMap(\.cleared).map(\.reason) == [.absence])
    #expect(open() == 0)
    lab.say(retraction(seq))
    let raised = lab.advance(to: "2026-10-20T12:02:00Z").compactMap(\.raised)
    #expect(raised.map(\.level) == [.conversation])
    #expect(open() == 1)
    let row = lab.team.alertsView(greg, now: lab.now).first { $0.state == .open }
    #expect(row?.visibleToManager == true && row?.says.contains("2026-W40 to W42: 12 ") == true)
    let again = lab.replayed().alertsView(greg, now: lab.now)
    #expect(again == lab.team.alertsView(greg, now: lab.now))
  }

  @Test("an absence that is taken back asks for its days again, and says why")
  func takenBack() throws {
    var lab = livedWeek()
    let seq = lab.away("2026-11-16", "2026-11-18")
    lab.advance(to: "2026-11-23T18:00:00Z")
    #expect(lab.row("conversation", "2026-W47")?.target == Rational(16, 5))
    lab.say(retraction(seq))
    let revised = try #require(lab.judge().first?.revised)
    #expect(revised.reason == "absence" && revised.lines.map(\.target) == [Rational(8)])
    #expect(lab.week("2026-W47")?.week.away == [])
    lab.say(retraction(seq))
    #expect(lab.team.doubt(about: lab.seq) == .unknownTarget)
  }

  @Test("C12: work done on a day away counts as done, everywhere, and asks for nothing")
  func workedWhileAway() throws {
    var lab = livedWeek()
    lab.away("2026-11-17", "2026-11-20")
    lab.log("conversation", 2, at: "2026-11-18T09:00:00Z")
    let row = try #require(lab.row("conversation", "2026-W47"))
    #expect(row.done == 7 && row.target == Rational(8, 5))
    let conversation = lab.symbol("conversation")
    #expect(lab.team.countsView(metric: conversation).map(\.done) == [7])
    #expect(lab.team.teamView(.system, now: lab.now).rows.first?.lines.first?.done == 7)
    let closed = lab.advance(to: "2026-11-23T18:00:00Z").compactMap(\.closed)
    #expect(closed.first?.lines.first?.done == 7)
    // A week that is all away stays excused, whatever was done in it.
    lab.away("2026-11-23", "2026-11-27")
    lab.log("conversation", 20, at: "2026-11-24T09:00:00Z")
    let next = lab.advance(to: "2026-11-30T18:00:00Z").compactMap(\.closed)
    #expect(next.first?.excused == true && next.first?.lines.first?.done == 20)
  }

  @Test("who is away all week stays on the team's page, and the reply says what is left to do")
  func pages() throws {
    var lab = livedWeek()
    let seq = lab.away("2026-11-16", "2026-11-20")
    let row = lab.team.teamView(.system, now: lab.now).rows.first { $0.member == "ana" }
    #expect(row?.week.excusedDays == 5 && row?.week.workingDays == 5)
    let effects = lab.team.effects(of: seq, now: lab.now)
    #expect(effects.map(\.metric) == ["conversation"])
    #expect(effects.first?.target == .zero && effects.first?.need == 0)
    // One that lies ahead tells of its own first week.
    let ahead = lab.away("2026-12-07", "2026-12-07")
    #expect(lab.team.effects(of: ahead, now: lab.now).map(\.week.description) == ["2026-W50"])
  }

  @Test("an absence of an alias is the member's, also when the playbook names it later")
  func aliases() throws {
    var lab = livedWeek()
    lab.away("2026-11-17", "2026-11-17", of: "77", source: "/crm/hr")
    let seq = lab.away("2026-11-18", "2026-11-18", of: "a.ruiz", source: "/hr/1")
    #expect(lab.row("conversation", "2026-W47")?.target == Rational(32, 5))
    #expect(lab.team.doubt(about: seq) == .unknownSubject)
    #expect(lab.team.doubtsView().first { $0.kind == .unknownSubject }?.examples == [seq])
    let aliases = [
      Alias(pattern: "/crm/*", ids: ["77"]), Alias(pattern: "/hr/*", ids: ["a.ruiz"]),
    ]
    lab.say(.memberMoved(MemberMoved(member: "ana", aliases: aliases, from: day("2026-11-16"))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(lab.row("conversation", "2026-W47")?.target == Rational(24, 5))
    #expect(lab.team.doubtsView().isEmpty)
  }

  @Test("the member, their manager and an operator tell an absence; who told it takes it back")
  func whoMay() throws {
    var lab = livedWeek()
    func decide(_ event: Event, by name: String) throws -> Rejection.Kind? {
      let viewer = lab.team.viewer(try #require(lab.team.roster.member(lab.symbol(name))))
      let command = Command(event: event, subject: lab.symbol("ana"), time: lab.now, by: viewer)
      do {
        _ = try lab.team.decide(command, now: lab.now)
        return nil
      } catch {
        return error.kind
      }
    }
    let absence = Event.absenceRecorded(
      AbsenceRecorded(first: day("2026-11-18"), last: day("2026-11-19")))
    #expect(try decide(absence, by: "ana") == nil)
    #expect(try decide(absence, by: "greg") == nil)
    #expect(try decide(absence, by: "ben") == .denied)
    func lasting(_ last: String) -> Event {
      .absenceRecorded(AbsenceRecorded(first: day("2026-01-01"), last: day(last)))
    }
    #expect(try decide(lasting("2027-01-01"), by: "ana") == nil)
    #expect(try decide(lasting("2027-01-02"), by: "ana") == .invalid)
    let seq = lab.away("2026-11-18", "2026-11-19", source: "/cox/ana")
    #expect(try decide(retraction(seq), by: "ana") == nil)
    #expect(try decide(retraction(seq), by: "greg") == .denied)
    let target = CorrectionTarget(id: "x", seq: seq)
    #expect(try decide(.eventAmended(Amendment(target: target)), by: "ana") == .invalid)
    #expect(try decide(.eventDisputed(Dispute(target: target, reason: "-")), by: "greg") == nil)
    lab.say(.eventDisputed(Dispute(target: target, reason: "she was here")), subject: "ana")
    #expect(lab.team.doubtsView().map(\.kind) == [.disputed])
    lab.say(retraction(seq))
    #expect(lab.team.doubtsView().isEmpty)
  }
}
