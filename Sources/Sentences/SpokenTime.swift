/// Times as people type them: `yesterday 15:00`, `mon 9:30`, `last friday 9am`, `15:00`, `-2h`,
/// `20 min ago`, `2026-11-20 15:00`, RFC 3339.
package enum SpokenTime {
  /// The moment meant; nil when the text is none of the forms.
  ///
  /// A day without a time is its noon: a day is meant, and noon is that day in every near zone. A
  /// weekday is the last one before today, and today before its noon is now. `offset` gives the seconds east of UTC here at a moment.
  package static func read(
    _ text: String, now: Moment, offset: (Moment) -> Int
  ) -> Moment? {
    if let exact = Moment(text) { return exact }
    var words = text.lowercased().split(separator: " ").map(String.init)
    if words.count > 1, words[0] == "last", weekday(words[1]) != nil { words.removeFirst() }
    // `2026-11-20T15:00` is the wall clock here, as with a space in between.
    if words.count == 1, let parts = words.first?.split(separator: "t", maxSplits: 1),
      parts.count == 2, Day(String(parts[0])) != nil
    {
      words = parts.map(String.init)
    }
    if let back = back(words) { return Moment(seconds: now.seconds - back) }
    let today = LocalTime(now, offset: offset(now)).day
    switch words.count {
    case 1:
      if words[0] == "now" { return now }
      if let clock = clock(words[0]) { return moment(today, clock, offset) }
      return day(words[0], today: today).map { day in
        let noon = moment(day, 12 * 3600, offset)
        return day == today ? min(noon, now) : noon
      }
    case 2:
      guard let day = day(words[0], today: today), let clock = clock(words[1]) else { return nil }
      return moment(day, clock, offset)
    default: return nil
    }
  }

  /// Seconds in `-2h`, `-1h30m`, `2h ago`, `20 min ago`, `an hour ago`.
  private static func back(_ words: [String]) -> Int64? {
    if words.count == 1, let first = words.first, first.hasPrefix("-") {
      return span(first.dropFirst())
    }
    guard words.last == "ago" else { return nil }
    let said = words.dropLast().joined()
    for one in ["an", "a"] where said.hasPrefix(one) {
      return span("1" + said.dropFirst(one.count))
    }
    return span(Substring(said))
  }

  private static func span(_ text: Substring) -> Int64? {
    var rest = text
    var total: Int64 = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      let unit = rest.dropFirst(digits.count).prefix { $0.isLetter }
      guard digits.utf8.count < 6, let number = Int64(digits), let seconds = units[String(unit)]
      else { return nil }
      total += number * seconds
      rest = rest.dropFirst(digits.count + unit.count)
    }
    return text.isEmpty ? nil : total
  }

  private static let units: [String: Int64] = [
    "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60, "h": 3600, "hour": 3600,
    "hours": 3600, "d": 86_400, "day": 86_400, "days": 86_400, "w": 604_800, "week": 604_800,
    "weeks": 604_800,
  ]

  private static func day(_ word: String, today: Day) -> Day? {
    switch word {
    case "today": return today
    case "yesterday": return Day(number: today.number - 1)
    default: break
    }
    if let day = Day(word) { return day }
    guard let weekday = weekday(word) else { return nil }
    let back = (today.weekday - weekday + 6) % 7 + 1
    return Day(number: today.number - back)
  }

  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// The number of a weekday's name or of its first three letters and more; nil for any other word.
  static func weekday(_ word: String) -> Int? {
    word.utf8.count < 3 ? nil : weekdays.firstIndex { $0.hasPrefix(word) }
  }

  /// Seconds after midnight in `9:30`, `15:00`, `15:00:30`, `9am`, `9:30pm`.
  private static func clock(_ word: String) -> Int? {
    if let half = ["am", "pm"].first(where: { word.hasSuffix($0) }) {
      let said = String(word.dropLast(2))
      guard let time = clock(said.contains(":") ? said : said + ":00"), time >= 3600, time < 46_800
      else { return nil }
      return time % 43_200 + (half == "pm" ? 43_200 : 0)
    }
    let parts = word.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2 || parts.count == 3, let hour = parts[0], let minute = parts[1],
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    guard parts.count == 3 else { return hour * 3600 + minute * 60 }
    guard let second = parts[2], (0..<60).contains(second) else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  // The offset at the moment itself counts, so the first guess is corrected once; a time that a
  // spring change skips ends up an hour later, as wall clocks do.
  private static func moment(_ day: Day, _ clock: Int, _ offset: (Moment) -> Int) -> Moment {
    let naive = Int64(day.number) * 86_400 + Int64(clock)
    let guess = Moment(seconds: naive - Int64(offset(Moment(seconds: naive))))
    return Moment(seconds: naive - Int64(offset(guess)))
  }
}
