import JSONText

/// A goal as people say it: what, from when to when, how far, and whether it holds yet.
struct GoalStanding {
  let goal: JSONValue
  let metric: MetricName
  let amount: Double
  /// Nothing is said to be achieved where a part of it has no rate into the goal's currency.
  let achieved: Double?
  let left: Double?
  let first: Day?
  let last: Day?

  /// The goal of an answer; nil where there is none.
  init?(_ result: JSONValue) {
    guard let goal = result["goal"], goal.object != nil, let amount = goal.number("amount") else {
      return nil
    }
    self.goal = goal
    self.amount = amount
    metric = MetricName(
      name: goal.text("name") ?? goal.text("metric") ?? "?", unit: goal.text("unit"),
      currency: goal.text("currency"))
    achieved = goal.number("achieved")
    left = goal.number("left")
    first = goal.text("first").flatMap { Day($0) }
    last = goal.text("last").flatMap { Day($0) }
  }

  var isMoney: Bool { metric.unit == "money" }
  var currency: String? { metric.currency }
  /// An offer that the member did not say yes to yet.
  var isOffer: Bool { goal.text("accepted") == nil }

  /// `€1.2M revenue`, `30 wins`.
  var what: String { metric.amount(amount) }

  /// `€750k`, `19`.
  func figure(_ value: Double) -> String { metric.figure(value) }

  /// `€450,000`, `11`.
  func exact(_ value: Double) -> String {
    isMoney ? Figure.whole(value, currency) : Figure.fine(value)
  }

  /// `€1.2M revenue · 1 Apr – 31 Mar 2027`.
  func title(today: Day) -> String {
    guard let first, let last else { return what }
    return "\(what) · \(Days.span(first, last, today: today))"
  }

  /// `accepted 2 Apr`, `an offer by greg`.
  func standing(today: Day) -> Text {
    guard let day = goal.text("accepted").flatMap({ Day($0) }) else {
      return Text(goal.text("by").map { "an offer by \($0)" } ?? "an offer")
    }
    return "accepted \(Days.plain(day, today: today))"
  }

  /// What a reader has to know about the goal before its numbers.
  func remarks(today: Day, width: Int) -> [Text] {
    var lines: [Text] = []
    if isOffer {
      lines += Layout.paragraph(
        "It is an offer, not accepted yet: this is what it would ask.", .look, width: width)
    }
    if goal.flag("backdated") == true {
      let from = goal.text("from").flatMap { Day($0) }
      let since = from.map { " to \(Days.plain($0, today: today))" } ?? ""
      lines += Layout.paragraph("It was backdated\(since).", .look, width: width)
    }
    return lines
  }

  /// The pairs of currencies without a rate, each as `USD into EUR on 3 Nov (D-118)`.
  func missing(today: Day) -> [Text] {
    goal.list("missing").map { pair in
      let day = pair.text("day").flatMap { Day($0) }
      let on = day.map { " on \(Days.plain($0, today: today))" } ?? ""
      let deal = pair.text("deal").map { " (\($0))" } ?? ""
      return "\(pair.text("from") ?? "?") into \(pair.text("to") ?? "?")\(on)\(deal)"
    }
  }
}
