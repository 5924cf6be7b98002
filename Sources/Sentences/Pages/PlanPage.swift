package import JSONText

/// From a goal to what a week needs: the quota first, then how it comes about (`cox plan`).
package enum PlanPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    Records(
      ["metric", "name", "per", "weekly", "low", "high", "per_trial", "serves", "now"],
      of: result.list("rows"))
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let today = reader.now(of: result, zone: result["member"]?.text("zone")).time.day
    let name = PlanPage.name(result)
    guard let goal = GoalStanding(result) else {
      return [Layout.heading("\(name) · no goal yet", width: reader.width), ""]
        + PlanStates.noGoal(width: reader.width) + PlanNotes.also(result, width: reader.width)
        + ["", Layout.next(["cox goal propose METRIC AMOUNT --period PERIOD", "cox goal list"])]
    }
    var lines = [heading(name, goal, today, width: reader.width), ""]
    lines += goal.remarks(today: today, width: reader.width)
    if result.flag("asked") == true {
      lines += WhatIf.answers(result).flatMap {
        Layout.paragraph($0, .strong, width: reader.width)
      }
    }
    let state = result["result"]?.text("state") ?? "ok"
    guard state == "ok" || state == "beyond" else {
      let said = PlanStates.said(state, result, goal, today, width: reader.width)
      return lines + said + PlanNotes.also(result, width: reader.width)
        + ["", Layout.next(PlanStates.commands(state, result, goal))]
    }
    let table = PlanTable(result, goal, width: reader.width)
    lines +=
      state == "ok"
      ? answer(result, goal, isAssumed: table.isAssumed, today, width: reader.width)
      : PlanStates.said(state, result, goal, today, width: reader.width)
    lines += [""] + table.lines(width: reader.width)
    let notes = PlanNotes(result, today: today, width: reader.width).lines
    if !notes.isEmpty { lines += [""] + notes }
    return lines + ["", Layout.next(commands(result, goal))]
  }

  /// A plan that cannot land any more, and what is open beside it, which still can.
  package static func screen(
    _ result: JSONValue, beside coverage: JSONValue, for reader: Reader
  ) -> [Text] {
    screen(result, for: reader).dropLast() + CoveragePage.screen(coverage, for: reader)
  }

  /// Whose plan it is; a plan of nobody is the team's.
  static func name(_ result: JSONValue) -> String {
    guard let member = result["member"], member != .null else { return "The team" }
    return member.text("name") ?? member.text("id") ?? "?"
  }

  /// The heading of what a page says about a goal; when it was accepted goes where there is no room.
  static func heading(_ name: String, _ goal: GoalStanding, _ today: Day, width: Int) -> Text {
    let left = Text("\(name) · \(goal.title(today: today))").or("\(name) · \(goal.what)")
    return Layout.heading(left.cut(to: width), goal.standing(today: today), width: width)
  }

  /// `7–14`; nil where the range is not known.
  static func range(_ result: JSONValue?) -> String? {
    guard let low = result?.number("low"), let high = result?.number("high") else { return nil }
    return Figure.range(low, high)
  }

  /// `10 conversations a week (7–14), now 8, accepted 2 Apr.`.
  private static func answer(
    _ result: JSONValue, _ goal: GoalStanding, isAssumed: Bool, _ today: Day, width: Int
  ) -> [Text] {
    let outcome = result["result"] ?? .null
    let metric = MetricName(
      name: outcome.text("name") ?? outcome.text("metric") ?? "?", unit: nil)
    let range = range(outcome).map { " (\($0))" } ?? ""
    let mark = isAssumed ? ", assumed" : ""
    let asks = "\(metric.amount(outcome.number("weekly") ?? 0)) a week\(range)\(mark)"
    let isAsked = result.flag("asked") == true
    return Layout.paragraph(
      "\(asks), \(quota(result["quota"], today))", isAsked ? .plain : .strong, width: width)
  }

  /// `now 8, accepted 2 Apr.`, `no quota yet.`.
  private static func quota(_ quota: JSONValue?, _ today: Day) -> Text {
    guard let quota, let weekly = quota.number("weekly") else { return "no quota yet." }
    func day(_ name: String) -> String? {
      quota.text(name).flatMap { Day($0) }.map { Days.plain($0, today: today) }
    }
    let since =
      day("accepted").map { "accepted \($0)" } ?? day("from").map { "since \($0)" }
    let how = quota.text("of") == "playbook" ? "from the playbook" : nil
    return Text(
      (["now \(Figure.number(weekly))"] + [how ?? since].compactMap(\.self))
        .joined(separator: ", ") + ".")
  }

  private static func commands(_ result: JSONValue, _ goal: GoalStanding) -> [Text] {
    let whatIf: Text =
      result.list("steps").first.map { WhatIf.example($0) } ?? "cox plan --what-if goal=AMOUNT"
    if goal.isOffer { return ["cox goal accept", "cox goal counter", whatIf] }
    if result["result"]?.text("state") == "beyond" {
      return ["cox goal counter", "cox plan --what-if goal=AMOUNT", "cox plan --why"]
    }
    let hasQuota = result["quota"]?.number("weekly") != nil
    return hasQuota && result["recalibrated"]?.number("now") == nil
      ? [whatIf, "cox plan --why", "cox coverage"]
      : ["cox quota propose", whatIf, "cox plan --why"]
  }
}
