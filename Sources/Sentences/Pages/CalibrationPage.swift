package import JSONText

/// How well ranges hold on the team's own data (`cox doctor --calibration`).
package enum CalibrationPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    let names = [
      "member", "to", "first_successes", "first_trials", "second_successes", "second_trials", "low",
      "high", "inside",
    ]
    return Records(names, result.list("rows").map { row in names.map(row.field) })
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    guard let middle = result.text("middle") else {
      return [
        Layout.heading("How well the ranges hold", width: reader.width), "",
        "  There is no funnel with four weeks of trials yet, so there is nothing to look back on.",
        "", Layout.next(["cox playbook show"]),
      ]
    }
    let days = "\(result.text("from") ?? "") to \(result.text("to") ?? "")"
    let said =
      Layout.paragraph(
        """
        Standing on \(middle), in the middle of \(days), four in five of what came after should lie \
        inside the ranges.
        """, width: reader.width) + [
        "", line("matured trials", result["matured"], "what rates are made of"),
        line("counts, widened", result["counts"], "as they come, by how they scatter"),
        line("counts, plain", result["plain_counts"], "without: too sure of itself"), "",
      ]
    let moved = result.list("steps").filter { $0.flag("moved") == true }
      .compactMap { $0.text("to") }
    let change: [Text] =
      moved.isEmpty
      ? []
      : [""]
        + Layout.paragraph(
          """
          Between the halves the team's rate moved at \(moved.joined(separator: ", ")): a range of \
          the team's own says what was, not what is.
          """, width: reader.width)
    return [Layout.heading("How well the ranges hold", "80% ranges", width: reader.width), ""]
      + said + steps(result).lines(width: reader.width) + change
      + ["", Layout.next(["cox plan", "cox doctor --calibration --json"])]
  }

  private static func line(_ label: String, _ hits: JSONValue?, _ note: Text) -> Text {
    let (inside, all) = (hits?.number("inside") ?? 0, hits?.integer("of") ?? 0)
    let share = hits?.number("share").map { Figure.rate($0) } ?? "–"
    return "  \(label)" + Text.spaces(max(1, 18 - label.count)) + Text(share, .strong)
      + "  \(Figure.number(inside)) of \(Figure.thousands(all))  " + note.styled(.faint)
  }

  private static func steps(_ result: JSONValue) -> Table {
    var table = Table([
      ("step", .left), ("before", .right), ("after", .right), ("inside", .right), ("", .left),
    ])
    for step in result.list("steps") {
      let hits = step["hits"]
      table.rows.append([
        Text("\(step.text("from") ?? "?") → \(step.text("to") ?? "?")"),
        Text(rate(step, "first")), Text(rate(step, "second")),
        Text("\(Figure.number(hits?.number("inside") ?? 0)) of \(hits?.integer("of") ?? 0)"),
        step.flag("moved") == true ? "moved" : "",
      ])
    }
    return table
  }

  private static func rate(_ step: JSONValue, _ half: String) -> String {
    let (k, n) = (
      step.number("\(half)_successes") ?? 0, step.number("\(half)_trials") ?? 0
    )
    return n > 0 ? "\(Figure.rate(k / n)) of \(Figure.number(n))" : "–"
  }
}
