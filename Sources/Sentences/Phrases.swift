/// Days as people say them.
enum Days {
  private static let short = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let long = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `Wed 18 Nov`; with the year when it is not the one of today.
  static func dated(_ day: Day, today: Day) -> String {
    "\(short[day.weekday]) \(plain(day, today: today))"
  }

  /// `18 Nov`, `18 Nov 2025`.
  static func plain(_ day: Day, today: Day) -> String {
    let text = "\(day.dayOfMonth) \(months[day.month - 1])"
    return day.year == today.year ? text : "\(text) \(day.year)"
  }

  /// A day not far ahead: `today`, `tomorrow`, `Friday`, `Fri 27 Nov`.
  static func ahead(_ day: Day, today: Day) -> String {
    switch day.number - today.number {
    case 0: "today"
    case 1: "tomorrow"
    case 2...6: long[day.weekday]
    default: dated(day, today: today)
    }
  }

  /// The same without words for near days: `Fri`, `Fri 27 Nov`.
  static func near(_ day: Day, today: Day) -> String {
    (0...6).contains(day.number - today.number) ? short[day.weekday] : dated(day, today: today)
  }

  /// `tomorrow`, `on Friday`.
  static func onDay(_ day: Day, today: Day) -> String {
    let said = ahead(day, today: today)
    return day.number - today.number < 2 ? said : "on \(said)"
  }

  /// A day not long ago: `today`, `yesterday`, `Tue`, `Tue 10 Nov`.
  static func recent(_ day: Day, today: Day) -> String {
    switch today.number - day.number {
    case 0: "today"
    case 1: "yesterday"
    case 2...6: short[day.weekday]
    default: dated(day, today: today)
    }
  }

  /// `1 Oct – 31 Dec`: from one day to another; `1 Dec 2017 – 31 Dec 2018` where the years differ.
  static func span(_ first: Day, _ last: Day, today: Day) -> String {
    guard first.year != last.year else {
      return "\(plain(first, today: today)) – \(plain(last, today: today))"
    }
    // Beside a day of the other year each one shows its own.
    return "\(plain(first, today: last)) – \(plain(last, today: first))"
  }

  /// `2027-01` as `January`, with the year when no near month of that name is meant.
  static func month(_ label: String, today: Day) -> String {
    let parts = label.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 2, (1...12).contains(parts[1]) else { return label }
    let ahead = (parts[0] - today.year) * 12 + parts[1] - today.month
    let name = longMonths[parts[1] - 1]
    return (0...11).contains(ahead) ? name : "\(name) \(parts[0])"
  }

  private static let longMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// `Mon`, for a status line.
  static func shortName(_ day: Day) -> String { short[day.weekday] }
}

/// Weeks as people say them.
enum Weeks {
  /// `2026-W47` as `week 47`, with the year when it is not today's.
  static func named(_ label: String, today: Day) -> String {
    let parts = label.split(separator: "-")
    guard parts.count == 2, parts[1].first == "W", let number = Int(parts[1].dropFirst())
    else { return "week \(label)" }
    return parts[0] == String(today.year) ? "week \(number)" : "week \(number) of \(parts[0])"
  }

  /// Whether no week lies between the labels of a run.
  static func areUnbroken(_ labels: [String]) -> Bool {
    isUnbroken(labels.compactMap { $0.split(separator: "W").last.flatMap { Int($0) } })
  }

  // Weeks without data may lie between; at a turn of the year the numbers begin again.
  private static func isUnbroken(_ numbers: [Int]) -> Bool {
    zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 || $1 == 1 }
  }

  /// A run of labels: `weeks 42–46`, `week 42`, `weeks 10, 27` where weeks without data lie between.
  static func run(_ labels: [String]) -> String {
    let numbers = labels.compactMap { $0.split(separator: "W").last.flatMap { Int($0) } }
    guard let first = numbers.first, let last = numbers.last else { return "" }
    if numbers.count == 1 { return "week \(first)" }
    if isUnbroken(numbers) { return "weeks \(first)–\(last)" }
    return "weeks \(numbers.map(String.init).joined(separator: ", "))"
  }
}

/// A metric as people say it.
struct MetricName {
  let name: String
  let unit: String
  let currency: String?

  /// The name, its first letter small unless it is an abbreviation.
  init(name: String, unit: String?, currency: String? = nil) {
    let second = name.dropFirst().first
    let isAbbreviation = second.map { $0.isUppercase || $0.isNumber } ?? true
    self.name = isAbbreviation ? name : (name.first?.lowercased() ?? "") + name.dropFirst()
    self.unit = unit ?? "count"
    self.currency = currency
  }

  /// `5 conversations`, `120 call minutes`, `€12,000 revenue`.
  func amount(_ value: Double) -> String {
    unit == "count" ? "\(figure(value)) \(value == 1 ? name : plural)" : "\(figure(value)) \(name)"
  }

  /// The number alone: `5`, `€12k`.
  func figure(_ value: Double) -> String {
    guard unit == "money", abs(value) < 9e15 else { return Figure.number(value) }
    return Figure.money(Int64(value.rounded()), currency, compact: true)
  }

  /// English plural for plain ASCII names; a name in another script stays as it is.
  var plural: String {
    guard let last = name.last, name.utf8.allSatisfy({ $0 < 0x80 }) else { return name }
    // Starters call this outcome by its participle.
    if name == "won" { return "wins" }
    // What was done to a deal is no noun: 12 lost, not 12 losts.
    if ["lost", "opened", "closed", "signed"].contains(name) { return name }
    let before = name.dropLast().last
    let isVowel = before.map { "aeiou".contains($0) } ?? false
    if last == "y", !isVowel { return name.dropLast() + "ies" }
    if "sxz".contains(last) || name.hasSuffix("ch") || name.hasSuffix("sh") { return name + "es" }
    return last.isLetter ? name + "s" : name
  }
}

/// `1 alert`, `3 alerts`.
func counted(_ count: Int64, _ one: String, _ many: String? = nil) -> String {
  "\(Figure.thousands(count)) \(count == 1 ? one : many ?? one + "s")"
}
