package import JSONText

/// Everybody's plan whom one may see, a line each (`cox plan --all`).
package enum PlansPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    Records(
      ["member", "name", "goal", "state", "metric", "weekly", "low", "high", "quota"],
      of: result.list("rows"))
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let rows = result.list("rows")
    let people = counted(Int64(rows.count), "person", "people")
    let heading = Layout.heading(
      "Plans · \(people)", "each from their own goal and rates", width: reader.width)
    guard !rows.isEmpty else {
      return [heading, "", "  No goals yet that you may see."]
        + ["", Layout.next(["cox goal propose METRIC AMOUNT --period PERIOD"])]
    }
    var table = Table(
      [("who", .left), ("goal", .left), ("a week", .right), ("", .left), ("now", .right)],
      yielding: 1)
    table.rows = rows.map(cells)
    let first = rows.first?.text("member") ?? "MEMBER"
    return [heading, ""] + table.lines(width: reader.width)
      + ["", Layout.next(["cox plan --member \(first)", "cox team"])]
  }

  private static func cells(_ row: JSONValue) -> [Text] {
    let name = Text(row.text("name") ?? row.text("member") ?? "?").cut(to: 16)
    // A goal is called `member/metric/period`, and the member stands beside it.
    let goal = (row.text("goal") ?? "").split(separator: "/").dropFirst().joined(separator: " ")
    let now = row.number("quota").map { Text(Figure.number($0)) } ?? Text("–", .faint)
    guard row.text("state") == "ok", let weekly = row.number("weekly") else {
      let state = row.text("state") ?? ""
      return [name, Text(goal), "", Text(words[state] ?? state, .faint), now]
    }
    let metric = MetricName(name: row.text("metric") ?? "", unit: nil).plural
    let range = PlanPage.range(row).map { " (\($0))" } ?? ""
    return [name, Text(goal), Text(Figure.number(weekly)), "\(metric)\(range)", now]
  }

  private static let words = [
    "no-goal": "no goal yet", "reached": "reached", "over": "the period is over",
    "cannot-land": "lands in the next window", "no-rate": "no history yet",
    "no-deal-size": "no amounts yet", "no-funnel": "on no funnel",
    "beyond": "more than a week holds", "at-most": "a most, nothing to work back from",
    "no-currency-rate": "an exchange rate is missing",
  ]
}
