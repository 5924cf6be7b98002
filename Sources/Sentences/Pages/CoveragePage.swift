package import JSONText

/// What is open against what is left of the goal, by one's own chances (`cox coverage`).
package enum CoveragePage: Page {
  /// Deals shown of those that are open; a pipe gets all.
  private static let shown = 5

  package static func records(_ result: JSONValue) -> Records {
    Records(
      [
        "deal", "account", "stage", "amount", "guessed", "age_days", "idle_days", "chance", "idle",
        "beyond",
      ], of: result.list("rows"))
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let today = reader.now(of: result, zone: result["member"]?.text("zone")).time.day
    let name = PlanPage.name(result)
    guard let goal = GoalStanding(result) else {
      return [Layout.heading("\(name) · no goal yet", width: reader.width), ""]
        + PlanStates.noGoal(width: reader.width)
        + ["", Layout.next(["cox goal propose METRIC AMOUNT --period PERIOD", "cox deals"])]
    }
    let left = Text("\(name) · \(goal.title(today: today))").or("\(name) · \(goal.what)")
    var lines = [
      Layout.heading(
        left.cut(to: reader.width), window(result, today), width: reader.width), "",
    ]
    lines += goal.remarks(today: today, width: reader.width)
    let facts = CoverageFacts(result, goal, today: today, width: reader.width)
    lines += facts.answer
    if !facts.notes.isEmpty { lines += [""] + facts.notes }
    let deals = facts.isOver ? [] : self.deals(result, goal, facts, width: reader.width)
    if !deals.isEmpty { lines += [""] + deals }
    return lines + ["", Layout.next(facts.commands)]
  }

  /// `FY2026-Q3, 43 days left`, `FY2026-Q4, from 1 Jan 2027`.
  private static func window(_ result: JSONValue, _ today: Day) -> Text {
    guard let window = result["window"] else { return "" }
    var days = window.integer("days_left").map { "\(counted($0, "day")) left" }
    if window.flag("to_come") == true, let first = window.text("first").flatMap({ Day($0) }) {
      days = "from \(Days.plain(first, today: today))"
    }
    return Text([window.text("name"), days].compactMap(\.self).joined(separator: ", "))
  }

  /// The likeliest of the open deals in a table.
  private static func deals(
    _ result: JSONValue, _ goal: GoalStanding, _ facts: CoverageFacts, width: Int
  ) -> [Text] {
    let rows = result.list("rows")
    guard !rows.isEmpty else { return [] }
    let isNarrow = width < 64
    var table = Table(
      [(facts.hasMultiple ? "likeliest" : "open", .left)]
        + (isNarrow ? [] : [("", .left), ("", .left)])
        + [("amount", .right), ("age", .right), ("chance", .right)], yielding: isNarrow ? 0 : 1)
    table.rows = rows.prefix(shown).map { row in
      let amount = row.number("amount").map { goal.isMoney ? goal.exact($0) : Figure.number($0) }
      let guess = row.flag("guessed") == true ? "≈ " : ""
      let chance: Text =
        row.flag("beyond") == true
        ? Text("–", .faint) : Text(row.number("chance").map { Figure.chance($0) } ?? "–")
      let middle = [row.text("account") ?? "", stage(row)].map { Text($0).cut(to: 20) }
      return [Text(row.text("deal") ?? "?").cut(to: 16)] + (isNarrow ? [] : middle)
        + [
          Text(amount.map { guess + $0 } ?? "–"),
          Text(row.number("age_days").map { "\(Figure.number($0)) d" } ?? "–"), chance,
        ]
    }
    let more = rows.count - shown
    let rest: [Text] =
      more > 0 ? [Text("  and \(more) more, all of them with --rows", .faint).cut(to: width)] : []
    return table.lines(width: width) + rest
  }

  private static func stage(_ row: JSONValue) -> String {
    let idle = row.flag("idle") == true ? row.number("idle_days") : nil
    let still = idle.map { "idle \(Figure.number($0)) d" }
    return [row.text("stage"), still].compactMap(\.self).joined(separator: ", ")
  }
}
