import JSONText

/// What coverage says in sentences: the answer, what it rests on, and what would change it.
struct CoverageFacts {
  /// The line that matters, with the gauge below it.
  private(set) var answer: [Text] = []
  private(set) var notes: [Text] = []
  /// Whether a multiple is told at all.
  let hasMultiple: Bool
  /// Whether what is open does not matter any more.
  var isOver: Bool { ["reached", "over", "at-most"].contains(state) }
  /// Whether the chances are by the member's own wins.
  private var isOwn: Bool { result["curve"]?.text("of") == "own" }
  private let result: JSONValue
  private let goal: GoalStanding
  private let today: Day
  private let width: Int
  private let state: String

  init(_ result: JSONValue, _ goal: GoalStanding, today: Day, width: Int) {
    self.result = result
    self.goal = goal
    self.today = today
    self.width = width
    state = result.text("state") ?? "ok"
    hasMultiple =
      ["ok", "too-little", "too-much"].contains(state) && result.number("have") != nil
    if hasMultiple {
      multiple()
      whatWouldChange()
      rests()
      blanket()
      zombies()
    } else {
      unknown()
    }
  }

  var commands: [Text] {
    switch state {
    case "no-currency-rate": return ["cox playbook show", "cox playbook apply FILE --dry-run"]
    case "reached", "at-most": return ["cox goal list", "cox deals"]
    case "over": return ["cox goal propose METRIC AMOUNT --period PERIOD", "cox goal list"]
    case "unknown": return ["cox amend OPENING --amount AMOUNT --currency CUR", "cox deals --list"]
    case "no-open": return ["cox deal open DEAL", "cox plan"]
    case "not-wins": return ["cox plan", "cox goal list"]
    case "no-curve": return ["cox deals --list", "cox deal lost DEAL --reason REASON", "cox plan"]
    case "no-deal-size":
      return ["cox deal won DEAL --amount AMOUNT --currency CUR", "cox deals --list"]
    case "none-left":
      let deal = result["beyond"]?.list("deals").first?.string ?? "DEAL"
      return ["cox trace \(deal)", "cox deal lost \(deal) --reason REASON", "cox plan"]
    default:
      if !result.list("missing").isEmpty {
        return ["cox playbook apply FILE --dry-run", "cox coverage --why", "cox plan"]
      }
      let deal =
        (result["idle"]?.list("deals") ?? []).first?.string
        ?? result.list("rows").first?.text("deal")
      return ["cox trace \(deal ?? "DEAL")", "cox coverage --why", "cox plan"]
    }
  }

  private mutating func say(_ text: Text, _ style: Style = .strong) {
    answer += Layout.paragraph(text, style, width: width)
  }

  private mutating func note(_ label: Text, _ text: Text, _ style: Style = .plain) {
    notes += Layout.noted(label, text, style, width: width)
  }

  private func times(_ multiple: Double?) -> String {
    multiple.map { Figure.number($0) + "x" } ?? "–"
  }

  /// `3.3x is open: 42% to make it. An even chance needs 3.8x, 80% needs 5.3x.`, and the gauge.
  private mutating func multiple() {
    let have = result.number("have") ?? 0
    let chance = result.number("chance").map { ": \(Figure.chance($0)) to make it" } ?? ""
    guard let even = result.number("even"), let eighty = result.number("eighty") else {
      let none = "Deals as old as these are not won in the window."
      return say("\(times(have)) is open\(chance). \(none)")
    }
    say(
      """
      \(times(have)) is open\(chance). An even chance needs \(times(even)), 80% \
      needs \(times(eighty)).
      """)
    let gauge = CoverageGauge.text(
      have, chance: result.number("chance"), even: even, eighty: eighty,
      most: result.number("ninety_five") ?? 0, cells: CoverageGauge.cells(width: width))
    let marks = Text("50% \(times(even)) · 80% \(times(eighty))", .faint)
    answer.append(("  " + gauge + "  " + marks).or("  " + gauge).cut(to: width))
  }

  /// Too little and too much are both said, each with what it means in deals.
  private mutating func whatWouldChange() {
    let have = result.number("have") ?? 0
    if state == "too-much", let most = result.number("ninety_five") {
      return note(
        "Too much",
        "more than the \(times(most)) of 95%: another open deal adds little, time for these more",
        .look)
    }
    guard let even = result.number("even") else { return }
    // The multiples are of equal deals, the chance of those that are open.
    let isUnder = have < even - 0.0001
    let unlike = "those open are not alike, and their own sizes and chances decide"
    guard state == "too-little" else {
      if isUnder { note("Enough", "though under the \(times(even)) of equal deals: \(unlike)") }
      return
    }
    guard isUnder else {
      return note("Too little", "though over the \(times(even)) of equal deals: \(unlike)", .look)
    }
    let mean = goal.isMoney ? result["deal"]?.number("mean") ?? 0 : 1
    guard mean > 0, let left = result.number("left") ?? goal.left else { return }
    // Whole deals, so that nothing is left of the multiples' rounding.
    let wanted = (even * left / mean).rounded()
    let open = result["open"]?.number(goal.isMoney ? "amount" : "deals") ?? have * left
    let more = wanted * mean - open
    guard goal.isMoney else {
      return note(
        "Too little", "\(Figure.number(more.rounded(.up))) more open would make it even", .look)
    }
    let deals = Int64((more / mean - 1e-3).rounded(.up))
    let size = deals > 0 ? ", \(counted(deals, "deal")) of the mean size" : ""
    note("Too little", "\(goal.exact(more)) more open would make it even\(size)", .look)
  }

