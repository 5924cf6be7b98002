import JSONText

/// The derivation of a plan: from what is left of the goal to what a week needs, line by line.
struct PlanTable {
  private let result: JSONValue
  private let goal: GoalStanding
  private let isNarrow: Bool
  private let isVeryNarrow: Bool
  private var rows: [[Text]] = []
  /// Whether something above the next line was assumed, so that the line rests on it.
  private(set) var isAssumed = false

  init(_ result: JSONValue, _ goal: GoalStanding, width: Int) {
    self.result = result
    self.goal = goal
    isNarrow = width < 64
    isVeryNarrow = width < 52
    wins()
    for (place, step) in result.list("steps").enumerated() { self.step(step, place) }
    weeks()
  }

  /// The lines, in columns.
  func lines(width: Int) -> [Text] {
    var columns: [(Text, Table.Side)] = [("", .left), ("", .right), ("", .left), ("", .left)]
    if isNarrow { columns.removeLast() }
    var table = Table(columns, yielding: isNarrow ? 0 : nil)
    table.rows = rows
    return table.lines(width: width)
  }

  private mutating func row(
    _ label: Text, _ value: Text, range: Text = "", _ evidence: Text = "", mark: Text = ""
  ) {
    guard isNarrow else { return rows.append([label, value, range, evidence]) }
    // A very narrow page has no room for both: what a range rests on gets a line of its own.
    let isBroken = isVeryNarrow && !range.isEmpty && !mark.isEmpty
    rows.append([label, value, isBroken ? range : [range, mark].joined(" · ")])
    if isBroken { rows.append(["    " + mark, "", ""]) }
  }

  /// A number that follows from the lines above it, marked when one of those is assumed.
  private mutating func outcome(_ label: Text, _ value: Text, range: Text = "") {
    guard isAssumed else { return row(label, value, range: range) }
    let mark = Text("assumed", .look)
    row(
      label, value, range: range,
      Text("rests on what is assumed", .look).or(mark), mark: mark)
  }

  private mutating func wins() {
    let left = goal.left ?? 0
    row(
      "goal left", Text(goal.exact(left)),
      "\(goal.figure(goal.amount)) − \(goal.figure(goal.achieved ?? 0))")
    guard goal.isMoney, let deal = result["deal"], let mean = deal.number("mean") else { return }
    let count = Figure.number(deal.number("n") ?? 0)
    let label = deal.text("label") ?? "thin"
    let months = deal.integer("months").map { " in \(counted($0, "month"))" } ?? ""
    if deal.text("of") == "assumed" {
      isAssumed = true
      let mark = Text("assumed", .look)
      row("÷ mean won deal", Text(goal.exact(mean)), mark, mark: mark)
    } else {
      let own = deal.text("of") == "team" ? "the team's " : ""
      row(
        "÷ mean won deal", Text(goal.exact(mean)),
        Text("\(own)\(count) won\(months) · \(label)").or(Text("\(own)\(count) won · \(label)"))
          .or("\(count) won"), mark: label == "thin" ? "thin: \(count) won" : "")
    }
    let name = MetricName(name: result.text("wins_name") ?? "wins", unit: nil).name
    outcome("= \(name)", Text(Figure.fine(result.number("wins") ?? 0)))
  }

  private mutating func step(_ step: JSONValue, _ place: Int) {
    let rate = RatePhrase(step)
    if rate.isAssumed { isAssumed = true }
    let isWinRate = place == 0 && (goal.isMoney || result.text("wins_name") == "wins")
    let label = isWinRate ? "÷ win rate" : "÷ \(rate.name)"
    row(Text(label), rate.point, range: rate.range, rate.evidence, mark: rate.mark)
    outcome("= \(rate.trials)", Text(Figure.fine(step.number("need") ?? 0)))
  }

  private mutating func weeks() {
    let trials = result.list("steps").last
    if let intensity = result["intensity"], let each = intensity.number("per_trial") {
      let metric = MetricName(name: intensity.text("name") ?? "?", unit: nil)
      let count = Figure.number(intensity.number("n") ?? 0)
      let isGuess = intensity.text("of") == "assumed"
      if isGuess { isAssumed = true }
      let mark: Text = isGuess ? Text("assumed", .look) : ""
      let own = intensity.text("of") == "team" ? "the team's " : ""
      row(
        "× \(metric.plural) each", Text(Figure.fine(each)),
        isGuess ? mark : Text("\(own)\(count) \(Self.trials)").or("\(own)\(count) trials"),
        mark: mark)
      outcome(
        "= \(metric.plural)", Text(Figure.fine((trials?.number("need") ?? 0) * each)))
    } else if let need = PlannedNeed.beside(result) {
      let trials = "for each of \(Figure.fine(need.trials)) \(need.trialName)"
      row("× \(need.metric.plural) each", Text(Figure.fine(need.each)), Text(trials).or(""))
      outcome("= \(need.metric.plural)", Text(Figure.fine(need.total)))
    }
    guard let weeks = result["weeks"], let usable = weeks.number("usable") else { return }
    if weeks.text("lag_of") == "assumed" { isAssumed = true }
    row("÷ weeks that count", Text(Figure.number(usable)), Self.weeks(weeks))
    guard let weekly = result["result"]?.number("weekly") else { return }
    outcome(
      "= a week", Text(Figure.number(weekly)), range: Text(PlanPage.range(result["result"]) ?? ""))
  }

  /// `18.4 working weeks left − 16 days of lag (traced)`.
  static func weeks(_ weeks: JSONValue) -> Text {
    let left = Figure.number(weeks.number("left") ?? 0)
    let isAssumed = weeks.text("lag_of") == "assumed"
    let style: Style = isAssumed ? .look : .plain
    guard let lag = weeks.number("lag_days"), weeks.text("lag_of") != "none" else {
      return Text("\(left) working weeks left, no lag known yet").or("\(left) left, no lag known")
    }
    let days = "\(Figure.number(lag)) \(lag == 1 ? "day" : "days")"
    let how = words[weeks.text("lag_of") ?? ""].map { " (\($0))" } ?? ""
    return Text("\(left) working weeks left − \(days) of lag\(how)", style)
      .or(Text("\(left) left − \(days) of lag\(how)", style))
      .or(Text("\(left) − \(days) of lag\(how)", style))
      .or(Text("\(left) − \(days)\(how)", style))
      .or(Text(isAssumed ? "assumed" : "\(left) left", style))
  }

  /// What a mean number of activities is taken over.
  static let trials = "deals or accounts"

  /// How a lag came to be known.
  static let words = [
    "traced": "traced", "series": "by how the weeks follow each other", "assumed": "assumed",
  ]
}
