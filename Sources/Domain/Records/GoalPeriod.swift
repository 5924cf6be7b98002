/// A stretch of local days with a name, both ends included.
package struct GoalPeriod: Sendable, Equatable {
  package var name: String
  package var first: LocalDay
  package var last: LocalDay

  package init(name: String, first: LocalDay, last: LocalDay) {
    self.name = name
    self.first = first
    self.last = last
  }

  /// Ten years: nobody works back from more.
  private static let mostDays: Int32 = 3_660

  /// Reads `2026-W47`, `2026-11`, `2026-Q4`, `FY2026-Q3`, `2026`, `FY2026` or
  /// `2026-10-01..2026-12-15`; nil for anything else.
  ///
  /// A fiscal year is named by the year it begins in. Days that have two names have one here, so that
  /// a period is one goal: the fiscal one where the fiscal year is not the calendar's.
  package init?(_ text: String, in calendar: CalendarDefined) {
    guard let days = Self.days(text, calendar), days.first <= days.last,
      days.last.days - days.first.days < Self.mostDays
    else { return nil }
    self.init(
      name: Self.name(days, calendar) ?? "\(days.first)..\(days.last)", first: days.first,
      last: days.last)
  }

  private typealias Days = (first: LocalDay, last: LocalDay)

  private static func days(_ text: String, _ calendar: CalendarDefined) -> Days? {
    if let range = text.firstRange(of: "..") {
      let ends = (LocalDay(String(text[..<range.lowerBound])), String(text[range.upperBound...]))
      guard let first = ends.0, let last = LocalDay(ends.1) else { return nil }
      return (first, last)
    }
    if let label = WeekLabel(text) {
      let week = WeekCalendar(firstWeekday: calendar.weekStarts).week(label)
      return (week.first, week.last)
    }
    let isFiscal = text.hasPrefix("FY")
    let parts = text.dropFirst(isFiscal ? 2 : 0)
      .split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let year = number(parts[0], digits: 4) else { return nil }
    let start = isFiscal ? calendar.fiscalYearStarts : .newYear
    guard parts.count == 2 else { return stretch(year, start, 0, months: 12) }
    if parts[1].hasPrefix("Q"), let quarter = number(parts[1].dropFirst(), digits: 1),
      (1...4).contains(quarter)
    {
      return stretch(year, start, 3 * (quarter - 1), months: 3)
    }
    guard !isFiscal, let month = number(parts[1], digits: 2), (1...12).contains(month) else {
      return nil
    }
    return stretch(year, .newYear, month - 1, months: 1)
  }

  private static func number(_ text: Substring, digits: Int) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
    return Int(text)
  }

  /// Some months, from some months after the start of a year.
  private static func stretch(
    _ year: Int, _ start: YearDay, _ after: Int, months: Int
  ) -> Days? {
    guard let first = day(year, start, after), let next = day(year, start, after + months) else {
      return nil
    }
    return (first, next.adding(days: -1))
  }

  /// The day of the year some months on; the month's last one where it has no such day.
  private static func day(_ year: Int, _ start: YearDay, _ after: Int) -> LocalDay? {
    let months = start.month - 1 + after
    let (year, month) = (year + months / 12, months % 12 + 1)
    for day in stride(from: start.day, to: 27, by: -1) {
      if let found = LocalDay(year: year, month: month, day: day) { return found }
    }
    return LocalDay(year: year, month: month, day: start.day)
  }

  /// What some days are called; nil where they have no name.
  private static func name(_ days: Days, _ calendar: CalendarDefined) -> String? {
    let date = days.first.date
    let year = padded(date.year, 4)
    let fiscal = calendar.fiscalYearStarts
    var names = [
      "\(WeekLabel(containing: days.first.adding(days: 3)))", "\(year)-\(padded(date.month, 2))",
    ]
    if fiscal != .newYear {
      // The fiscal year that a day lies in began in its own year or in the one before.
      for begun in [date.year, date.year - 1].map({ padded($0, 4) }) {
        names += ["FY\(begun)"] + (1...4).map { "FY\(begun)-Q\($0)" }
      }
    }
    names += [year] + (1...4).map { "\(year)-Q\($0)" }
    return names.first { name in
      self.days(name, calendar).map { $0.first == days.first && $0.last == days.last } ?? false
    }
  }
}
