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
      + said + steps(result).lines(width: reader.width) + change + chain(result["chain"], reader)
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

  /// Whole chains: how often members' wins and their worth came as foreseen, and the team's last windows.
  private static func chain(_ chain: JSONValue?, _ reader: Reader) -> [Text] {
    guard let chain, let all = chain["wins"]?.integer("of"), all > 0 else { return [] }
    let days = chain.integer("days") ?? 0
    let isMoney = (chain["amounts"]?.integer("of") ?? 0) > 0
    var lines = ["", line("wins of chains", chain["wins"], "entry to win, \(days) days at a time")]
    if isMoney {
      lines.append(line("their worth", chain["amounts"], "with what deals were worth before"))
    }
    return lines + [""] + windows(chain, isMoney).lines(width: reader.width)
  }

  /// What the team's entries of each window were to bring, and what came.
  private static func windows(_ chain: JSONValue, _ isMoney: Bool) -> Table {
    func money(_ window: JSONValue, _ name: String) -> String {
      Figure.compact(window.number(name) ?? 0, chain.text("currency"))
    }
    var columns: [(Text, Table.Side)] = [
      ("from", .left), ("entered", .right), ("wins", .left), ("came", .right),
    ]
    if isMoney { columns += [("worth", .left), ("came", .right)] }
    var table = Table(columns)
    for window in chain.list("windows").suffix(4) {
      var row = [
        Text(window.text("first") ?? "?"), Text(Figure.number(window.number("entered") ?? 0)),
        Text(Figure.range(window.number("wins_low") ?? 0, window.number("wins_high") ?? 0)),
        Text(Figure.number(window.number("wins") ?? 0)),
      ]
      if isMoney {
        row.append(Text("\(money(window, "amount_low"))–\(money(window, "amount_high"))"))
        row.append(Text(money(window, "amount")))
      }
      table.rows.append(row)
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
