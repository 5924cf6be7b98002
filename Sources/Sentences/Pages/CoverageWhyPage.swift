package import JSONText

/// How each number of the coverage comes about, deal by deal (`cox coverage --why`).
package enum CoverageWhyPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    guard let goal = GoalStanding(result) else { return WhyBlock.records([]) }
    return WhyBlock.records(blocks(result, goal, all: true))
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    guard let goal = GoalStanding(result), result.number("have") != nil else {
      return CoveragePage.screen(result, for: reader)
    }
    let now = reader.now(of: result, zone: result["member"]?.text("zone"))
    let heading = Layout.heading(
      "\(PlanPage.name(result)) · why · coverage of \(goal.what)",
      "as of \(now.time.clock) \(now.zone)", width: reader.width)
    let lines = blocks(result, goal, all: false).flatMap { $0.lines(width: reader.width) }
    let deal = result.list("rows").first?.text("deal") ?? "DEAL"
    return [heading] + lines + [
      "", Layout.next(["cox trace \(deal)", "cox doubts", "cox coverage"]),
    ]
  }

  private static func blocks(_ result: JSONValue, _ goal: GoalStanding, all: Bool) -> [WhyBlock] {
    let evidence = result["why"]?.list("evidence").map { WhyPart(evidence: $0) } ?? []
    return [multiple(result, goal), chance(result, evidence), deals(result, goal, all: all)]
      .filter { !$0.parts.isEmpty }
  }

  private static func multiple(_ result: JSONValue, _ goal: GoalStanding) -> WhyBlock {
    let left = goal.exact(result.number("left") ?? goal.left ?? 0)
    let open = result["open"]?.number("amount").map { goal.exact($0) } ?? "–"
    func times(_ name: String) -> String {
      result.number(name).map { "\(Figure.fine($0))x" } ?? "–"
    }
    let seqs = result["why"]?["goal"]?.list("seqs").compactMap(\.integer) ?? []
    return WhyBlock(
      title: "what is open",
      parts: [
        WhyPart(
          "left", left, "\(goal.exact(goal.amount)) − \(goal.exact(goal.achieved ?? 0))",
          records: seqs),
        WhyPart("open", open, "without the deals older than any win"),
        WhyPart("multiple", times("have"), "\(open) ÷ \(left)"),
        WhyPart(
          "to make it", result.number("chance").map { Figure.chance($0) } ?? "–",
          "every way the open deals can go, each by its own chance and amount (exact)"),
        WhyPart("even", times("even"), "as many equal deals of that chance as make it 50%"),
        WhyPart("80%", times("eighty"), "the same for 80%"),
        WhyPart("95%", times("ninety_five"), "the same for 95%; beyond it more adds little"),
      ])
  }

  private static func chance(_ result: JSONValue, _ evidence: [WhyPart]) -> WhyBlock {
    guard let c = result.number("c"), let curve = result["curve"] else {
      return WhyBlock(title: "the chance", parts: evidence)
    }
    let whose = curve.text("of") == "team" ? "the team's" : "one's own"
    let closed = counted(curve.integer("closed") ?? 0, "closed deal")
    var parts = [
      WhyPart("of a deal", Figure.rate(c), "the mean chance of the open deals to be won in time")
    ]
    if let low = result.number("c_low"), let high = result.number("c_high") {
      parts.append(WhyPart("range", Figure.rates(low, high), "8 of 10 times it lies in it"))
    }
    parts.append(
      WhyPart(
        "curve", "\(curve.integer("wins") ?? 0) won",
        "\(whose) \(closed); open ones count for as long as they were watched"))
    if let days = curve.number("oldest_win_days") {
      parts.append(
        WhyPart("oldest win", "\(Figure.number(days)) d", "an older open deal has no chance"))
    }
    if let days = curve.number("median_cycle_days") {
      parts.append(WhyPart("win cycle", "\(Figure.number(days)) d", "half of the wins took less"))
    }
    return WhyBlock(title: "the chance", parts: parts + evidence)
  }

  private static func deals(_ result: JSONValue, _ goal: GoalStanding, all: Bool) -> WhyBlock {
    let window = result["window"] ?? .null
    let days = window.integer("days_left").map { counted($0, "day") } ?? "the days left"
    var within = "within \(days)"
    if window.flag("to_come") == true, let first = window.text("first").flatMap({ Day($0) }),
      let last = window.text("last").flatMap({ Day($0) })
    {
      // Of the window's own days, as it has not begun.
      within = "from \(Days.plain(first, today: first)) to \(Days.plain(last, today: first))"
    }
    let rows = all ? result.list("rows") : Array(result.list("rows").prefix(8))
    let parts = rows.map { row in
      let age = Figure.number(row.number("age_days") ?? 0)
      let amount = row.number("amount").map { goal.isMoney ? "\(goal.exact($0)), " : "" } ?? ""
      let guessed = row.flag("guessed") == true ? "the mean, as it has none; " : ""
      let how: Text =
        row.flag("beyond") == true
        ? "\(amount)\(guessed)older than any win: left out"
        : "\(amount)\(guessed)open for \(age) d, won \(within)"
      let chance = row.flag("beyond") == true ? "–" : Figure.chance(row.number("chance") ?? 0)
      return WhyPart(row.text("deal") ?? "?", chance, how)
    }
    return WhyBlock(title: "deal by deal, by the curve", parts: parts)
  }
}
