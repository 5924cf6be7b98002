/// Seven local days, named by the first; where the week starts is the team's choice.
package struct Week: Hashable, Comparable, Sendable {
  package let first: LocalDay

  package init(first: LocalDay) {
    self.first = first
  }

  /// The ISO week of the fourth day, so that the name does not depend on the day the week starts on.
  package var label: WeekLabel { WeekLabel(containing: first.adding(days: 3)) }

  package var last: LocalDay { first.adding(days: 6) }

  package var next: Week { Week(first: first.adding(days: 7)) }

  package var days: [LocalDay] { (0..<7).map { first.adding(days: $0) } }

  /// The half-open stretch of time the week covers in a zone; its length follows the zone's clock changes.
  package func span(in zone: ZoneTable) -> Range<Instant> {
    let start = zone.start(of: first)
    return start..<max(start, zone.start(of: next.first))
  }

  package static func < (left: Week, right: Week) -> Bool {
    left.first < right.first
  }
}

/// The name of an ISO week, such as 2026-W47, kept as the Monday it begins with.
package struct WeekLabel: Hashable, Comparable, Sendable {
  package let monday: LocalDay

  package init(containing day: LocalDay) {
    monday = day.adding(days: 1 - day.weekday.rawValue)
  }

  package static func < (left: WeekLabel, right: WeekLabel) -> Bool {
    left.monday < right.monday
  }
}

extension WeekLabel: CustomStringConvertible {
  // The ISO year is that of the week's Thursday.
  private var thursday: LocalDay { monday.adding(days: 3) }

  private var year: Int { thursday.date.year }

  /// The number within the year, from 1.
  private var number: Int {
    let newYear = LocalDay(year: year, month: 1, day: 1) ?? thursday
    return Int(thursday.days - newYear.days) / 7 + 1
  }

  package var description: String {
    let (year, number) = (year, number)
    guard (0...9999).contains(year) else { return "\(padded(year, 4))-W\(padded(number, 2))" }
    // Written in place: a label is in every row of every answer.
    return unsafe String(unsafeUninitializedCapacity: 8) { text in
      var rest = year
      for place in [3, 2, 1, 0] {
        unsafe text[place] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      }
      unsafe text[4] = UInt8(ascii: "-")
      unsafe text[5] = UInt8(ascii: "W")
      unsafe text[6] = UInt8(ascii: "0") + UInt8(number / 10)
      unsafe text[7] = UInt8(ascii: "0") + UInt8(number % 10)
      return 8
    }
  }

  /// Reads `2026-W47`; nil for anything else, also for a week 53 that the year does not have.
  package init?(_ text: String) {
    let span = text.utf8.span
    guard span.count == 8, span[4] == UInt8(ascii: "-"), span[5] == UInt8(ascii: "W"),
      let century = twoDigits(span, 0), let rest = twoDigits(span, 2),
      let number = twoDigits(span, 6), (1...53).contains(number),
      let fourth = LocalDay(year: century * 100 + rest, month: 1, day: 4)
    else { return nil }
    // 4 January always lies in week 1; a week 53 that the year does not have lies in the next one.
    self.init(containing: fourth.adding(days: 7 * (number - 1)))
    guard year == century * 100 + rest else { return nil }
  }

  /// The year of a label whose week 53 it does not have; nil for every other text.
  package static func yearWithout(_ text: String) -> Substring? {
    let year = text.prefix(4)
    guard text.hasSuffix("-W53"), WeekLabel(text) == nil, WeekLabel("\(year)-W52") != nil,
      text.utf8.count == 8
    else { return nil }
    return year
  }
}

/// Which day a team's weeks start on.
package struct WeekCalendar: Hashable, Sendable {
  package let firstWeekday: Weekday

  package init(firstWeekday: Weekday = .monday) {
    self.firstWeekday = firstWeekday
  }

  package func week(of day: LocalDay) -> Week {
    week(ordinal: ordinal(of: day))
  }

  /// The week of this calendar that carries a label.
  package func week(_ label: WeekLabel) -> Week {
    week(of: label.monday.adding(days: firstDayShift))
  }

  /// Weeks counted from the one that holds 1970-01-01 or precedes it, for flat arrays.
  func ordinal(of day: LocalDay) -> Int32 {
    Int32(floorDivide(Int64(day.days) + 3 - Int64(firstWeekday.rawValue - 1), 7))
  }

  /// The ordinal of the week of this calendar that carries a label.
  func ordinal(of label: WeekLabel) -> Int32 {
    ordinal(of: label.monday.adding(days: firstDayShift))
  }

  func week(ordinal: Int32) -> Week {
    Week(first: LocalDay(days: ordinal * 7 - 3 + Int32(firstWeekday.rawValue - 1)))
  }

  /// Days from the Monday of a label to the first day of the week that carries it.
  private var firstDayShift: Int {
    // A week starting Friday to Sunday has its fourth day in the ISO week after its first.
    firstWeekday.rawValue <= 4 ? firstWeekday.rawValue - 1 : firstWeekday.rawValue - 8
  }
}
