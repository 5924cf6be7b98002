/// Times to come, as people type them: as other times, but a weekday is the next one.
package enum ComingTime {
  /// The moment meant; nil when the text is none of the forms.
  package static func read(
    _ text: String, now: Moment, offset: (Moment) -> Int
  ) -> Moment? {
    var words = text.lowercased().split(separator: " ").map(String.init)
    guard let first = words.first else { return nil }
    let today = LocalTime(now, offset: offset(now)).day
    if first == "tomorrow" {
      words[0] = self.text(Day(number: today.number + 1))
    } else if first.first?.isLetter == true, !["now", "today", "yesterday"].contains(first),
      let last = SpokenTime.read(first, now: now, offset: offset)
    {
      // The weekday before today, a week on; today's own name is a week from now.
      let day = LocalTime(last, offset: offset(last)).day
      let next = day.number + 7
      words[0] = self.text(Day(number: next > today.number ? next : next + 7))
    }
    return SpokenTime.read(words.joined(separator: " "), now: now, offset: offset)
  }

  /// A day as `2026-12-01`.
  private static func text(_ day: Day) -> String {
    String(Moment(seconds: Int64(day.number) * 86_400).rfc3339.prefix(10))
  }
}
