import Sentences
import Testing

/// Paris around the autumn change of 2026-10-25 01:00 UTC, and the spring change of 2026-03-29.
private func paris(_ moment: Moment) -> Int {
  let spring = Moment("2026-03-29T01:00:00Z") ?? Moment(seconds: 0)
  let autumn = Moment("2026-10-25T01:00:00Z") ?? Moment(seconds: 0)
  return moment >= spring && moment < autumn ? 7200 : 3600
}

@Suite("Times and amounts as people type them")
struct SpokenTests {
  // Wednesday, 17:02:11 in Paris.
  private let now = Moment("2026-11-18T16:02:11Z") ?? Moment(seconds: 0)

  @Test(
    "each form is understood",
    arguments: [
      ("now", "2026-11-18T16:02:11Z"), ("today 9:30", "2026-11-18T08:30:00Z"),
      ("yesterday 15:00", "2026-11-17T14:00:00Z"), ("yesterday", "2026-11-17T11:00:00Z"),
      ("15:00", "2026-11-18T14:00:00Z"), ("mon 9:30", "2026-11-16T08:30:00Z"),
      ("Wednesday 8:00", "2026-11-11T07:00:00Z"), ("thu 8:00:30", "2026-11-12T07:00:30Z"),
      ("2026-11-20 15:00", "2026-11-20T14:00:00Z"), ("2026-07-01 15:00", "2026-07-01T13:00:00Z"),
      ("2026-11-20T15:00:00+01:00", "2026-11-20T14:00:00Z"),
      ("2026-11-18T10:00", "2026-11-18T09:00:00Z"), ("2026-11-20T15:00:00", "2026-11-20T14:00:00Z"),
      ("friday 9am", "2026-11-13T08:00:00Z"), ("last monday", "2026-11-16T11:00:00Z"),
      ("last tues 9:30pm", "2026-11-17T20:30:00Z"), ("12am", "2026-11-17T23:00:00Z"),
      ("yesterday 12pm", "2026-11-17T11:00:00Z"), ("today", "2026-11-18T11:00:00Z"),
      ("2026-11-20T15:00:00.250Z", "2026-11-20T15:00:00Z"),
      // The hour that the spring change skips ends up an hour later.
      ("2026-03-29 02:30", "2026-03-29T01:30:00Z"),
      ("-2h", "2026-11-18T14:02:11Z"), ("-1h30m", "2026-11-18T14:32:11Z"),
      ("2h ago", "2026-11-18T14:02:11Z"), ("20 min ago", "2026-11-18T15:42:11Z"),
      ("an hour ago", "2026-11-18T15:02:11Z"), ("1 week ago", "2026-11-11T16:02:11Z"),
    ])
  func understood(text: String, utc: String) {
    #expect(SpokenTime.read(text, now: now, offset: paris)?.rfc3339 == utc)
  }

  @Test(
    "a time to come is the next day of its name",
    arguments: [
      ("tomorrow 10:00", "2026-11-19T09:00:00Z"), ("thu 14:00", "2026-11-19T13:00:00Z"),
      ("mon 9:30", "2026-11-23T08:30:00Z"), ("wednesday 8:00", "2026-11-25T07:00:00Z"),
      ("today 18:00", "2026-11-18T17:00:00Z"), ("2026-12-01 14:00", "2026-12-01T13:00:00Z"),
      ("2026-12-01T14:00:00Z", "2026-12-01T14:00:00Z"),
    ])
  func coming(text: String, utc: String) {
    #expect(ComingTime.read(text, now: now, offset: paris)?.rfc3339 == utc)
  }

  @Test("shares of a win make the whole, each of a member of its own")
  func credit() {
    let shares = SpokenCredit.read("ana=60%, ben=40%") ?? []
    #expect(shares.map(\.member) == ["ana", "ben"] && shares.map(\.share) == [6_000, 4_000])
    #expect(SpokenCredit.read("a=33.33,b=33.3,c=33.37")?.map(\.share) == [3_333, 3_330, 3_337])
    for text in [
      "", "ana", "ana=60%", "ana=60%,ben=41%", "ana=50%,ana=50%", "=100%", "ana=x%",
      "ana=-1%,ben=101%",
      "ana=100%,ben=0%", "ana=99.999%,ben=0.001%",
    ] {
      #expect(SpokenCredit.read(text) == nil, "\(text)")
    }
  }

  @Test(
    "what is none of the forms is refused, never guessed",
    arguments: [
      "", "soon", "25:00", "9:60", "2026-02-30 10:00", "2026-13-01", "yesterday at 3", "12",
      "mo 9:00", "-", "-2", "-2x", "-h", "ago", "in 2h", "2h", "-999999d", "9:00:00:00",
      "tomorrow", "monkey", "satan 9:00", "sundae", "wedding", "last", "last week 9:00", "13pm",
      "0am",
      "am", "2026-02-30T10:00",
    ])
  func refused(text: String) {
    #expect(SpokenTime.read(text, now: now, offset: paris) == nil)
  }

  @Test("a day is its noon; today before noon is now, for what is said has happened")
  func morning() {
    let early = Moment("2026-11-18T07:30:00Z") ?? Moment(seconds: 0)
    #expect(SpokenTime.read("today", now: early, offset: paris) == early)
    #expect(
      SpokenTime.read("yesterday", now: early, offset: paris)?.rfc3339 == "2026-11-17T11:00:00Z")
  }

  @Test(
    "amounts become minor units",
    arguments: [
      ("12000", "EUR", 1_200_000), ("12,500.50", "EUR", 1_250_050), ("12k", "USD", 1_200_000),
      ("1.2M", "EUR", 120_000_000), ("1500", "JPY", 1500), ("1.250", "KWD", 1250),
      ("0.5", "GBP", 50),
    ] as [(String, String, Int64)])
  func amounts(text: String, currency: String, minor: Int64) {
    #expect(SpokenMoney.read(text, currency: currency) == minor)
  }

  @Test(
    "an amount that is none, or finer than its currency, is refused",
    arguments: [
      ("", "EUR"), ("12.345", "EUR"), ("1.5", "JPY"), ("-5", "EUR"), ("1.2.3", "EUR"),
      (".5", "EUR"),
      ("5.", "EUR"), ("99999999999999999999", "EUR"), ("k", "EUR"), ("9e3", "EUR"),
      ("38.500", "EUR"), ("38,50", "EUR"), ("1,2345", "EUR"), ("1.5,000", "EUR"),
    ])
  func refusedAmounts(text: String, currency: String) {
    #expect(SpokenMoney.read(text, currency: currency) == nil)
  }

  @Test("days know their calendar, far back and leap days included")
  func days() {
    #expect(Day("1970-01-01")?.number == 0)
    #expect(Day("2000-02-29")?.iso == "2000-02-29")
    #expect(Day("1900-02-29") == nil)
    #expect(Day("2026-11-18")?.weekday == 2)
    #expect(Day("1969-12-31")?.weekday == 2)
    for number in stride(from: -800_000, through: 800_000, by: 1009) {
      let day = Day(number: number)
      #expect(Day(year: day.year, month: day.month, dayOfMonth: day.dayOfMonth)?.number == number)
    }
  }
}
