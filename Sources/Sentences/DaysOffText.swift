import JSONText

/// The days of a week that do not count for somebody, in words.
struct DaysOffText {
  private let days: [(day: Day, reason: String, name: String?)]
  private let working: Int64
  private let back: Day?

  /// Reads `working_days`, `off` and `back`.
  init(_ object: JSONValue) {
    days = object.list("off").compactMap { off in
      off.text("day").flatMap { Day($0) }.map { ($0, off.text("reason") ?? "", off.text("name")) }
    }
    working = object.integer("working_days") ?? 0
    back = object.text("back").flatMap { Day($0) }
  }

  var isEmpty: Bool { days.isEmpty }

  /// `away until Wed 25 Nov: 3 of 5 days excused`, `Mon, Tue off: 2 of 5 days excused`.
  func text(today: Day) -> Text {
    Text("\(who(today)): \(days.count) of \(working) days excused")
      .or(Text("\(who(today)): \(days.count) of \(working) excused")).or(Text(who(today)))
  }

  private func who(_ today: Day) -> String {
    let names = days.map { Days.shortName($0.day) }.joined(separator: ", ")
    if let back {
      return "away until \(Days.near(back, today: today))"
    }
    switch days.last?.reason {
    case "not-joined": return "joined after \(days.last.map { Days.shortName($0.day) } ?? "")"
    case "left": return "left on \(days.first.map { Days.shortName($0.day) } ?? "")"
    default: break
    }
    let called = Set(days.map(\.name))
    if called.count == 1, let name = days.first?.name { return "\(names) off (\(name))" }
    return "\(names) off"
  }
}
