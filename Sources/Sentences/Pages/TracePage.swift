package import JSONText

/// A deal from its first touch to its close, in time order (`cox trace`).
package enum TracePage: Page {
  package static func records(_ result: JSONValue) -> Records {
    Records(
      [
        "seq", "time", "type", "member", "by", "metric", "minutes", "stage", "amount", "reason",
        "note", "days_before_close", "currency", "starts", "doubt",
      ], of: result.list("rows"))
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let deal = result["deal"] ?? .null
    let today = reader.now(of: result, zone: nil).time.day
    let rows = result.list("rows")
    let id = deal.text("id") ?? "?"
    var lines = [
      Layout.heading(
        title(deal, id), Text(deal.text("owner") ?? "nobody's"), width: reader.width),
      "  " + story(deal, rows, today, reader), "",
    ]
    guard !rows.isEmpty else { return lines + ["  No steps recorded yet."] }
    let isClosed = deal.text("closed") != nil
    var table = Table([
      ("day", .left), (isClosed ? "to close" : "", .right), ("what", .left), ("by", .left),
      ("", .left),
    ])
    table.rows = rows.map { step($0, deal, today, reader) }
    lines += table.lines(width: reader.width)
    return lines + ["", footer(deal, id)]
  }

  private static func title(_ deal: JSONValue, _ id: String) -> Text {
    let amount = deal.integer("amount").map { Text(Figure.money($0, deal.text("currency"))) } ?? ""
    let state: Text =
      switch deal.text("state") {
      case "won": "won"
      case "lost": "learn (lost)"
      default: "open\(deal.text("stage").map { ", at \($0)" } ?? "")"
      }
    return [Text(id), Text(deal.text("account") ?? ""), state, amount].joined(" · ")
  }

  /// `opened 3 Feb, closed 20 Mar: 45 days, 14 steps`.
  private static func story(
    _ deal: JSONValue, _ rows: [JSONValue], _ today: Day, _ reader: Reader
  ) -> Text {
    func day(_ name: String) -> String? {
      deal.text(name).flatMap { Moment($0) }.map {
        Days.plain(reader.local($0, zone: nil).time.day, today: today)
      }
    }
    let opened: Text = day("opened").map { "opened \($0)" } ?? "never seen opening"
    let closed: Text = day("closed").map { ", closed \($0)" } ?? ""
    let age: Text =
      deal.number("age_days").map {
        ": \(Figure.number($0.rounded())) \($0.rounded() == 1 ? "day" : "days")"
      } ?? ""
    return opened + closed + age + ", \(counted(Int64(rows.count), "step"))"
  }

  private static func step(
    _ row: JSONValue, _ deal: JSONValue, _ today: Day, _ reader: Reader
  ) -> [Text] {
    let day = row.text("time").flatMap { Moment($0) }.map {
      Days.dated(reader.local($0, zone: nil).time.day, today: today)
    }
    let before = row.number("days_before_close").map { "\(Figure.number($0.rounded())) d" }
    return [
      Text(day ?? "?"), Text(before ?? "", .faint), what(row),
      Text(row.text("member") ?? row.text("by") ?? ""), detail(row, deal, today, reader),
    ]
  }

  private static func what(_ row: JSONValue) -> Text {
    let type = row.text("type") ?? "?"
    switch type.hasPrefix("coxswain.") ? String(type.dropFirst(9)) : type {
    case "activity.logged": return Text(row.text("metric") ?? "activity")
    case "deal.opened": return Text("opened", .strong)
    case "deal.advanced": return "to \(row.text("stage") ?? "the next stage")"
    case "deal.won": return Text("won", .good)
    case "deal.lost": return Text("learn (lost)", .look)
    case "credit.noted": return Text("credit note", .look)
    case "deal.reopened": return Text("opened again", .look)
    case "deal.handed-over": return "handed over to"
    case "event.disputed": return Text("seen otherwise", .look)
    case "meeting.held": return Text("\(row.text("metric") ?? "meeting") held")
    case "meeting.missed": return "no-show"
    case let other: return Text(other.split(separator: ".").joined(separator: " "))
    }
  }

  private static func detail(
    _ row: JSONValue, _ deal: JSONValue, _ today: Day, _ reader: Reader
  ) -> Text {
    let currency = row.text("currency") ?? deal.text("currency")
    let credit = row.list("credit").map { part in
      "\(part.text("member") ?? "?") \(Figure.percent((part.number("share") ?? 0) / 10_000))"
    }
    return [
      row.text("doubt").map { Text(DoubtsPage.inTrace($0), .look) } ?? "",
      row.text("starts").flatMap { Moment($0) }.map { starts($0, today, reader) } ?? "",
      row.number("minutes").map { Text("\(Figure.number($0)) min") } ?? "",
      row.integer("amount").map { Text(Figure.money($0, currency)) } ?? "",
      Text(credit.joined(separator: ", ")), Text(row.text("reason") ?? ""),
      Text(row.text("note") ?? "", .faint),
    ].joined(" · ")
  }

  private static func starts(_ moment: Moment, _ today: Day, _ reader: Reader) -> Text {
    let local = reader.local(moment, zone: nil)
    return Text("for \(Days.dated(local.time.day, today: today)) \(local.time.clock)")
  }

  private static func footer(_ deal: JSONValue, _ id: String) -> Text {
    switch deal.text("state") {
    case "won": Layout.next(["what came first, and would you do it again?"])
    case "lost": Layout.next(["what would you do differently, what do you keep?"])
    default: Layout.next(["cox deal advance \(id) --stage STAGE", "cox log METRIC --deal \(id)"])
    }
  }
}
