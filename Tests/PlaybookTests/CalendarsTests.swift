import Calendars
import Domain
import Testing

/// MATHS M11: weeks and days around clock changes, with the clock changes of the real world.
@Suite("Real zones")
struct CalendarsTests {
  static func zone(_ identifier: String) throws -> ZoneTable {
    try #require(Calendars.zoneTable(identifier), "\(identifier) is not known")
  }

  static func day(_ text: String) throws -> LocalDay { try #require(LocalDay(text)) }

  @Test(
    "the length of a week follows the zone's clock changes",
    arguments: [
      ("America/New_York", "2026-10-26", 169.0), ("Europe/Berlin", "2026-10-19", 169),
      ("America/New_York", "2027-03-08", 167), ("Australia/Lord_Howe", "2026-09-28", 167.5),
      ("Europe/Berlin", "2026-11-16", 168), ("Asia/Kolkata", "2026-10-19", 168),
    ])
  func weeks(zone: String, monday: String, hours: Double) throws {
    let span = Week(first: try Self.day(monday)).span(in: try Self.zone(zone))
    #expect(Double(span.upperBound.seconds - span.lowerBound.seconds) / 3600 == hours)
  }

  @Test(
    "a day with no midnight, or with two, starts when its clocks show it for good",
    arguments: [
      ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"),
      ("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z"),
      ("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z"),
      ("Africa/Cairo", "2026-10-30", "2026-10-29T22:00:00Z"),
      ("America/Santiago", "2026-04-05", "2026-04-05T04:00:00Z"),
    ])
  func midnight(zone: String, day: String, start: String) throws {
    let table = try Self.zone(zone)
    let instant = try #require(Instant(rfc3339: start))
    #expect(table.start(of: try Self.day(day)) == instant)
    #expect(table.localDay(of: instant) == (try Self.day(day)))
    #expect(
      table.localDay(of: Instant(microseconds: instant.microseconds - 1)).description < day)
  }

  @Test(
    "one instant is Sunday of week 47 in Los Angeles and Monday of week 48 in Berlin and Tokyo",
    arguments: [
      ("America/Los_Angeles", "2026-11-22", "2026-W47"),
      ("Europe/Berlin", "2026-11-23", "2026-W48"),
      ("Asia/Tokyo", "2026-11-23", "2026-W48"),
    ])
  func sameInstant(zone: String, day: String, week: String) throws {
    let instant = try #require(Instant(rfc3339: "2026-11-22T23:30:00Z"))
    let local = try Self.zone(zone).localDay(of: instant)
    #expect(local.description == day)
    #expect(WeekCalendar().week(of: local).label.description == week)
  }

  @Test("a clock change is found to the second")
  func toTheSecond() throws {
    // Nepal moved its clocks once: on New Year's Eve 1985, by a quarter of an hour.
    let change = try #require(Instant(rfc3339: "1985-12-31T18:30:00Z"))
    #expect(
      try Self.zone("Asia/Kathmandu")
        == ZoneTable(
          identifier: "Asia/Kathmandu",
          transitions: [(Instant(seconds: 0), 19_800), (change, 20_700)]))
  }

  @Test(
    "clock changes are known from 1970 to 2100",
    arguments: ["1976-03-28", "2026-03-29", "2096-03-25"])
  func range(sunday: String) throws {
    let paris = try Self.zone("Europe/Paris")
    let day = try Self.day(sunday)
    let length = paris.start(of: day.adding(days: 1)).seconds - paris.start(of: day).seconds
    #expect(length == 23 * 3600)
  }

  @Test("a zone that nobody knows is nil, never quietly GMT")
  func unknown() {
    for name in [
      "Nowhere/Bogus", "", "europe/paris", "Europe/Paris ", "PST", "CET", "GMT+5", "Z", "Europe",
      "posix/Europe/Paris", "../etc/passwd",
    ] {
      #expect(Calendars.zoneTable(name) == nil, "\(name)")
      #expect(!Calendars.knows(name), "\(name)")
    }
    #expect(Calendars.knows("Europe/Paris") && Calendars.knows("UTC"))
  }

  @Test("a zone of offset zero is still a zone")
  func zero() throws {
    let instant = try #require(Instant(rfc3339: "2026-07-01T23:59:59Z"))
    #expect(try Self.zone("Africa/Abidjan").localDay(of: instant).description == "2026-07-01")
    #expect(try Self.zone("UTC").localDay(of: instant).description == "2026-07-01")
  }
}
