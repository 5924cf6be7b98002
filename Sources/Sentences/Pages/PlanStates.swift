import JSONText

/// What a plan says where no quota can be worked out, with the line or command that helps.
enum PlanStates {
  static func noGoal(width: Int) -> [Text] {
    Layout.paragraph(
      """
      Nothing to work back from yet. Say what you want and until when: what a week needs follows \
      from it.
      """, .strong, width: width)
  }

  /// The sentences of a state.
  static func said(
    _ state: String, _ result: JSONValue, _ goal: GoalStanding, _ today: Day, width: Int
  ) -> [Text] {
    func say(_ text: Text, _ style: Style = .strong) -> [Text] {
      Layout.paragraph(text, style, width: width)
    }
    switch state {
    case "reached":
      return say("Reached: \(far(goal)). Nothing is left to ask of a week.", .good)
    case "over":
      let end = goal.last.map { " on \(Days.plain($0, today: today))" } ?? ""
      return say("The period ended\(end), with \(far(goal)).")
    case "cannot-land":
      return say(
        "Activity started now cannot land in this window; it serves the next one.", .look)
        + Layout.noted("Weeks", PlanTable.weeks(result["weeks"] ?? .null), width: width)
        + Layout.noted("Left", "\(goal.exact(goal.left ?? 0)) from what is open", width: width)
    case "at-most":
      return say("Nothing is worked back from a most: no week has to bring any of it.")
        + say("So far it is \(far(goal)).", .plain)
    case "no-rate": return noRate(result, width: width)
    case "no-deal-size":
      return say("How many wins it takes is not known: nobody has won with an amount yet.")
        + say("The first win that says its amount answers it.", .plain)
    case "no-funnel":
      return say("No funnel of the playbook leads to \(goal.metric.name).")
        + say("Name the steps from an activity to it, and the plan follows:", .plain) + [""]
        + Layout.quoted(funnel(result, goal))
    case "no-currency-rate": return noCurrencyRate(result, goal, today, width: width)
    case "beyond":
      return say(
        """
        Worked back, this is more than 10,000 a week. No week holds that: the talk is about the \
        goal.
        """, .look)
    default: return say("No quota follows from it yet (\(state)).")
    }
  }

  /// The commands that go on from a state.
  static func commands(_ state: String, _ result: JSONValue, _ goal: GoalStanding) -> [Text] {
    switch state {
    case "reached": ["cox coverage", "cox deals"]
    case "over": ["cox goal propose METRIC AMOUNT --period PERIOD", "cox goal list"]
    case "at-most": ["cox goal list", "cox goal propose METRIC AMOUNT --period PERIOD"]
    case "cannot-land": ["cox coverage", "cox plan --why"]
    case "no-rate", "no-funnel", "no-currency-rate":
      ["cox playbook show", "cox playbook apply FILE --dry-run"]
    case "no-deal-size": ["cox deal won DEAL --amount AMOUNT --currency CUR", "cox deals --list"]
    default: ["cox goal list", "cox plan --why"]
    }
  }

  /// `€1,250,000 of €1,200,000`.
  static func far(_ goal: GoalStanding) -> String {
    let done = goal.achieved.map { goal.exact($0) } ?? "an unknown part"
    return "\(done) of \(goal.exact(goal.amount))"
  }

  private static func noRate(_ result: JSONValue, width: Int) -> [Text] {
    let missing = result["result"]?.list("missing") ?? []
    let steps = missing.isEmpty ? result.list("missing") : missing
    let names = steps.map { step -> Text in
      step.text("from") == nil && step.text("from_name") == nil
        ? Text(step.text("to_name") ?? step.text("to") ?? "?") : Text(RatePhrase(step).name)
    }
    var lines = Layout.paragraph(
      "There is no history yet of: \(names.joined(", ")).", .strong, width: width)
    lines += Layout.paragraph(
      """
      The playbook can say what to take for it until there is some, at the step of its funnel; \
      25% stands for your own guess:
      """, width: width)
    return lines + [""]
      + Layout.quoted(steps.map { "- {to: \($0.text("to") ?? "?"), assumed-rate: 25%}" })
  }

  private static func funnel(_ result: JSONValue, _ goal: GoalStanding) -> [Text] {
    [
      "funnels:", "  NAME:", "    from: ACTIVITY", "    steps:",
      // A funnel counts: an amount of money is reached by the wins that bring it.
      "      - {to: \(goal.isMoney ? "WINS" : goal.goal.text("metric") ?? "OUTCOME")}",
    ]
  }

  static func noCurrencyRate(
    _ result: JSONValue, _ goal: GoalStanding, _ today: Day, width: Int
  ) -> [Text] {
    let told = result.list("missing")
    let pairs = goal.goal.list("missing") + told
    let named = GoalStanding.named(pairs, today: today)
    let what = told.isEmpty ? "What is achieved" : "What a win is worth"
    var lines = Layout.paragraph(
      """
      \(what) is not known, for want of a rate: \(Array(named.prefix(4)).joined(", "))\
      \(named.count > 4 ? Text(" and \(named.count - 4) more") : "").
      """, .strong, width: width)
    lines += Layout.paragraph("The playbook says what one unit is worth:", width: width)
    lines += ["", "    exchange-rates:"]
    var seen: Set<String> = []
    for pair in pairs {
      let (from, to) = (pair.text("from") ?? "?", pair.text("to") ?? "?")
      guard seen.insert("\(from) \(to)").inserted else { continue }
      let first = pairs.filter { $0.text("from") == from && $0.text("to") == to }
        .compactMap { $0.text("day") }.min()
      lines.append("      - {from: \(first ?? "DAY"), base: \(to), rates: {\(from): \"RATE\"}}")
    }
    return lines
  }
}
