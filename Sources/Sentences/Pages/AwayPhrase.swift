import JSONText

/// Days away as people say them.
package enum AwayPhrase {
  /// `away Mon 16 – Wed 18 Nov`, `away Mon 16 Nov`, in front of what an absence did.
  package static func verb(_ first: Day, _ last: Day, today: Day) -> Text {
    "away " + Text(span(first, last, today: today))
  }

  /// `Mon 16 – Wed 18 Nov`.
  static func span(_ first: Day, _ last: Day, today: Day) -> String {
    let end = Days.dated(last, today: today)
    if first == last { return end }
    let start = Days.dated(first, today: today)
    // The month and year that both share are said once.
    let tail = end.split(separator: " ").dropFirst(2)
    let head = start.split(separator: " ")
    let isShared = Array(head.dropFirst(2)) == Array(tail)
    return "\(isShared ? head.prefix(2).joined(separator: " ") : start) – \(end)"
  }

  /// Whether every working day of a week's answer or a team's row is excused.
  static func isAllAway(_ answer: JSONValue) -> Bool {
    let days = answer.integer("excused_days") ?? 0
    return days > 0 && days == answer.integer("working_days")
  }

  /// What a week's answer or a team's row says of it: `Mon 16 – Wed 18 Nov: 3 of 5 days excused`.
  static func excused(_ answer: JSONValue, today: Day) -> Text? {
    let spans = answer.list("away").compactMap { away -> String? in
      guard let first = away.text("first").flatMap({ Day($0) }),
        let last = away.text("last").flatMap({ Day($0) })
      else { return nil }
      return span(first, last, today: today)
    }
    guard !spans.isEmpty else { return nil }
    let days = answer.integer("excused_days") ?? 0
    let all = answer.integer("working_days") ?? 0
    return Text("\(spans.joined(separator: ", ")): \(days) of \(counted(all, "day")) excused")
  }
}

extension Trouble {
  /// A text that names no day.
  package static func badDay(_ typed: String) -> Trouble {
    Trouble(
      ["\(typed) is no day."],
      [Remedy("days are said so", "today, tomorrow, yesterday, mon, 2026-11-20")],
      exitCode: ExitStatus.usage)
  }

  /// A last day that lies before the first.
  package static func endsBeforeItBegins(_ first: String, _ last: String) -> Trouble {
    Trouble(
      ["\(last) is before \(first)."],
      [Remedy("the first day away comes first", Text("cox absence \(last) \(first)"))],
      exitCode: ExitStatus.usage)
  }
}
