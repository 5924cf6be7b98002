import Domain
import Testing

@Suite("Goal periods")
struct GoalPeriodTests {
  private func read(_ text: String, _ starts: String = "04-01") -> String? {
    let calendar = CalendarDefined(fiscalYearStarts: YearDay(starts) ?? .newYear)
    return GoalPeriod(text, in: calendar).map { "\($0.name) \($0.first) \($0.last)" }
  }

  @Test("C07: fiscal years and quarters run from the team's day, calendar ones from January")
  func fiscal() {
    #expect(read("FY2026") == "FY2026 2026-04-01 2027-03-31")
    #expect(read("FY2026-Q3") == "FY2026-Q3 2026-10-01 2026-12-31")
    #expect(read("FY2026-Q4") == "FY2026-Q4 2027-01-01 2027-03-31")
    #expect(read("2026") == "2026 2026-01-01 2026-12-31")
    #expect(read("FY2026", "02-01") == "FY2026 2026-02-01 2027-01-31")
    #expect(read("FY2026-Q1", "02-01") == "FY2026-Q1 2026-02-01 2026-04-30")
  }

  @Test("weeks, months and stretches of one's own")
  func others() {
    #expect(read("2026-W47") == "2026-W47 2026-11-16 2026-11-22")
    #expect(read("2026-11") == "2026-11 2026-11-01 2026-11-30")
    #expect(read("2028-02") == "2028-02 2028-02-01 2028-02-29")
    #expect(
      read("2026-10-01..2026-12-15") == "2026-10-01..2026-12-15 2026-10-01 2026-12-15")
    let sunday = CalendarDefined(weekStarts: .sunday)
    #expect(GoalPeriod("2026-W47", in: sunday)?.first == LocalDay("2026-11-15"))
  }

  @Test("the same days have one name, so that they are one goal")
  func oneName() {
    #expect(read("2026-Q4") == read("FY2026-Q3"))
    #expect(read("2026-10-01..2026-12-31") == read("FY2026-Q3"))
    #expect(read("2026-11-01..2026-11-30") == read("2026-11"))
    #expect(read("2026-11-16..2026-11-22") == read("2026-W47"))
    #expect(read("FY2026", "01-01") == "2026 2026-01-01 2026-12-31")
    #expect(read("FY2026-Q2", "01-01") == "2026-Q2 2026-04-01 2026-06-30")
    #expect(read("2026-Q1", "02-01") == "2026-Q1 2026-01-01 2026-03-31")
  }

  @Test(
    "a fiscal year from a day that some months do not have still has no gap between its quarters")
  func lateDay() {
    let quarters = (1...4).compactMap { read("FY2026-Q\($0)", "01-31") }
    #expect(quarters.count == 4)
    #expect(quarters.first == "FY2026-Q1 2026-01-31 2026-04-29")
    #expect(quarters.last == "FY2026-Q4 2026-10-31 2027-01-30")
  }

  @Test(
    "what is no period is nil",
    arguments: [
      "", "soon", "26", "2026-13", "2026-00", "2026-W54", "2026-Q5", "FY2026-11", "FY26", "2026-Q",
      "2026-12-15..2026-10-01", "2026-10-01..", "2026-1", "+2026", "2016-01-01..2026-12-31",
    ])
  func faults(text: String) {
    #expect(read(text) == nil)
  }
}
