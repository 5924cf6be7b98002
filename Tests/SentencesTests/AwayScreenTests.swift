import JSONText
import Sentences
import Testing

@Suite("Days away")
struct AwayScreenTests {
  private let today = Day("2026-11-18")

  @Test(
    "a weekday is the one of this week, the last day the first such day from the first on",
    arguments: [
      ("today", "2026-11-18"), ("tomorrow", "2026-11-19"), ("yesterday", "2026-11-17"),
      ("mon", "2026-11-16"), ("Sunday", "2026-11-22"), ("wed", "2026-11-18"),
      ("2026-12-24", "2026-12-24"),
    ])
  func days(_ typed: String, _ meant: String) throws {
    #expect(SpokenDay.read(typed, today: try #require(today))?.iso == meant)
  }

  @Test("the last day is counted from the first one")
  func lastDay() throws {
    let friday = try #require(Day("2026-11-20"))
    let today = try #require(today)
    #expect(SpokenDay.read("tue", today: today, after: friday)?.iso == "2026-11-24")
    #expect(SpokenDay.read("fri", today: today, after: friday)?.iso == "2026-11-20")
  }

  @Test("what is no day is none", arguments: ["", "mo", "monkey", "2026-02-30", "18", "next mon"])
  func none(_ typed: String) throws {
    #expect(SpokenDay.read(typed, today: try #require(today)) == nil)
  }

  @Test(
    "days are said as briefly as they can be",
    arguments: [
      ("2026-11-16", "2026-11-18", "away Mon 16 – Wed 18 Nov"),
      ("2026-11-16", "2026-11-16", "away Mon 16 Nov"),
      ("2026-11-30", "2026-12-01", "away Mon 30 Nov – Tue 1 Dec"),
      ("2026-12-31", "2027-01-01", "away Thu 31 Dec – Fri 1 Jan 2027"),
      ("2027-01-01", "2027-01-04", "away Fri 1 – Mon 4 Jan 2027"),
    ])
  func spans(_ first: String, _ last: String, _ said: String) throws {
    let days = try (#require(Day(first)), #require(Day(last)))
    #expect(AwayPhrase.verb(days.0, days.1, today: try #require(today)).unstyled == said)
  }
}

extension AwayScreenTests {
  private static let week = """
    {"at":"S:42","view":"week","now":"2026-11-24T08:00:00Z",
     "member":{"id":"lena","name":"Lena","zone":"Europe/Paris"},
     "week":{"label":"2026-W47","from":"2026-11-16","to":"2026-11-22","day":2,"days":2,
       "working_days":5,"excused_days":3,"state":"revised","reason":"absence","known":true,
       "away":[{"seq":9,"first":"2026-11-16","last":"2026-11-18"}]},
     "rows":[
      {"metric":"conversation","name":"Conversation","kind":"activity","unit":"count","done":4,
       "quota":8,"target":3.2,"need":0,"state":"done"},
      {"metric":"visit","name":"Visit","kind":"activity","unit":"count","done":0,
       "quota":2,"target":0,"need":0,"state":"none"}],
     "alerts":0,"next":null}
    """

  @Test("a week says which days were away, what they excuse, and why it was judged anew")
  func pages() throws {
    let text = try Screens.text(WeekPage.self, Self.week)
    #expect(text.contains("Revised    days away changed after the week was closed"))
    #expect(text.contains("Away       Mon 16 – Wed 18 Nov: 3 of 5 days excused"))
    #expect(text.contains("visit            0    0 of 2             excused"))
  }

  @Test("stretches that meet are one, a weekend away is none, and the count is never cut off")
  func several() throws {
    func page(_ away: [(String, String)]) throws -> String {
      let days = away.map { #"{"seq":9,"first":"\#($0.0)","last":"\#($0.1)"}"# }
      let off = ["16", "17", "19"].map { #"{"day":"2026-11-\#($0)","reason":"away"}"# }
      return try Screens.text(
        WeekPage.self,
        Self.week.replacing(
          #"[{"seq":9,"first":"2026-11-16","last":"2026-11-18"}]"#,
          with: "[\(days.joined(separator: ","))],\"off\":[\(off.joined(separator: ","))]"))
    }
    let merged = try page([
      ("2026-11-19", "2026-11-19"), ("2026-11-17", "2026-11-17"), ("2026-11-16", "2026-11-16"),
      ("2026-11-21", "2026-11-22"),
    ])
    #expect(merged.contains("Away       Mon 16 – Tue 17 Nov, Thu 19 Nov: 3 of 5 days excused\n"))
    let many = try page([
      ("2026-11-09", "2026-11-16"), ("2026-11-18", "2026-11-19"), ("2026-11-10", "2026-11-12"),
    ])
    #expect(many.contains("Mon 9 – Mon 16 Nov, Wed 18 – Thu 19 Nov: 3 of 5 days excused\n"))
    var narrow = Screens.reader
    narrow.width = 60
    let monday = #"{"first":"2026-11-16","last":"2026-11-16"}"#
    let later = #"{"first":"2026-11-18","last":"2026-11-19"}"#
    let json = Self.week.replacing(
      #"{"seq":9,"first":"2026-11-16","last":"2026-11-18"}"#, with: "\(monday),\(later)")
    let lines = WeekPage.screen(try JSONValue.parse(json), for: narrow).map(\.unstyled)
    #expect(lines.contains("  Away       Mon 16 Nov, +1: 3 of 5 days excused"), "\(lines)")
  }

  @Test("a week that is all away is excused, also where no source says anything of it")
  func allAway() throws {
    let json = Self.week.replacing(#""known":true"#, with: #""known":false"#)
    #expect(try Screens.text(WeekPage.self, json).contains("unknown"))
    let away = json.replacing(#""excused_days":3"#, with: #""excused_days":5"#)
    #expect(try !Screens.text(WeekPage.self, away).contains("unknown"))
  }

  @Test("the running week of who is away all of it asks for nothing, and says so")
  func runningWeek() throws {
    let json = Self.week.replacing(#""excused_days":3,"state":"revised""#, with: "")
      .replacing(#""day":2,"days":2"#, with: #""day":0,"days":0,"excused_days":5"#)
      .replacing(#""working_days":5,"#, with: #""working_days":5"#)
      .replacing("2026-11-24T08:00:00Z", with: "2026-11-18T08:00:00Z")
    let text = try Screens.text(WeekPage.self, json)
    #expect(text.contains("Next: nothing. You are away this week, and nothing is asked."))
    #expect(text.contains("Lena · Wed 18 Nov · week 47  "))
  }

  @Test("who is away all week is shown so on the team's page, and asked for nothing")
  func team() throws {
    let row = """
      {"member":"lena","name":"Lena","known":false,"alerts":[],"lines":[],"working_days":5,
       "excused_days":5,"away":[{"seq":9,"first":"2026-11-16","last":"2026-11-20"}]}
      """
    let text = try Screens.text(
      TeamPage.self, #"{"week":"2026-W47","now":"2026-11-18T08:00:00Z","rows":[\#(row)]}"#)
    #expect(text.contains("away Mon 16 – Fri 20 Nov: 5 of 5 days excused"))
  }
}
