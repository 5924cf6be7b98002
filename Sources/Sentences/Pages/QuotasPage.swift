package import JSONText

/// Quotas: what a week asks, what is offered, and where each comes from (`cox quota list`).
package enum QuotasPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    var records = Records(
      [
        "quota", "member", "metric", "state", "weekly", "from", "origin", "accepted", "low",
        "high", "goal", "seq",
      ], of: result.list("rows"))
    records.names.append("offer")
    for (place, row) in result.list("rows").enumerated() {
      records.rows[place].append(row["offer"]?.field("weekly") ?? "")
    }
    return records
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let rows = result.list("rows")
    guard !rows.isEmpty else {
      return [
        "No quotas: no week asks for anything yet.",
        Layout.next(["cox plan", "cox quota propose METRIC WEEKLY"]),
      ]
    }
    let open = Int64(rows.count { $0["offer"] != nil })
    let today = today(result, reader)
    var table = Table([
      ("who", .left), ("metric", .left), ("a week", .right), ("", .left), ("", .left),
    ])
    table.rows = rows.map { row in
      [
        Text(row.text("member") ?? "?"), Text(row.text("metric") ?? "?"), weekly(row),
        state(row, today), origin(row, today),
      ]
    }
    var lines = [
      Layout.heading(
        "\(counted(Int64(rows.count), "quota"))",
        open == 0 ? "" : "\(counted(open, "offer waits", "offers wait")) for an answer",
        width: reader.width), "",
    ]
    lines += table.lines(width: reader.width)
    lines += rows.flatMap { offer($0, today) + givenUp($0, today) }
      .map { $0.cut(to: reader.width) }
    lines += few(result).flatMap { $0.fitted(to: reader.width) }
    return lines + [
      "", next(rows, result.text("you") ?? result.text("member")).cut(to: reader.width),
    ]
  }

  /// One quota as the answer to what was just said about it.
  package static func said(
    _ row: JSONValue, _ result: JSONValue, verb: Text, for reader: Reader
  ) -> [Text] {
    let today = today(result, reader)
    let metric: Text = "\(row.text("metric") ?? "?") \(weekly(row)) a week"
    let line = [
      "  \(row.text("member") ?? "?") · \(metric)", state(row, today), origin(row, today),
    ]
    .joined(" · ")
    let offers = (offer(row, today) + givenUp(row, today)).map { $0.cut(to: reader.width) }
    return [verb.cut(to: reader.width), "", line.cut(to: reader.width)] + offers
      + few(result).flatMap { $0.fitted(to: reader.width) }
      + ["", next([row], result.text("you") ?? result.text("member")).cut(to: reader.width)]
  }

  private static func today(_ result: JSONValue, _ reader: Reader) -> Day {
    result.text("today").flatMap { Day($0) } ?? reader.now(of: result, zone: nil).time.day
  }

  /// `10`, `10 (7–14)`.
  private static func weekly(_ row: JSONValue) -> Text {
    let figure = Figure.thousands(row.integer("weekly") ?? 0)
    guard let low = row.integer("low"), let high = row.integer("high") else { return Text(figure) }
    return Text("\(figure) (\(low)–\(high))")
  }

  private static func state(_ row: JSONValue, _ today: Day) -> Text {
    let from = row.text("from").flatMap { Day($0) }.map { Days.plain($0, today: today) }
    let ends = row["ended"]?.text("from").flatMap { Day($0) }.map { Days.plain($0, today: today) }
    switch row.text("state") {
    case "proposed": return Text("not accepted yet", .look)
    case "coming": return Text("from \(from ?? "?")")
    case "ended": return Text(ends.map { "given up from \($0)" } ?? "another one holds", .faint)
    default: return ends.map { Text("until \($0)") } ?? Text(from.map { "since \($0)" } ?? "always")
    }
  }

  /// `accepted 18 Nov, from the plan`, `the playbook's`.
  private static func origin(_ row: JSONValue, _ today: Day) -> Text {
    switch row.text("origin") {
    case "playbook": return Text("the playbook's", .faint)
    case let origin:
      let day = row.text("accepted").flatMap { Day($0) }
        .map { "accepted \(Days.plain($0, today: today))" }
      let source = origin == "plan" ? "from the plan" : ""
      return Text(
        [day ?? "", source].filter { !$0.isEmpty }.joined(separator: ", "), .faint)
    }
  }

  /// `greg offers ana 9 conversation a week from 23 Nov: "two fairs"`.
  private static func offer(_ row: JSONValue, _ today: Day) -> [Text] {
    guard let offer = row["offer"] else { return [] }
    let from = offer.text("from").flatMap { Day($0) }.map { Days.plain($0, today: today) }
    let reason = offer.text("reason").map { ": \"\($0)\"" } ?? ""
    return [
      "  "
        + Text(
          "\(offer.text("by") ?? "?") offers \(offer.field("weekly")) \(row.text("metric") ?? "?") a week",
          .look)
        + Text(from.map { " from \($0)\(reason)" } ?? reason, .faint)
    ]
  }

  /// `greg gave ana's conversation up from 23 Nov: "two fairs"`, for each time.
  private static func givenUp(_ row: JSONValue, _ today: Day) -> [Text] {
    row.list("endings").map { ending in
      let from = ending.text("from").flatMap { Day($0) }.map { Days.plain($0, today: today) } ?? "?"
      let what = "\(row.text("member") ?? "?")'s \(row.text("metric") ?? "?")"
      let reason = ending.text("reason").map { ": \"\($0)\"" } ?? ""
      return Text("  \(ending.text("by") ?? "?") gave \(what) up from \(from)\(reason)", .faint)
    }
  }

  /// More than the few that matter is said, with all of their names.
  private static func few(_ result: JSONValue) -> [Text] {
    guard let critical = result["critical"], let count = critical.integer("count"),
      let limit = critical.integer("limit"), count > limit
    else { return [] }
    let names = critical.list("names").compactMap(\.string).joined(separator: ", ")
    return [
      "",
      Text(
        "  \(count) activities have a quota, and more than \(limit) hide the few: \(names).", .look),
      "  Which of them would you do without?",
    ]
  }

  private static func next(_ rows: [JSONValue], _ own: String?) -> Text {
    let waiting = rows.first { $0["offer"] != nil && $0.text("member") == own }
    guard let quota = waiting?.text("quota") else {
      return Layout.next(["cox plan", "cox week --why"])
    }
    return Layout.next(["cox quota accept \(quota)", "cox help quota counter"])
  }
}
