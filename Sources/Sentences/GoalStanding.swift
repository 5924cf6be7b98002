package import JSONText

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

  /// Whether the amount is the most that shall be.
  var isAtMost: Bool { goal.flag("at_most") == true }

  /// `€1.2M revenue`, `30 wins`, `at most 10 deals lost`.
  var what: String { (isAtMost ? "at most " : "") + metric.amount(amount) }

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
  func missing(today: Day) -> [Text] { Self.named(goal.list("missing"), today: today) }

  /// Pairs of currencies in the same words.
  static func named(_ pairs: [JSONValue], today: Day) -> [Text] {
    pairs.map { pair in
      let day = pair.text("day").flatMap { Day($0) }
      let on = day.map { " on \(Days.plain($0, today: today))" } ?? ""
      let deal = pair.text("deal").map { " (\($0))" } ?? ""
      return "\(pair.text("from") ?? "?") into \(pair.text("to") ?? "?")\(on)\(deal)"
    }
  }
}

/// Where a goal stands, in one line beside other things.
package enum PlanLine {
  /// `Toward €1.2M by 31 Mar · €750k, 19 of 30 wins`, from an answer to `plan` or `morning`; nil without
  /// a goal.
  package static func text(_ result: JSONValue, for reader: Reader) -> Text? {
    toward(result, for: reader).map { "Toward " + $0 }
  }

  /// The same without its first word, which a page has in its margin.
  static func toward(_ result: JSONValue, for reader: Reader) -> Text? {
    guard let goal = GoalStanding(result), let achieved = goal.achieved else { return nil }
    let today = reader.now(of: result, zone: result["member"]?.text("zone")).time.day
    let by = goal.by(today: today)
    let reached: Text = goal.left == 0 ? ", " + Text("reached", .good) : ""
    guard goal.isMoney else {
      let long: Text =
        "\(goal.what)\(by) · \(goal.figure(achieved)) of \(goal.figure(goal.amount))" + reached
      return long.or("\(goal.figure(achieved)) of \(goal.what)")
    }
    let least: Text = "\(goal.figure(achieved)) of \(goal.figure(goal.amount))"
    let short: Text = "\(goal.figure(goal.amount))\(by) · \(goal.figure(achieved))" + reached
    guard let times = goal.goal.number("times"),
      let left = goal.goal.number("wins") ?? result.number("wins")
    else { return short.or(least) }
    let all = (times + max(0, left)).rounded()
    let name = MetricName(name: result.text("wins_name") ?? "wins", unit: nil).name
    let long = short + ", \(Figure.number(times)) of \(Figure.number(all)) \(name)"
    return long.or(short).or(least)
  }
}

extension GoalStanding {
  /// ` by 31 Mar`: the year says nothing of a day that is less than a year away.
  func by(today: Day) -> String {
    last.map { last in
      let isNear = (0..<365).contains(last.number - today.number)
      return " by \(Days.plain(last, today: isNear ? last : today))"
    } ?? ""
  }
}
