/// A day of every year, such as 25 December.
package struct YearDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let month: Int
  package let day: Int

  package static let newYear = YearDay(checkedMonth: 1, day: 1)

  private init(checkedMonth month: Int, day: Int) {
    self.month = month
    self.day = day
  }

  /// Nil when no year has such a day.
  package init?(month: Int, day: Int) {
    // Every day that there is at all is in a leap year.
    guard LocalDay(year: 2000, month: month, day: day) != nil else { return nil }
    self.init(checkedMonth: month, day: day)
  }

  init(of day: LocalDay) {
    let date = day.date
    self.init(checkedMonth: date.month, day: date.day)
  }

  /// Reads `12-25`; nil for anything else.
  package init?(_ text: String) {
    let span = text.utf8.span
    guard span.count == 5, span[2] == UInt8(ascii: "-"), let month = twoDigits(span, 0),
      let day = twoDigits(span, 3)
    else { return nil }
    self.init(month: month, day: day)
  }

  package var description: String { "\(padded(month, 2))-\(padded(day, 2))" }

  package static func < (left: YearDay, right: YearDay) -> Bool {
    (left.month, left.day) < (right.month, right.day)
  }
}

/// Which day is free: one date, or the same day of every year.
package enum HolidayDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  case yearly(YearDay)
  case once(LocalDay)

  /// Reads `12-25` or `2026-04-06`; nil for anything else.
  package init?(_ text: String) {
    if let day = YearDay(text) {
      self = .yearly(day)
    } else if let day = LocalDay(text) {
      self = .once(day)
    } else {
      return nil
    }
  }

  /// Whether it is a day, which is also told by its place in the year.
  func covers(_ day: LocalDay, _ date: YearDay) -> Bool {
    switch self {
    case .once(let own): own == day
    case .yearly(let own): own == date
    }
  }

  package var description: String {
    switch self {
    case .yearly(let day): day.description
    case .once(let day): day.description
    }
  }
}

/// A day on which nobody of a calendar is asked to work.
package struct Holiday: Hashable, Sendable {
  package var day: HolidayDay
  package var name: String

  package init(day: HolidayDay, name: String) {
    self.day = day
    self.name = name
  }
}

extension [Holiday] {
  /// Whether a day is one of them.
  func cover(_ day: LocalDay) -> Bool {
    // Most weeks are asked about where nobody declared any.
    guard !isEmpty else { return false }
    let date = YearDay(of: day)
    return contains { $0.day.covers(day, date) }
  }
}

/// A calendar of some members: their days off beside everybody's, and their own working days.
package struct OwnCalendar: Hashable, Sendable {
  package var name: String
  /// Nil: the team's.
  package var workingDays: [Weekday]?
  package var holidays: [Holiday]

  package init(name: String, workingDays: [Weekday]? = nil, holidays: [Holiday] = []) {
    self.name = name
    self.workingDays = workingDays.map { days in Weekday.allCases.filter { days.contains($0) } }
    self.holidays = holidays.sorted { $0.day < $1.day }
  }
}

extension CalendarDefined {
  /// A calendar of some members by its name; nil where there is none of that name.
  package func own(_ name: String?) -> OwnCalendar? {
    name.flatMap { name in calendars.first { $0.name == name } }
  }

  /// Whether two calendars differ in days off at most, and in what moves no week.
  func asksTheSame(as other: CalendarDefined) -> Bool {
    var mine = self
    mine.holidays = other.holidays
    mine.fiscalYearStarts = other.fiscalYearStarts
    let asked = mine.calendars.map { OwnCalendar(name: $0.name, workingDays: $0.workingDays) }
    let others = other.calendars.map { OwnCalendar(name: $0.name, workingDays: $0.workingDays) }
    // Nobody was asked anything by a calendar that was not there.
    guard others.allSatisfy(asked.contains) else { return false }
    mine.calendars = other.calendars
    return mine == other
  }
}
