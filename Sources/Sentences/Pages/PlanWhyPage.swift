package import JSONText

/// How each number of a plan comes about: formula, inputs and records (`cox plan --why`).
package enum PlanWhyPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    guard let goal = GoalStanding(result) else { return WhyBlock.records([]) }
    return WhyBlock.records(blocks(result, goal))
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    guard let goal = GoalStanding(result) else { return PlanPage.screen(result, for: reader) }
    let now = reader.now(of: result, zone: result["member"]?.text("zone"))
    let heading = Layout.heading(
      "\(PlanPage.name(result)) · why · \(goal.what)",
      "as of \(now.time.clock) \(now.zone)", width: reader.width)
    let lines = blocks(result, goal).flatMap { $0.lines(width: reader.width) }
    return [heading] + lines + ["", Layout.next(["cox trace DEAL", "cox doubts", "cox plan"])]
  }

  private static func blocks(_ result: JSONValue, _ goal: GoalStanding) -> [WhyBlock] {
    let evidence = result["why"]?.list("evidence").map { WhyPart(evidence: $0) } ?? []
    let steps = result.list("steps").enumerated().map { place, step in
      let before =
        place == 0
        ? result.number("wins") ?? 0 : result.list("steps")[place - 1].number("need") ?? 0
      let suffix = " of \(step.text("to") ?? "")"
      let own = evidence.filter { $0.name.hasSuffix(suffix) }.map { part in
        var part = part
        part.name.removeLast(suffix.count)
        return part
      }
      return self.step(step, from: before, evidence: own)
    }
    let used = result.list("steps").map { " of \($0.text("to") ?? "")" }
    let rest = evidence.filter { part in !used.contains { part.name.hasSuffix($0) } }
    let ends = [activity(result), week(result), withIt(result)].compactMap(\.self)
    return [wins(result, goal, evidence: rest)] + steps + ends
  }

  private static func wins(
    _ result: JSONValue, _ goal: GoalStanding, evidence: [WhyPart]
  ) -> WhyBlock {
    let seqs = result["why"]?["goal"]?.list("seqs").compactMap(\.integer) ?? []
    let said: Text = goal.isOffer ? "an offer, not accepted yet" : "as it was accepted"
    var parts = [WhyPart("goal", goal.exact(goal.amount), said, records: seqs)]
    let achieved = goal.achieved.map { goal.exact($0) } ?? "–"
    let times = goal.goal.integer("times").map { "from \($0) of them" } ?? "so far"
    parts.append(WhyPart("achieved", achieved, Text(times)))
    parts.append(
      WhyPart(
        "left", goal.exact(goal.left ?? 0), "\(goal.exact(goal.amount)) − \(achieved)"))
    if goal.isMoney, let deal = result["deal"], let mean = deal.number("mean") {
      let count = Figure.number(deal.number("n") ?? 0)
      let months = deal.integer("months").map { " of the last \(counted($0, "month"))" } ?? ""
      let whose = deal.text("of") == "team" ? "the team's " : ""
      parts.append(
        WhyPart(
          "mean deal", goal.exact(mean),
          deal.text("of") == "assumed"
            ? "assumed by the playbook" : "the mean of \(whose)\(count) deals won\(months)"))
      parts.append(
        WhyPart(
          "wins", Figure.fine(result.number("wins") ?? 0),
          "\(goal.exact(goal.left ?? 0)) ÷ \(goal.exact(mean))"))
    }
    return WhyBlock(title: "what is left", parts: parts + evidence)
  }

  private static func step(
    _ step: JSONValue, from before: Double, evidence: [WhyPart]
  ) -> WhyBlock {
    let rate = RatePhrase(step)
    let range = Figure.rates(step.number("low") ?? 0, step.number("high") ?? 0)
    var parts = [
      WhyPart(
        "rate", rate.isThin ? "thin" : Figure.rate(step.number("rate") ?? 0), formula(step)),
      WhyPart("range", range, "8 of 10 times the true rate lies in it (Beta)"),
    ]
    if let days = step.integer("matured_after") {
      parts.append(
        WhyPart(
          "counts", rate.counts, "\(rate.trials) that are at least \(counted(days, "day")) old"))
    }
    if let reason = step.text("thin_reason") { parts.append(WhyPart("thin", "", Text(reason))) }
    parts.append(
      WhyPart(
        "need", Figure.fine(step.number("need") ?? 0),
        "\(Figure.fine(before)) ÷ the rate"))
    return WhyBlock(title: rate.name, parts: parts + evidence)
  }

  /// `(28% × 20 + 12) ÷ (20 + 40)`: what peers bring, weighed as so many trials, and one's own.
  private static func formula(_ step: JSONValue) -> Text {
    guard let mu = step.number("mu"), let strength = step.number("strength") else {
      // The rate of three others would tell what one of them does.
      return Text(
        "\(RatePhrase(step).counts), with what fewer than four true peers have together (not told)")
    }
    let phi = step.number("phi") ?? 1
    let weight = phi > 1 ? " ÷ \(Figure.fine(phi))" : ""
    let m = Figure.number(strength)
    let (k, n) = (step.number("successes") ?? 0, step.number("trials") ?? 0)
    let first = "\(Figure.rate(mu)) × \(m) + \(Figure.number(k))\(weight)"
    let last = "\(m) + \(Figure.number(n))\(weight)"
    let source = "\(Figure.rate(mu)) is \(origin(step))"
    let wide = phi > 1 ? "; the counts spread \(Figure.fine(phi)) times as wide as chance" : ""
    return "(\(first)) ÷ (\(last)); \(source)\(wide)"
  }

  /// Where the rate comes from that one's own is drawn towards.
  private static func origin(_ step: JSONValue) -> String {
    switch step.text("prior_of") {
    case "assumed": return "the playbook's assumed rate"
    case "even": return "half a success of one trial, for nobody says more"
    default:
      let peers = step.integer("peers") ?? 0
      return peers == 0
        ? "what others have together" : "what \(counted(peers, "true peer")) have together"
    }
  }

  private static func activity(_ result: JSONValue) -> WhyBlock? {
    guard let intensity = result["intensity"], let each = intensity.number("per_trial") else {
      return PlannedNeed.beside(result).map { beside($0) }
    }
    let metric = MetricName(name: intensity.text("name") ?? "?", unit: nil)
    let need = result.list("steps").last?.number("need") ?? 0
    let count = Figure.number(intensity.number("n") ?? 0)
    return WhyBlock(
      title: metric.plural,
      parts: [
        WhyPart(
          "each", Figure.fine(each), "\(metric.plural) a trial, over \(count) \(PlanTable.trials)"),
        WhyPart(
          "need", Figure.fine(need * each), "\(Figure.fine(need)) × \(Figure.fine(each))"),
      ])
  }

  /// An activity that is worked beside a step: so many for each of its trials.
  private static func beside(_ need: PlannedNeed) -> WhyBlock {
    WhyBlock(
      title: need.metric.plural,
      parts: [
        WhyPart("each", Figure.fine(need.each), "for each of the \(need.trialName)"),
        WhyPart(
          "need", Figure.fine(need.total),
          "\(Figure.fine(need.trials)) × \(Figure.fine(need.each))"),
      ])
  }

  /// The other quotas that follow, each with its own arithmetic.
  private static func withIt(_ result: JSONValue) -> WhyBlock? {
    let rows = result.list("rows").dropFirst()
    guard !rows.isEmpty, let usable = result["weeks"]?.number("usable") else { return nil }
    let weeks = Figure.number(usable)
    let parts = rows.map { row in
      let need = PlannedNeed(row, of: result)
      let range = PlanPage.range(row).map { " (\($0))" } ?? ""
      let each = need.each == 1 ? "" : " × \(Figure.fine(need.each))"
      return WhyPart(
        need.metric.plural, "\(Figure.number(row.number("weekly") ?? 0))\(range)",
        "\(Figure.fine(need.trials)) \(need.trialName)\(each) ÷ \(weeks), rounded up to a whole one"
      )
    }
    return WhyBlock(title: "with it, a week", parts: parts)
  }

  private static func week(_ result: JSONValue) -> WhyBlock? {
    guard let weeks = result["weeks"], let usable = weeks.number("usable") else { return nil }
    let (left, lag) = (weeks.number("left") ?? 0, weeks.number("lag_days") ?? 0)
    let days = "\(weeks.integer("working_days_left") ?? 0) working days left"
    let how = PlanTable.words[weeks.text("lag_of") ?? ""] ?? "no lag is known"
    var parts = [
      WhyPart(
        "weeks left", Figure.number(left), "\(days) ÷ \(weeks.integer("days_a_week") ?? 5) a week"),
      WhyPart("lag", "\(Figure.number(lag)) d", Text(how)),
      WhyPart(
        "that count", Figure.number(usable),
        "\(Figure.number(left)) − \(Figure.number(lag)) days ÷ 7"),
    ]
    let outcome = result["result"] ?? .null
    if let weekly = outcome.number("weekly") {
      let need =
        PlannedNeed.beside(result)?.total
        ?? (result.list("steps").last?.number("need") ?? result.number("wins") ?? 0)
        * (result["intensity"]?.number("per_trial") ?? 1)
      parts.append(
        WhyPart(
          "a week", Figure.number(weekly),
          "\(Figure.fine(need)) ÷ \(Figure.number(usable)), rounded up to a whole one"))
      if let ends = PlanPage.range(outcome) {
        let middle = outcome.number("median").map {
          ", half of the time above \(Figure.number($0))"
        }
        parts.append(
          WhyPart(
            "range", ends,
            "8 of 10 times, by what is not known of rates and deal size\(middle ?? "")"))
      }
    }
    let seqs = result["why"]?["quota"]?.list("seqs").compactMap(\.integer) ?? []
    if let quota = result["quota"]?.number("weekly") {
      let from = result["quota"]?.text("from").map { "in force since \($0)" } ?? "in force"
      parts.append(WhyPart("quota", Figure.number(quota), Text(from), records: seqs))
    }
    return WhyBlock(title: "what a week needs", parts: parts)
  }
}
