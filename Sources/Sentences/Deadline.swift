import JSONText

/// Until when something is asked: the day, and the hour at which it is over.
struct Deadline {
  private let day: Day
  /// On the clock of whose week it is; nil where the daemon does not tell an hour.
  private let end: LocalTime?

  /// Reads the members `by` and `until` of a next action or an effect.
  init?(_ object: JSONValue, zone: String?, for reader: Reader) {
    guard let day = object.text("by").flatMap({ Day($0) }) else { return nil }
    self.day = day
    end = object.text("until").flatMap { Moment($0) }.map { reader.local($0, zone: zone).time }
  }

  /// `by Friday 17:00`, `by 17:00 today`, `by midnight`.
  func long(today: Day) -> String {
    guard let end else { return "by \(Days.ahead(day, today: today))" }
    if end.day > day { return day == today ? "by midnight" : "by the end of \(ahead(today))" }
    return day == today ? "by \(end.clock) today" : "by \(ahead(today)) \(end.clock)"
  }

  /// `by Fri 17:00`.
  var short: String {
    guard let end else { return "by \(Days.shortName(day))" }
    return end.day > day ? "by midnight" : "by \(Days.shortName(day)) \(end.clock)"
  }

  private func ahead(_ today: Day) -> String { Days.ahead(day, today: today) }
}
