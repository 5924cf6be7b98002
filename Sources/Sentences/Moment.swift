/// An instant, in seconds since 1970 UTC.
package struct Moment: Sendable, Equatable, Comparable {
  package var seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  package static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }

  /// Reads RFC 3339 text (`2026-11-20T17:00:00.123Z`, `…+01:00`); nil when it is none.
  package init?(_ text: String) {
    var digits = Digits(text)
    guard let day = digits.day(), digits.skip("T") || digits.skip("t") || digits.skip(" "),
      let hour = digits.number(2), hour < 24, digits.skip(":"),
      let minute = digits.number(2), minute < 60, digits.skip(":"),
      let second = digits.number(2), second <= 60
    else { return nil }
    if digits.skip(".") { digits.skipDigits() }
    guard let offset = digits.offset(), digits.isAtEnd else { return nil }
    seconds = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
  }

  /// `2026-11-20T17:00:00Z`.
  package var rfc3339: String {
    let local = LocalTime(self, offset: 0)
    return "\(local.day.iso)T\(two(local.hour)):\(two(local.minute)):\(two(local.second))Z"
  }
}

/// A civil day, as days since 1970-01-01.
package struct Day: Sendable, Equatable, Comparable {
  package var number: Int

  package init(number: Int) { self.number = number }

  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  /// The day of a year, month and day of month; nil when the calendar has none.
  package init?(year: Int, month: Int, dayOfMonth: Int) {
    guard (1...12).contains(month), (1...31).contains(dayOfMonth) else { return nil }
    // Counts from 1 March, so that the leap day is the last one of its year.
    let years = month <= 2 ? year - 1 : year
    let era = (years >= 0 ? years : years - 399) / 400
    let yearOfEra = years - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + dayOfMonth - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    guard self.month == month, self.dayOfMonth == dayOfMonth else { return nil }
  }

  /// Reads `2026-11-20`; nil when it is no day.
  package init?(_ text: String) {
    var digits = Digits(text)
    guard let day = digits.day(), digits.isAtEnd else { return nil }
    self = day
  }

  package var year: Int { civil.year }
  package var month: Int { civil.month }
  package var dayOfMonth: Int { civil.day }

  private var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fifth = (5 * dayOfYear + 2) / 153
    let month = fifth < 10 ? fifth + 3 : fifth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * fifth + 2) / 5 + 1
    )
  }

  /// 0 is Monday.
  package var weekday: Int { ((number + 3) % 7 + 7) % 7 }

  /// `2026-11-20`.
  package var iso: String { "\(year)-\(two(month))-\(two(dayOfMonth))" }
}

/// An instant on a wall clock somewhere.
package struct LocalTime: Sendable, Equatable {
  package var day: Day
  package var hour: Int
  package var minute: Int
  package var second: Int

  /// The wall clock at an offset (seconds east of UTC).
  package init(_ moment: Moment, offset: Int) {
    let local = moment.seconds + Int64(offset)
    let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    let rest = Int(local - days * 86_400)
    day = Day(number: Int(days))
    hour = rest / 3600
    minute = rest / 60 % 60
    second = rest % 60
  }

  /// `17:02`.
  package var clock: String { "\(two(hour)):\(two(minute))" }
}

/// Reads fixed-width numbers from the front of a text.
struct Digits {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = Substring(text).utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func number(_ width: Int) -> Int? {
    let head = rest.prefix(width)
    guard head.count == width, head.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    rest = rest.dropFirst(width)
    return head.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  mutating func skip(_ character: Character) -> Bool {
    guard let byte = character.asciiValue, rest.first == byte else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func skipDigits() { rest = rest.drop { (0x30...0x39).contains($0) } }

  /// `2026-11-20`.
  mutating func day() -> Day? {
    guard let year = number(4), skip("-"), let month = number(2), skip("-"),
      let day = number(2)
    else { return nil }
    return Day(year: year, month: month, dayOfMonth: day)
  }

  /// `Z`, `+01:00`: seconds east of UTC.
  mutating func offset() -> Int? {
    if skip("Z") || skip("z") { return 0 }
    let sign = skip("+") ? 1 : skip("-") ? -1 : 0
    guard sign != 0, let hours = number(2), skip(":"), let minutes = number(2) else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}

/// Two digits, with a zero in front when there is one.
func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
