import JSONText

/// What a plan says beside its derivation: what moved, what would change it, what lies ahead.
struct PlanNotes {
  private(set) var lines: [Text] = []
  private let result: JSONValue
  private let today: Day
  private let width: Int

  init(_ result: JSONValue, today: Day, width: Int) {
    self.result = result
    self.today = today
    self.width = width
    moved()
    others()
    whatIf()
    ahead()
    few()
    lines += Self.also(result, width: width)
  }

  private mutating func note(_ label: Text, _ text: Text, _ style: Style = .plain) {
    lines += Layout.noted(label, text, style, width: width)
  }

  /// Rates that left the range are a question; nothing changes by itself.
  private mutating func moved() {
    guard let moved = result["recalibrated"], let now = moved.number("now") else { return }
    let week = moved.text("week").map { " in \(Weeks.named($0, today: today))" } ?? ""
    let ends = PlanPage.range(moved).map { " (\($0))" } ?? ""
    let text = "the rates left the range of \(Figure.number(moved.number("was") ?? 0))\(week):"
    let proposal = "propose \(Figure.number(now))\(ends)?"
    note("Moved", "\(text) \(proposal)", .look)
  }

  /// Quotas of other activities that follow from the same goal.
  private mutating func others() {
    let all = result.list("rows").dropFirst()
    guard !all.isEmpty else { return }
    let said = all.map { row -> Text in
      let metric = MetricName(name: row.text("name") ?? row.text("metric") ?? "?", unit: nil)
      let range = PlanPage.range(row).map { " (\($0))" } ?? ""
      let now = row.number("now").map { ", now \(Figure.number($0))" } ?? ""
      return "\(metric.amount(row.number("weekly") ?? 0)) a week\(range)\(now)"
    }
    note("With it", said.joined(" · "))
  }

  /// Goals beside the one that is planned for, each with a plan of its own.
  static func also(_ result: JSONValue, width: Int) -> [Text] {
    let goals = result.list("others").compactMap(\.string)
    guard let first = goals.first else { return [] }
    return Layout.noted(
      "Also", "\(goals.joined(separator: ", ")) · cox plan --goal \(first)", width: width)
  }

  private mutating func whatIf() {
    guard result.flag("asked") != true else { return }
    let said = result.list("what_if").compactMap { option -> Text? in
      guard let weekly = option.number("weekly") else { return nil }
      let label = MetricName(name: option.text("label") ?? "?", unit: nil).name
      return "\(label) → \(Figure.number(weekly))"
    }
    if !said.isEmpty { note("What if", said.joined(" · ")) }
  }

  /// `7 conversations short over 4 weeks: about €28k (€12k–€60k) less in January`.
  private mutating func ahead() {
    guard let ahead = result["foresight"], let missing = ahead.number("missing"), missing > 0
    else { return }
    let metric = MetricName(name: ahead.text("name") ?? ahead.text("metric") ?? "?", unit: nil)
    let weeks = counted(ahead.integer("weeks") ?? 0, "week")
    let month = ahead.text("month").map { " in \(Days.month($0, today: today))" } ?? ""
    let cost = cost(ahead)
    let assumed = ahead["assumed"]?.bool == true ? " (partly assumed)" : ""
    note(
      "Ahead",
      "\(metric.amount(missing)) short over \(weeks): about \(cost) less\(month)\(assumed)", .look)
  }

  private func cost(_ ahead: JSONValue) -> String {
    let currency = result["goal"]?.text("currency")
    if let amount = ahead.number("amount") {
      guard let low = ahead.number("amount_low"), let high = ahead.number("amount_high") else {
        return Figure.compact(amount, currency)
      }
      let ends = "\(Figure.compact(low, currency))–\(Figure.compact(high, currency))"
      return "\(Figure.compact(amount, currency)) (\(ends))"
    }
    let name = MetricName(name: result.text("wins_name") ?? "wins", unit: nil).name
    let range = PlanPage.range(ahead).map { " (\($0))" } ?? ""
    return "\(Figure.number(ahead.number("wins") ?? 0))\(range) \(name)"
  }

  /// Few activities with a quota, and each of them for something.
  private mutating func few() {
    if let critical = result["critical"], let count = critical.integer("count"),
      let limit = critical.integer("limit"), count > limit
    {
      let names = critical.list("names").compactMap(\.string).joined(separator: ", ")
      note(
        "The few", "\(count) activities have a quota, \(limit) at most keep it few: \(names)", .look
      )
    }
    let orphans = result.list("orphans").map { orphan in
      MetricName(name: orphan.text("name") ?? orphan.text("metric") ?? "?", unit: nil).plural
    }
    if !orphans.isEmpty {
      note("For what?", "no outcome is named that these serve: \(orphans.joined(separator: ", "))")
    }
  }
}
