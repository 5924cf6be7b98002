/// Seconds since 1970 in UTC, with just the calendar the simulation needs.
package struct CivilTime: Comparable, Sendable {
  package var seconds: Int

  package static let daySeconds = 86_400

  package init(seconds: Int) {
    self.seconds = seconds
  }

  /// Midnight UTC of a civil date.
  package init(year: Int, month: Int, day: Int) {
    // Days of the proleptic Gregorian calendar, counted in years that begin in March so that
    // the leap day is the last one.
    let marchYear = month > 2 ? year : year - 1
    let era = marchYear / 400
    let yearOfEra = marchYear % 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    seconds = (era * 146_097 + dayOfEra - 719_468) * CivilTime.daySeconds
  }

  package static func < (left: CivilTime, right: CivilTime) -> Bool {
    left.seconds < right.seconds
  }

  package func adding(days: Int = 0, minutes: Int = 0) -> CivilTime {
    CivilTime(seconds: seconds + days * CivilTime.daySeconds + minutes * 60)
  }

  /// `2026-11-18T16:02:00Z`.
  package var text: String {
    let rest = seconds % CivilTime.daySeconds
    return day + "T" + Self.two(rest / 3600) + ":" + Self.two(rest / 60 % 60) + ":"
      + Self.two(rest % 60) + "Z"
  }

  /// `2026-11-18`.
  package var day: String {
    let days = seconds / CivilTime.daySeconds + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(year)-\(Self.two(month))-\(Self.two(dayOfYear - (153 * marchMonth + 2) / 5 + 1))"
  }

  private static func two(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }
}
