/// Days as people type them: `today`, `tomorrow`, `yesterday`, `mon`, `2026-11-20`.
package enum SpokenDay {
  /// The day meant; nil when the text is none of the forms.
  ///
  /// A weekday is the one of today's Monday to Sunday, be it past or ahead; with `after`, the first such
  /// day from there on.
  package static func read(_ text: String, today: Day, after first: Day? = nil) -> Day? {
    let word = text.lowercased()
    switch word {
    case "today": return today
    case "tomorrow": return Day(number: today.number + 1)
    case "yesterday": return Day(number: today.number - 1)
    default: break
    }
    if let day = Day(word) { return day }
    guard let weekday = SpokenTime.weekday(word) else { return nil }
    guard let first else { return Day(number: today.number - today.weekday + weekday) }
    return Day(number: first.number + (weekday - first.weekday + 7) % 7)
  }
}
