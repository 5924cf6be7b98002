package import JSONText

/// What good looks like: the playbook's words, and an example from the best tenth (`cox good`).
package enum GoodPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    let rows = result.list("rows").map { row -> [String] in
      let (rate, example) = (row["rate"] ?? .null, row["example"] ?? .null)
      return ["metric", "name", "text"].map(row.field)
        + ["to_name", "best", "team", "members", "n"].map(rate.field)
        + ["deal", "activities", "days"].map(example.field)
    }
    return Records(
      [
        "metric", "name", "text", "to", "best", "team", "members", "n", "deal", "activities",
        "days",
      ], rows)
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let rows = result.list("rows")
    let heading = Layout.heading(
      "What good looks like", "by the rate, never by volume", width: reader.width)
    guard !rows.isEmpty else {
      return [heading, "", "  The playbook names no activities yet."]
        + ["", Layout.next(["cox playbook show"])]
    }
    let blocks = rows.flatMap { block($0, width: reader.width) }
    let deal = rows.compactMap { $0["example"]?.text("deal") }.first ?? "DEAL"
    return [heading] + blocks + ["", Layout.next(["cox trace \(deal)", "cox plan"])]
  }

  private static func block(_ row: JSONValue, width: Int) -> [Text] {
    let metric = MetricName(name: row.text("name") ?? row.text("metric") ?? "?", unit: nil)
    var said: [Text] = []
    if let text = row.text("text") { said.append(Text(text)) }
    if let rate = row["rate"], rate != .null { said.append(self.rate(rate)) }
    if let example = row["example"], example.integer("activities") ?? 0 > 0 {
      said.append(self.example(example))
    }
    if said.isEmpty { said.append("Nothing is known yet; the playbook can say it: good: TEXT") }
    return ["", Text("  \(metric.name)", .strong)]
      + said.flatMap { Layout.wrapped($0, width: max(20, width - 4)).map { "    " + $0 } }
  }

  /// `To opportunity: 34% in the best tenth, 25% in the team (8 people, 210 trials).`.
  private static func rate(_ rate: JSONValue) -> Text {
    let to = MetricName(name: rate.text("to_name") ?? "?", unit: nil).name
    let trials = rate.integer("n") ?? 0
    let people = counted(rate.integer("members") ?? 0, "person", "people")
    guard trials >= 10 else {
      return "To \(to): thin, \(counted(trials, "trial")) of \(people) so far."
    }
    let best = Figure.rate(rate.number("best") ?? 0)
    let team = Figure.rate(rate.number("team") ?? 0)
    let basis = "\(people), \(counted(trials, "trial"))"
    return "To \(to): \(best) in the best tenth, \(team) in the team (\(basis))."
  }

  /// `One of theirs, D-12: 9 activities in 41 days: 4 calls, 3 conversations, 2 demos.`.
  private static func example(_ example: JSONValue) -> Text {
    let touches = example.list("touches").map { touch -> String in
      let metric = MetricName(name: touch.text("name") ?? touch.text("metric") ?? "?", unit: nil)
      return metric.amount(touch.number("count") ?? 0)
    }
    let deal = example.text("deal").map { ", \($0)" } ?? ""
    let count = counted(example.integer("activities") ?? 0, "activity", "activities")
    let days = counted(example.integer("days") ?? 0, "day")
    let which = touches.isEmpty ? "" : ": " + touches.joined(separator: ", ")
    return "One of theirs\(deal): \(count) in \(days)\(which)."
  }
}
