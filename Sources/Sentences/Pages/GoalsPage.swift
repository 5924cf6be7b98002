package import JSONText

/// Goals: what holds, what is offered, what is achieved and how it came about (`cox goal list`).
package enum GoalsPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    var records = Records(
      [
        "goal", "member", "metric", "unit", "currency", "period", "first", "last", "state",
        "amount", "accepted", "from", "achieved", "left", "times", "seq",
      ], of: result.list("rows"))
    records.names += ["offer", "easings", "missing", "at_most", "used", "gone", "endings"]
    for (place, row) in result.list("rows").enumerated() {
      records.rows[place] += [
        row["offer"]?.field("amount") ?? "", "\(row.list("easings").count)",
        row.list("missing").map { "\($0.field("from"))-\($0.field("to"))" }
          .joined(separator: " "),
        row.field("at_most"), row.field("used"), row.field("gone"),
        "\(row.list("endings").count)",
      ]
    }
    return records
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let rows = result.list("rows")
    guard !rows.isEmpty else {
      return [
        "No goals yet: what would you like to reach, and by when?",
        Layout.next(["cox goal propose METRIC AMOUNT --period PERIOD", "cox help goal propose"]),
      ]
    }
    let open = Int64(rows.count { $0["offer"] != nil && $0.text("state") != "over" })
    var lines = [
      Layout.heading(
        "\(counted(Int64(rows.count), "goal"))",
        open == 0 ? "" : "\(counted(open, "offer waits", "offers wait")) for an answer",
        width: reader.width)
    ]
    for row in rows { lines += [""] + block(row, today(result, reader), reader.width) }
    return lines + [
      "", next(rows, result.text("you") ?? result.text("member")).cut(to: reader.width),
    ]
  }

  /// One goal as the answer to what was just said about it.
  package static func said(
    _ row: JSONValue, _ result: JSONValue, verb: Text, for reader: Reader
  ) -> [Text] {
    [verb.cut(to: reader.width), ""] + block(row, today(result, reader), reader.width)
      + ["", next([row], result.text("you") ?? result.text("member")).cut(to: reader.width)]
  }

  private static func today(_ result: JSONValue, _ reader: Reader) -> Day {
    result.text("today").flatMap { Day($0) } ?? reader.now(of: result, zone: nil).time.day
  }

  private static func block(_ row: JSONValue, _ today: Day, _ width: Int) -> [Text] {
    let goal = GoalPhrase(row, today: today)
    let whose = row.text("member") ?? "team"
    var lines = [
      Layout.heading("  \(whose) · \(goal.title)", goal.state, width: width),
      "    " + goal.period.styled(.faint),
    ]
    lines += indented(goal.progress, width)
    lines += [goal.offer].compactMap(\.self).flatMap { indented($0, width) }
    lines += goal.history.flatMap { indented($0.styled(.faint), width) }
    // A line of the playbook is copied as it stands.
    lines += goal.missing.map { ("    " + $0).cut(to: width) }
    return lines.map { $0.cut(to: width) }
  }

  private static func indented(_ text: Text, _ width: Int) -> [Text] {
    ("    " + text).fitted(to: width)
  }

  /// The answer that is waited for, else what a goal is for.
  private static func next(_ rows: [JSONValue], _ own: String?) -> Text {
    let waiting = rows.first { row in
      row["offer"] != nil && row.text("state") != "over"
        && (row["member"] == nil || row.text("member") == own)
    }
    guard let goal = waiting?.text("goal") else {
      return Layout.next(["cox plan", "cox coverage"])
    }
    return Layout.next(["cox goal accept \(goal)", "cox help goal counter"])
  }
}
