/// A civil date without a zone, as days since 1970-01-01.
package struct LocalDay: Hashable, Comparable, Sendable {
  package var days: Int32

  package init(days: Int32) {
    self.days = days
  }

  /// The day of a proleptic Gregorian date; nil when there is no such date.
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    // Years run from March here, so that the leap day is the last day of a year.
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(days: Int32(era * 146_097 + dayOfEra - 719_468))
    // Only the ends of months need a closer look.
    if day > 28, date != (year, month, day) { return nil }
  }

  /// Year, month (1 to 12) and day of month.
  package var date: (year: Int, month: Int, day: Int) {
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  package var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    Weekday(rawValue: Int(floorModulo(Int64(days) + 3, 7)) + 1) ?? .monday
  }

  package func adding(days count: Int) -> LocalDay {
    LocalDay(days: days + Int32(clamping: count))
  }

  package static func < (left: LocalDay, right: LocalDay) -> Bool {
    left.days < right.days
  }
}

extension LocalDay: CustomStringConvertible {
  /// `2026-11-16`.
  package var description: String {
    let (year, month, day) = date
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// Reads `YYYY-MM-DD`; nil for anything else.
  package init?(_ text: Span<UInt8>) {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let century = twoDigits(text, 0), let year = twoDigits(text, 2),
      let month = twoDigits(text, 5), let day = twoDigits(text, 8)
    else { return nil }
    self.init(year: century * 100 + year, month: month, day: day)
  }

  package init?(_ text: String) {
    self.init(text.utf8.span)
  }
}

/// The remainder that has the divisor's sign.
func floorModulo(_ value: Int64, _ divisor: Int64) -> Int64 {
  value - floorDivide(value, divisor) * divisor
}
