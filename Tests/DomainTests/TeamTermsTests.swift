import Domain
import Testing

/// What a team declares beside metrics and quotas, as it moves weeks, alerts and eyes.
@Suite("The team's terms")
struct TeamTermsTests {
  static func day(_ text: String) -> LocalDay { LocalDay(text) ?? LocalDay(days: 0) }

  static func holiday(_ day: String, _ name: String = "Off") -> Holiday {
    Holiday(day: HolidayDay(day) ?? .yearly(.newYear), name: name)
  }

  static func calendar(
    _ holidays: [String] = [], own: [OwnCalendar] = []
  ) -> Event {
    .calendarDefined(
      CalendarDefined(
        zone: "Europe/Berlin", holidays: holidays.map { holiday($0) }, calendars: own))
  }

  @Test("M10, C10: a Wednesday off makes 8 a week 6.4, and Tuesday evening 3.2")
  func holiday() throws {
    var lab = Lab.acme()
    lab.say(Self.calendar(["2026-11-18"]))
    lab.now = TestZones.at("2026-11-17T17:00:00Z")
    let row = try #require(lab.row("conversation", "2026-W47"))
    #expect(row.target == Rational(32, 5) && row.expected == Rational(16, 5))
    #expect(row.quota == 8)
    #expect(lab.week("2026-W47")?.week.days == 4)
  }

  @Test(
    "a yearly holiday is off every year, 29 February where there is one, a weekend is off anyway")
  func yearly() throws {
    var lab = Lab.acme()
    lab.say(Self.calendar(["12-25", "02-29", "2026-11-21"]))
    #expect(lab.row("conversation", "2026-W52")?.target == Rational(32, 5))
    #expect(lab.row("conversation", "2025-W52")?.target == Rational(32, 5))
    #expect(lab.row("conversation", "2028-W09")?.target == Rational(32, 5))
    #expect(lab.row("conversation", "2027-W09")?.target == Rational(8))
    #expect(lab.row("conversation", "2026-W47")?.target == Rational(8))
  }

