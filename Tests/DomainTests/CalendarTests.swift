import Domain
import Testing

@Suite("Calendar")
struct CalendarTests {
  private func day(_ text: String) -> LocalDay { LocalDay(text) ?? LocalDay(days: 0) }

  private func zone(_ name: String) -> ZoneTable { TestZones.find(name) ?? .utc }

  @Test("days and dates convert both ways over four centuries")
  func days() {
    #expect(day("1970-01-01").days == 0)
    #expect(day("2000-02-29").days == 11_016)
    for days in stride(from: Int32(-60_000), to: 90_000, by: 7) {
      let here = LocalDay(days: days)
      #expect(LocalDay(here.description) == here)
    }
    for wrong in ["2026-02-29", "2026-13-01", "2026-1-01", "2026-00-10", "20260101", ""] {
      #expect(LocalDay(wrong) == nil, "\(wrong)")
    }
  }

  @Test(
    "M11: ISO weeks at the turn of a year",
    arguments: [
      ("2026-12-28", "2026-W53"), ("2027-01-03", "2026-W53"), ("2027-01-04", "2027-W01"),
      ("2024-12-30", "2025-W01"), ("2024-12-29", "2024-W52"), ("2026-11-16", "2026-W47"),
    ])
  func isoWeeks(_ date: String, _ label: String) {
    #expect(WeekLabel(containing: day(date)).description == label)
    #expect(WeekLabel(label)?.description == label)
  }

  @Test("a week that a year does not have is no label")
  func noSuchWeek() {
    #expect(WeekLabel("2025-W53") == nil)
    #expect(WeekLabel.yearWithout("2025-W53") == "2025")
    for other in ["2026-W53", "2026-W54", "2025-W52", "x025-W53", "-W53", "12025-W53"] {
      #expect(WeekLabel.yearWithout(other) == nil, "\(other)")
    }
    #expect(WeekLabel("2026-W54") == nil)
    #expect(WeekLabel("2026-W00") == nil)
    #expect(WeekLabel("2026W47") == nil)
  }

  @Test(
    "M11: weeks have the hours their zone gives them",
    arguments: [
      ("America/New_York", "2026-10-26", 169.0), ("Europe/Berlin", "2026-10-19", 169),
      ("America/New_York", "2027-03-08", 167), ("Australia/Lord_Howe", "2026-09-28", 167.5),
      ("Europe/Berlin", "2026-11-16", 168), ("Europe/Berlin", "2026-03-23", 167),
    ])
  func weekLengths(_ name: String, _ first: String, _ hours: Double) {
    let span = Week(first: day(first)).span(in: zone(name))
    let seconds = span.upperBound.seconds - span.lowerBound.seconds
    #expect(Double(seconds) / 3600 == hours)
  }

  @Test(
    "M11: a day whose midnight does not exist starts at one o'clock",
    arguments: [
      ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"),
      ("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z"),
      ("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z"),
    ])
  func missingMidnight(_ name: String, _ date: String, _ start: String) {
    let zone = zone(name)
    let instant = TestZones.at(start)
    #expect(zone.start(of: day(date)) == instant)
    #expect(zone.localDay(of: instant) == day(date))
    let before = Instant(microseconds: instant.microseconds - 1)
    #expect(zone.localDay(of: before) == day(date).adding(days: -1))
  }

  @Test("M11: one instant lies in different weeks of Los Angeles, Berlin and Tokyo")
  func sameInstant() {
    let instant = TestZones.at("2026-11-22T23:30:00Z")
    let weeks = WeekCalendar()
    let inLosAngeles = zone("America/Los_Angeles").localDay(of: instant)
    #expect(inLosAngeles.weekday == .sunday)
    #expect(weeks.week(of: inLosAngeles).label.description == "2026-W47")
    for name in ["Europe/Berlin", "Asia/Tokyo"] {
      let day = zone(name).localDay(of: instant)
      #expect(day.weekday == .monday)
      #expect(weeks.week(of: day).label.description == "2026-W48")
    }
  }

  @Test("C01: where weeks start is a choice, and their name does not depend on it")
  func weekStarts() {
    for first in Weekday.allCases {
      let weeks = WeekCalendar(firstWeekday: first)
      for offset in 0..<900 {
        let here = day("2026-01-01").adding(days: offset)
        let week = weeks.week(of: here)
        #expect(week.first.weekday == first)
        #expect(week.first <= here && here <= week.last)
        #expect(week.label == WeekLabel(containing: week.first.adding(days: 3)))
        #expect(weeks.week(week.label) == week)
      }
    }
    let sunday = WeekCalendar(firstWeekday: .sunday)
    #expect(sunday.week(of: day("2026-11-15")).label.description == "2026-W47")
  }

