package import JSONText

/// What accepting the clock did (`cox clock accept`).
package enum ClockPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    let names = ["now", "at", "was_doubted", "was_held"]
    return Records(names, [names.map { result.field($0) }])
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let time = result.text("now").flatMap { Moment($0) }.map { spoken($0, reader) } ?? "unknown"
    if result.flag("was_held") == true {
      return [
        "The log is complete: weeks that ended meanwhile are judged.", "It is \(time).",
        Layout.next(["cox status", "cox team"]),
      ]
    }
    return result.flag("was_doubted") == true
      ? [
        "The clock is believed: it is \(time).",
        "Weeks that ended meanwhile are judged.",
        Layout.next(["cox status", "cox team"]),
      ]
      : ["The clock was not in doubt: it is \(time). Nothing changed."]
  }

  /// `Wed 18 Nov 2026 17:02`, where the reader is.
  static func spoken(_ moment: Moment, _ reader: Reader) -> String {
    let local = reader.local(moment, zone: nil).time
    return "\(Days.dated(local.day, today: local.day)) \(local.day.year) \(local.clock)"
  }
}