  @Test("a week that is all holidays excuses: neither hit nor miss")
  func allOff() throws {
    var lab = Lab.acme()
    lab.log(at: "2026-11-10T09:00:00Z")
    lab.say(Self.calendar(["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"]))
    lab.log(at: "2026-11-16T09:00:00Z")
    let closed = lab.advance(to: "2026-11-24T00:00:00Z").compactMap(\.closed)
    let week = try #require(
      closed.first { $0.week.description == "2026-W47" && $0.member == lab.symbol("ana") })
    #expect(week.excused && week.known)
  }

  @Test("members have days off and working days of their own calendar, from the day they have it")
  func ownCalendar() throws {
    var lab = Lab.acme()
    let spain = OwnCalendar(
      name: "spain", workingDays: [.monday, .tuesday, .wednesday, .thursday],
      holidays: [Self.holiday("2026-11-19")])
    lab.say(Self.calendar(["2026-11-18"], own: [spain]))
    lab.say(
      .memberMoved(MemberMoved(member: "ana", calendar: "spain", from: Self.day("2026-11-16"))))
    #expect(lab.row("conversation", "2026-W47")?.target == Rational(8 * 2, 4))
    #expect(lab.row("conversation", "2026-W46")?.target == Rational(8))
    lab.say(.memberMoved(MemberMoved(member: "ana", calendar: "", from: Self.day("2026-11-23"))))
    #expect(lab.row("conversation", "2026-W48")?.target == Rational(8))
    #expect(lab.row("conversation", "2026-W47")?.target == Rational(4))
  }

  @Test("a holiday that is told late re-judges its week and no other")
  func lateHoliday() throws {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-10-26T06:00:00Z")
    for (monday, count) in [("2026-10-26", 7), ("2026-11-02", 7)] {
      lab.log("conversation", Int32(count), at: "\(monday)T09:00:00Z")
      lab.advance(to: "\(Self.day(monday).adding(days: 7))T18:00:00Z")
    }
    lab.say(Self.calendar(["2026-11-03"]))
    let revised = lab.advance(to: "2026-11-09T19:00:00Z").compactMap(\.revised)
    #expect(revised.map(\.week.description) == ["2026-W45"])
    #expect(revised.first?.reason == "facts")
    #expect(revised.first?.lines.first?.target == Rational(32, 5))
  }

  @Test("a ramp asks for shares of the quota by weeks from its first day, then for all of it")
  func ramp() throws {
    var lab = Lab.acme()
    let ramp = Ramp(
      name: "new-hire", from: Self.day("2026-11-04"),
      steps: [Ramp.Step(weeks: 1, percent: 25), Ramp.Step(weeks: 1, percent: 50)])
    lab.say(.memberMoved(MemberMoved(member: "ana", ramp: ramp, from: Self.day("2026-11-02"))))
    // Monday and Tuesday are before it: 2 days of 8, then 3 at a quarter.
    #expect(lab.row("conversation", "2026-W45")?.target == Rational(8 * 275, 500))
    #expect(lab.row("conversation", "2026-W46")?.target == Rational(8 * (2 * 25 + 3 * 50), 500))
    #expect(lab.row("conversation", "2026-W47")?.target == Rational(8 * (2 * 50 + 300), 500))
    #expect(lab.row("conversation", "2026-W48")?.target == Rational(8))
    #expect(lab.row("conversation", "2026-W46")?.quota == 8)
  }

  @Test("C19: a new manager does not start a ramp anew, and another ramp leaves the past alone")
  func rampStays() throws {
    var lab = Lab.acme()
    let ramp = Ramp(
      name: "r", from: Self.day("2026-11-02"), steps: [Ramp.Step(weeks: 8, percent: 50)])
    lab.say(.memberMoved(MemberMoved(member: "ana", ramp: ramp, from: Self.day("2026-11-02"))))
    lab.say(.memberMoved(MemberMoved(member: "ana", manager: "ben", from: Self.day("2026-11-16"))))
    #expect(lab.row("conversation", "2026-W47")?.target == Rational(4))
    lab.say(
      .memberMoved(MemberMoved(member: "ana", ramp: Ramp.ended, from: Self.day("2026-11-16"))))
    #expect(lab.row("conversation", "2026-W46")?.target == Rational(4))
    #expect(lab.row("conversation", "2026-W47")?.target == Rational(8))
  }

  @Test("a segment holds from its day on")
  func segment() throws {
    var lab = Lab.acme()
    lab.say(.memberMoved(MemberMoved(member: "ana", segment: "ae", from: Self.day("2026-11-16"))))
    lab.say(.memberMoved(MemberMoved(member: "ana", segment: "", from: Self.day("2026-12-01"))))
    let ana = try #require(lab.team.roster.member(lab.symbol("ana")))
    #expect(
      ["2026-11-15", "2026-11-16", "2026-11-30", "2026-12-01"].map {
        ana.segment(on: Self.day($0))
      } == [nil, "ae", "ae", nil])
  }

  @Test("the rule goes by the thresholds that the team set")
  func thresholds() throws {
    let weeks = [6, 5, 6].enumerated().map { place, done in
      AskedWeek(
        label: WeekLabel(containing: Self.day("2026-09-28").adding(days: 7 * place)),
        done: Int64(done), target: Rational(8), history: false)
    }
    func level(_ parameters: [RuleParameter]) -> AlertLevel? {
      ConsistentMiss.judge(weeks[...], phi: 1, RuleSettings(parameters))?.level
    }
    #expect(level([]) == .watch)
    #expect(level([RuleParameter(name: "watch-after-weeks", value: 4)]) == nil)
    #expect(level([RuleParameter(name: "talk-after-weeks", value: 3)]) == .conversation)
    #expect(level([RuleParameter(name: "chance-basis-points", value: 900)]) == .conversation)
    #expect(level([RuleParameter(name: "shortfall-basis-points", value: 3_000)]) == nil)
    #expect(level([RuleParameter(name: "of-a-newer-version", value: 1)]) == .watch)
  }

  @Test("thresholds of a playbook reach the judgement of a week")
  func thresholdsApplied() throws {
    var lab = Lab.acme()
    lab.say(
      .ruleSet(
        RuleSet(
          rule: "consistent-miss", enabled: true,
          parameters: [RuleParameter(name: "watch-after-weeks", value: 2)])))
    lab.now = TestZones.at("2026-09-28T06:00:00Z")
    var raised: [Int] = []
    for monday in ["2026-09-28", "2026-10-05"] {
      lab.log("conversation", 6, at: "\(monday)T09:00:00Z")
      raised.append(
        lab.advance(to: "\(Self.day(monday).adding(days: 7))T18:00:00Z").compactMap(\.raised).count)
    }
    #expect(raised == [0, 1])
  }

  @Test("a manager sees an alert after the time the team agreed on")
  func grace() throws {
    var lab = Lab.acme()
    lab.say(.teamDefined(TeamDefined(managerSeesAfterSeconds: 2 * 3_600)))
    lab.now = TestZones.at("2026-09-28T06:00:00Z")
    for monday in ["2026-09-28", "2026-10-05", "2026-10-12"] {
      lab.log("conversation", 3, at: "\(monday)T09:00:00Z")
      lab.advance(to: "\(Self.day(monday).adding(days: 7))T18:00:00Z")
    }
    let greg = lab.team.viewer(try #require(lab.team.roster.member(lab.symbol("greg"))))
    func seen(_ hours: Int64) -> [Bool] {
      lab.team.alertsView(greg, now: lab.now.adding(seconds: hours * 3_600)).map(\.visibleToManager)
    }
    #expect(seen(1) == [])
    #expect(seen(2) == [true])
  }

  @Test("a metric that ended is left out of weeks that have nothing of it")
  func ended() throws {
    var lab = Lab.acme()
    lab.log("conversation", 3, of: "ben", at: "2026-11-03T09:00:00Z")
    lab.say(.metricEnded(MetricEnded(metric: "conversation", from: Self.day("2026-11-09"))))
    #expect(lab.row("conversation", "2026-W45", of: "ben")?.done == 3)
    #expect(lab.row("conversation", "2026-W46", of: "ben") == nil)
    #expect(!lab.team.facts.metrics.contains { $0.metric == "conversation" })
  }
}