  @Test("C02: weeks are half-open, so every instant lies in exactly one")
  func halfOpen() {
    let zone = zone("Europe/Berlin")
    let week = WeekCalendar().week(of: day("2026-11-18"))
    let next = week.next
    #expect(week.span(in: zone).upperBound == next.span(in: zone).lowerBound)
    let sundayNight = TestZones.at("2026-11-22T22:59:59Z")
    #expect(week.span(in: zone).contains(sundayNight))
    #expect(!next.span(in: zone).contains(sundayNight))
    #expect(WeekCalendar().week(of: zone.localDay(of: sundayNight)) == week)
  }

  @Test("C03: what is summed and what is labelled is the same week, far from UTC, too")
  func sumAndLabel() {
    for table in TestZones.all {
      let weeks = WeekCalendar(firstWeekday: .sunday)
      var second = TestZones.at("2026-01-05T00:00:00Z").seconds
      while second < TestZones.at("2027-01-05T00:00:00Z").seconds {
        let instant = Instant(seconds: second)
        let week = weeks.week(of: table.localDay(of: instant))
        #expect(week.span(in: table).contains(instant))
        second += 5_407
      }
    }
  }

  @Test("C04: a year of weeks drifts by nothing, whatever the clock does")
  func noDrift() {
    let zone = zone("Europe/Berlin")
    var week = WeekCalendar().week(of: day("2026-01-05"))
    for _ in 0..<60 {
      let start = week.span(in: zone).lowerBound
      #expect(zone.localDay(of: start) == week.first)
      #expect(zone.localDay(of: start.adding(seconds: -1)) == week.first.adding(days: -1))
      week = week.next
    }
  }

  @Test("a clock set back over midnight does not bring yesterday back")
  func setBackOverMidnight() {
    // At 00:01 on Sunday the clock goes back to 23:01 on Saturday.
    let zone = TestZones.zone(
      "X", [("2026-01-01T00:00:00Z", -2.5), ("2026-10-25T02:31:00Z", -3.5)])
    let sunday = day("2026-10-25")
    #expect(zone.start(of: sunday) == TestZones.at("2026-10-25T02:30:00Z"))
    #expect(zone.localDay(of: TestZones.at("2026-10-25T02:30:30Z")) == sunday)
    #expect(zone.localDay(of: TestZones.at("2026-10-25T03:00:00Z")) == sunday)
    #expect(zone.localDay(of: TestZones.at("2026-10-25T02:29:59Z")) == sunday.adding(days: -1))
  }

  @Test(
    "RFC 3339 is read with its offset and written in UTC",
    arguments: [
      ("2026-11-20T09:14:00Z", "2026-11-20T09:14:00Z"),
      ("2026-11-20T10:14:00+01:00", "2026-11-20T09:14:00Z"),
      ("2026-11-20T09:14:00.25Z", "2026-11-20T09:14:00.250000Z"),
      ("2026-11-20T00:14:00.123456789-05:30", "2026-11-20T05:44:00.123456Z"),
      ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000Z"),
      ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
    ])
  func instants(_ text: String, _ written: String) {
    #expect(Instant(rfc3339: text)?.rfc3339 == written)
  }

  @Test(
    "what is no RFC 3339 is refused",
    arguments: [
      "2026-11-20", "2026-11-20T09:14:00", "2026-11-20 09:14:00Z", "2026-11-20T24:00:00Z",
      "2026-02-30T09:14:00Z", "2026-11-20T09:14:00.Z", "2026-11-20T09:14:00+0100",
      "2026-11-20T09:14:00Zx", "2026-11-20T09:14Z", "", "2026-11-20T09:14:61Z",
    ])
  func notInstants(_ text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test("days of many times in any order are the zone's own, also where midnight is missing")
  func dayClock() {
    var draws = SeededDraws(seed: 5)
    for zone in TestZones.all + [skipsADay] {
      var clock = DayClock(zone: zone)
      for _ in 0..<20_000 {
        // Half of them about the clock changes, which lie in 2025 and 2026.
        let near = 1_743_000_000 + draws.index(below: 50_000_000)
        let second = draws.uniform() < 0.5 ? near : draws.index(below: 4_294_967_295)
        let day = zone.localDay(of: Instant(seconds: Int64(second)))
        let told = clock.day(UInt32(second))
        guard told != day.days else { continue }
        Issue.record("\(zone.identifier): second \(second) is \(day), told \(told)")
        return
      }
    }
  }

  /// As Samoa left out 30 December 2011.
  private var skipsADay: ZoneTable {
    TestZones.zone("Far/Away", [("2020-01-01T00:00:00Z", -10), ("2026-03-30T10:00:00Z", 14)])
  }
}
