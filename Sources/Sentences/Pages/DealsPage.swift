package import JSONText

/// Deals won, learned from and open, with the list when asked for (`cox deals`).
package enum DealsPage: Page {
  private static let names = [
    "deal", "owner", "state", "stage", "amount", "currency", "opened", "closed",
  ]

  package static func records(_ result: JSONValue) -> Records {
    guard result["rows"] == nil || result.list("rows").isEmpty else {
      return Records(names, of: result.list("rows"))
    }
    let totals = result["totals"] ?? .null
    return Records(
      ["state", "count"], ["won", "lost", "open"].map { [$0, totals.field($0)] })
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let totals = result["totals"] ?? .null
    let today = reader.now(of: result, zone: nil).time.day
    let won = totals.integer("won") ?? 0
    let lost = totals.integer("lost") ?? 0
    var lines: [Text] = [
      Layout.heading(
        """
        \(Figure.thousands(won)) won · \(Figure.thousands(lost)) to learn from · \
        \(Figure.thousands(totals.integer("open") ?? 0)) open
        """, amounts(totals), width: reader.width)
    ]
    if won + lost > 0 {
      let share = Double(won) / Double(won + lost)
      lines.append("  \(Figure.percent(share)) of the closed ones were won.")
    }
    let rows = result.list("rows")
    if !rows.isEmpty {
      var table = Table([
        ("deal", .left), ("owner", .left), ("state", .left), ("amount", .right), ("opened", .left),
        ("closed", .left),
      ])
      table.rows = rows.map { cells($0, today, reader) }
      lines += [""] + table.lines(width: reader.width)
    }
    let list: Text = rows.isEmpty ? "cox deals --list" : ""
    return lines + ["", Layout.next([list, "cox trace DEAL"])]
  }

  private static func amounts(_ totals: JSONValue) -> Text {
    totals.list("won_amount").map { row -> Text in
      Text(Figure.money(row.integer("amount") ?? 0, row.text("currency"), compact: true) + " won")
    }.joined(" · ")
  }

  private static func cells(_ row: JSONValue, _ today: Day, _ reader: Reader) -> [Text] {
    func day(_ name: String) -> Text {
      let moment = row.text(name).flatMap { Moment($0) }
      return Text(
        moment.map { Days.plain(reader.local($0, zone: nil).time.day, today: today) } ?? "–")
    }
    let state: Text =
      switch row.text("state") {
      case "won": Text("won", .good)
      case "lost": "learn"
      default: Text(row.text("stage") ?? "open")
      }
    let amount = row.integer("amount").map { Figure.money($0, row.text("currency")) }
    return [
      Text(row.text("deal") ?? "?"), Text(row.text("owner") ?? "–"), state, Text(amount ?? "–"),
      day("opened"), day("closed"),
    ]
  }
}
