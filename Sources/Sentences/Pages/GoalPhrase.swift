import JSONText

/// A goal in words: what it asks for, where it stands and what was agreed on how.
struct GoalPhrase {
  private let row: JSONValue
  private let today: Day
  private let metric: MetricName

  init(_ row: JSONValue, today: Day) {
    self.row = row
    self.today = today
    metric = MetricName(
      name: row.text("name") ?? row.text("metric") ?? "?", unit: row.text("unit"),
      currency: row.text("currency"))
  }

  /// `€1.2M won revenue`, `12 wins`, `at most 10 deals lost`.
  var title: Text {
    Text(atMost + (row.number("amount").map(metric.amount) ?? metric.name))
  }

  private var isAtMost: Bool { row.flag("at_most") == true }
  private var atMost: String { isAtMost ? "at most " : "" }

  /// `FY2026, 1 Apr 2026 – 31 Mar 2027`.
  var period: Text {
    let days = [row.text("first"), row.text("last")].compactMap { text in
      text.flatMap { Day($0) }.map { day in
        Days.plain(day, today: Day(number: 0))
      }
    }
    let name = row.text("period") ?? "?"
    // A stretch of one's own is named by its days already.
    return Text(
      name.contains("..")
        ? days.joined(separator: " – ") : "\(name), \(days.joined(separator: " – "))")
  }

  /// `€750k achieved, €450k left · 19 wins`; how much is left alone where money is not known.
  var progress: Text {
    guard isAtMost || row.number("amount") != 0 else {
      return "0 is asked: nothing of it for this period"
    }
    guard let achieved = row.number("achieved") else {
      return Text("what is achieved cannot be told: an exchange rate is missing", .look)
    }
    if isAtMost { return used(achieved) }
    let left = row.number("left") ?? 0
    let so: Text = "\(metric.figure(achieved)) achieved"
    let rest: Text =
      left > 0 ? ", \(metric.figure(left)) left" : ", " + Text("reached", .good)
    let times = row.integer("times") ?? 0
    // What is no win has a name of its own: three invoices.
    let closes = counted(times, row.text("of") ?? "win")
    return row.text("unit") == "money" ? so + rest + " · \(closes)" : so + rest
  }

  /// `4 of at most 10 used (40%), 52% of the period gone, 2 weeks unknown`.
  ///
  /// Nothing is presumed of weeks of which nobody told anything: they are counted.
  private func used(_ achieved: Double) -> Text {
    let amount = row.number("amount")
    let share = row.number("used").map { " (\(Figure.percent($0)))" } ?? ""
    let gone = row.number("gone").map { ", \(Figure.percent($0)) of the period gone" } ?? ""
    let silent = row.integer("unknown_weeks") ?? 0
    let unknown = silent > 0 ? ", \(counted(silent, "week")) unknown" : ""
    let most = amount.map(metric.figure) ?? "?"
    return Text(
      "\(metric.figure(achieved)) of at most \(most) used\(share)\(gone)\(unknown)",
      achieved > amount ?? .infinity ? .look : .plain)
  }

  /// `accepted 2 Apr`, `not accepted yet`.
  var state: Text {
    switch row.text("state") {
    case "ended": return Text("given up from \(day(row["ended"]?.text("from")))")
    case "over": return row["accepted"] == nil ? "over, never accepted" : "over"
    default:
      guard row["accepted"] != nil else { return Text("not accepted yet", .look) }
      let from = row.text("from").flatMap { Day($0) }
      if let from, from > today { return Text("accepted, from \(Days.plain(from, today: today))") }
      return Text("accepted \(day(row.text("accepted")))")
    }
  }

  /// `greg offers €1M from 18 Nov: "half the accounts left"`.
  var offer: Text? {
    guard row.text("state") != "over", let offer = row["offer"] else { return nil }
    let figure = atMost + (offer.number("amount").map(metric.figure) ?? "?")
    let from = offer.text("from").flatMap { Day($0) }
    let start = from.map { $0 > today ? " from \(Days.plain($0, today: today))" : "" } ?? ""
    return Text("\(offer.text("by") ?? "?") offers \(figure)\(start)", .look) + said(offer)
  }

  /// What stays visible of how it came about: earlier days, smaller amounts, the end.
  var history: [Text] {
    let backdated = row.list("terms").filter { $0.flag("backdated") == true }
      .map { terms -> Text in
        let figure = terms.number("amount").map(metric.figure) ?? "?"
        return "\(figure) backdated to \(day(terms.text("from"))) by \(terms.text("by") ?? "?")"
          + said(terms)
      }
    let eased = row.list("easings").map { easing -> Text in
      let (was, now) = (easing.number("was") ?? 0, easing.number("now") ?? 0)
      let share = easing.number("share").map { ", at \(Figure.percent($0))" } ?? ""
      return """
        eased on \(day(easing.text("day"))) from \(metric.figure(was)) to \(metric.figure(now)), \
        \(beforeEnd(easing.integer("days_left") ?? 0))\(share)
        """
    }
    let ended = row["ended"].map { ending -> Text in
      "\(ending.text("by") ?? "?") ends it from \(day(ending.text("from")))" + said(ending)
    }
    // The last one is the one that holds, where one does.
    let before = row.list("endings").dropLast(ended == nil ? 0 : 1).map { ending -> Text in
      "\(ending.text("by") ?? "?") gave it up from \(day(ending.text("from")))" + said(ending)
        + ", and it was stated anew"
    }
    return backdated + eased + before + [ended].compactMap(\.self)
  }

  /// Which rates are missing, each with the line that the playbook needs.
  var missing: [Text] {
    row.list("missing").flatMap { rate -> [Text] in
      let (from, to) = (rate.text("from") ?? "?", rate.text("to") ?? "?")
      return [
        Text(
          "\(rate.text("deal") ?? "?") of \(day(rate.text("day"))) is in \(from): no rate to \(to)",
          .look),
        Text(
          "exchange-rates: [{from: \(rate.text("day") ?? "?"), base: \(to), rates: {\(from): \"…\"}}]",
          .strong),
        "add that line to the playbook, then cox playbook apply FILE",
      ]
    }
  }

  private func beforeEnd(_ days: Int64) -> String {
    days >= 0 ? "\(counted(days, "day")) before its end" : "\(counted(-days, "day")) after its end"
  }

  private func said(_ terms: JSONValue) -> Text {
    terms.text("reason").map { Text(": \"\($0)\"", .faint) } ?? ""
  }

  private func day(_ text: String?) -> String {
    text.flatMap { Day($0) }.map { Days.plain($0, today: today) } ?? "?"
  }
}