  private mutating func rests() {
    let left = result.number("left") ?? goal.left ?? 0
    let wins = result.number("wins_needed").map { Figure.fine($0) } ?? "–"
    if goal.isMoney, let deal = result["deal"], let mean = deal.number("mean") {
      let whose = deal.text("of") == "team" ? "the team's " : ""
      let mark = deal.text("of") == "assumed" ? ", assumed" : ""
      let unit = wins == "1" ? "win" : "wins"
      note("Left", "\(goal.exact(left)), \(wins) \(unit) of \(whose)\(goal.exact(mean))\(mark)")
    } else {
      note("Left", "\(goal.exact(left)) \(goal.metric.plural)")
    }
    guard let open = result["open"] else { return }
    let count = counted(open.integer("deals") ?? 0, "deal")
    let amount = open.number("amount").map { goal.isMoney ? "\(goal.exact($0)) in " : "" } ?? ""
    let blank = open.integer("without_amount") ?? 0
    let guessed =
      blank > 0 ? "; \(blank) without an amount \(blank == 1 ? "counts" : "count") as the mean" : ""
    note("Open", "\(amount)\(count)\(guessed)")
    missing()
  }

  /// Amounts without a rate are named, and not only counted among those that have none.
  private mutating func missing() {
    let pairs = GoalStanding.named(result.list("missing"), today: today)
    guard !pairs.isEmpty else { return }
    let more = pairs.count > 4 ? " and \(pairs.count - 4) more" : ""
    note(
      "No rate", "\(Array(pairs.prefix(4)).joined(", "))\(more): as without an amount", .look)
  }

  /// Why three times is no rule: one sentence with one's own chance in it.
  private mutating func blanket() {
    guard let c = result.number("c") else { return }
    let ends =
      result.number("c_low").flatMap { low in
        result.number("c_high").map { " (\(Figure.rates(low, $0)))" }
      } ?? ""
    let whose = result["curve"]?.text("of") == "team" ? ", by the team's curve" : ""
    let won = "\(Figure.rate(c))\(ends) of the deals open now are won in the window\(whose)"
    if abs(c - 1.0 / 3) < 0.005 { return note("3x", "right here, for once: \(won)") }
    guard let chance = result["blanket"]?.number("chance") else { return note("3x", Text(won)) }
    let odds = Figure.chance(chance)
    note(
      "3x",
      chance >= 0.5
        ? "is more than it takes, \(odds) to make it: \(won)" : "would leave it at \(odds): \(won)")
  }

  /// Deals that stand still are shown both ways; those older than any win are named.
  private mutating func zombies() {
    let idle = result["idle"]?.list("deals").compactMap(\.string) ?? []
    if !idle.isEmpty {
      let cycle = result["curve"]?.number("median_cycle_days")
      let twice = cycle.map { " (\(Figure.number($0)) d)" } ?? ""
      note("Idle", "over twice the win cycle\(twice): \(named(idle)). Close or revive?", .look)
      let have = result["idle"]?.number("have")
      let chance = result["idle"]?.number("chance").map { ", \(Figure.chance($0))" } ?? ""
      note("", "counted as lost: \(times(have))\(chance)")
    }
    beyond()
  }

  private mutating func beyond() {
    let old = result["beyond"]?.list("deals").compactMap(\.string) ?? []
    guard !old.isEmpty else { return }
    let oldest =
      result["curve"]?.number("oldest_win_days").map { " (\(Figure.number($0)) d)" } ?? ""
    let why = isOwn ? "older than any of your wins" : "no deal as old was ever won"
    note(
      "Left out", "\(why)\(oldest): \(named(old)). Close or revive?", .look)
  }

  private func named(_ deals: [String]) -> String {
    let rest = deals.count > 6 ? " and \(deals.count - 6) more" : ""
    return deals.prefix(6).joined(separator: ", ") + rest
  }

  /// Where no multiple can be told, why, and no number in its place.
  private mutating func unknown() {
    let open = result["open"] ?? .null
    switch state {
    case "reached":
      say("Reached: \(PlanStates.far(goal)). Nothing is left to cover.", .good)
    case "over":
      let end = goal.last.map { " on \(Days.plain($0, today: today))" } ?? ""
      say("The period ended\(end): nothing that is open now can fall into it.")
    case "at-most":
      say("A most is not covered by open deals. So far it is \(PlanStates.far(goal)).")
    case "unknown":
      say(
        """
        Unknown: \(open.integer("without_amount") ?? 0) of \(counted(open.integer("deals") ?? 0, "open deal")) \
        have no amount, and a multiple of a guess would say nothing.
        """)
      missing()
    case "not-wins":
      say(
        """
        Coverage is about deals still to be won; this goal counts \(goal.metric.name). cox plan \
        shows its way.
        """)
    case "none-left":
      let wins = isOwn ? "any of your wins" : "any win ever was"
      say("Every open deal is older than \(wins), so no multiple means anything.", .look)
      beyond()
    case "no-open":
      say("Nothing is open and due in the window; \(goal.exact(goal.left ?? 0)) is left.", .look)
    case "no-curve":
      let curve = result["curve"]
      let known = curve?.integer("closed").map { " \($0) are known" } ?? ""
      let wins = curve?.integer("wins").map { ", \($0) of them won" } ?? ""
      say("Too few deals have closed to know a chance: 20 with 5 wins it takes.")
      if !known.isEmpty { say("So far\(known)\(wins), of the whole team.", .plain) }
      say("Each deal that is closed, won or lost, adds to it.", .plain)
    case "no-deal-size":
      say("What a win is worth is not known: nobody has won with an amount yet.")
      say("The first win that says its amount answers it.", .plain)
    case "no-currency-rate":
      answer += PlanStates.noCurrencyRate(result, goal, today, width: width)
    default: say("No multiple can be told (\(state)).")
    }
  }
}
