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
  ///
  /// Where there is little room the count stays, and the days give way.
  static func excused(_ answer: JSONValue, today: Day, after word: String = "") -> Text? {
    let spans = spans(answer).map { span($0.lowerBound, $0.upperBound, today: today) }
    guard let first = spans.first else { return nil }
    let days = answer.integer("excused_days") ?? 0
    let all = answer.integer("working_days") ?? 0
    let count = "\(days) of \(counted(all, "day")) excused"
    let said = Text("\(word)\(spans.joined(separator: ", ")): \(count)")
    guard spans.count > 1 else { return said.or(Text("\(word)\(first): \(days) of \(all)")) }
    return said.or(Text("\(word)\(first), +\(spans.count - 1): \(count)"))
      .or(Text("\(word)\(spans.count) times: \(count)"))
  }

  /// The stretches of days away, those that meet as one; without such as excuse no working day.
  private static func spans(_ answer: JSONValue) -> [ClosedRange<Day>] {
    let off = answer.list("off").filter { $0.text("reason") == "away" }
      .compactMap { $0.text("day").flatMap { Day($0) } }
    let told = answer.list("away").compactMap { away -> ClosedRange<Day>? in
      guard let first = away.text("first").flatMap({ Day($0) }),
        let last = away.text("last").flatMap({ Day($0) }), first <= last
      else { return nil }
      return first...last
    }.filter { span in off.isEmpty || off.contains { span.contains($0) } }
    var merged: [ClosedRange<Day>] = []
    for span in told.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard let last = merged.last, span.lowerBound.number <= last.upperBound.number + 1 else {
        merged.append(span)
        continue
      }
      merged[merged.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
    }
    return merged
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
