import Domain
import JSONText
import WireProtocol

extension Engine {
  /// `plan`: from a goal to the quotas of a week, with every input; with `list`, everybody's in short.
  func planAnswer(_ call: Query, _ session: Session) throws(WireError) -> QueryAnswer {
    if call.list { return plansAnswer(session) }
    let (member, goal) = try queriedGoal(call, session)
    let inputs = try WhatIfReading.read(call.whatIf, team)
    let now = clock.now
    let viewers = call.why ? viewers(session) : nil
    guard
      let report = look({ team in
        team.planReport(member, goal: goal, whatIf: inputs, why: viewers, now: now)
      })
    else { throw WireError(.notFound, "no plan of \(team.symbols.text(member)) is known") }
    let writing = PlanWriting(team: team)
    var answer = QueryAnswer()
    answer.members = { result in
      result.member("now", now.rfc3339)
      writing.write(report, asked: !inputs.isEmpty, why: call.why, into: &result)
    }
    for quota in report.view.quotas { answer.row { writing.write(quota, into: &$0) } }
    return answer
  }

  private func plansAnswer(_ session: Session) -> QueryAnswer {
    let now = clock.now
    let viewer = viewers(session).first { $0.role != .rep } ?? viewers(session).first ?? .system
    let plans = look { team in team.plans(viewer, now: now) }
    let writing = PlanWriting(team: team)
    var answer = QueryAnswer()
    answer.members = { $0.member("now", now.rfc3339) }
    for plan in plans { answer.row { writing.writeShort(plan, into: &$0) } }
    return answer
  }

  /// Whom and which goal a question is about; a team's goal is the team's, as far as it may be seen.
  func queriedGoal(
    _ call: Query, _ session: Session
  ) throws(WireError) -> (member: Symbol, goal: Goal?) {
    guard let name = call.goal else { return (try queriedMember(call.member, session), nil) }
    guard let goal = team.goal(name) else {
      // Nobody tries out what others aim at; of one's own one is told.
      let isOwn = memberID(session).map { name.hasPrefix("\($0)/") } ?? false
      if !isOwn { try permit(session, .readTeam, .team) }
      throw WireError(
        .notFound, "no goal is called '\(name)'; 'cox goal list' shows them",
        details: ["pointer": "/params/goal"])
    }
    guard goal.slot > 0 else {
      try permit(session, .readTeam, .team)
      return (.none, goal)
    }
    let owner = team.roster.members[goal.slot].facts.member
    return (try queriedMember(owner, session), goal)
  }
}

/// Reads inputs of a plan that are to be taken otherwise: `won=0.35`, `deal=5000000`.
enum WhatIfReading {
  private static let known = ["win-rate", "deal", "lag", "weeks", "goal"]

  static func read(_ texts: [String], _ team: Team) throws(WireError) -> [WhatIf] {
    var inputs: [WhatIf] = []
    for text in texts { inputs.append(try read(text, team)) }
    return inputs
  }

  private static func read(_ text: String, _ team: Team) throws(WireError) -> WhatIf {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    // Without a lag is a plan, too; no other input can be nothing.
    guard parts.count == 2, let value = Double(parts[1]), value < 1e15,
      value > 0 || value == 0 && parts[0] == "lag"
    else { throw fault(text, "must be a name and a number above 0, such as win-rate=0.35") }
    switch parts[0] {
    case "deal": return .deal(value)
    case "lag": return .lagDays(Int(min(value, 3_650)))
    case "weeks": return .weeks(min(value, 520))
    case "goal": return .goal(Int64(value))
    default: break
    }
    let metric = team.symbols.find(parts[0]).flatMap { team.roster.metric($0) }
    guard parts[0] == "win-rate" || metric != nil else {
      throw fault(
        text, "names no input: they are \(known.joined(separator: ", ")) and the funnel's metrics")
    }
    guard value <= 1 else { throw fault(text, "must be a rate of at most 1") }
    return .rate(to: metric?.id, value)
  }

  private static func fault(_ text: String, _ what: String) -> WireError {
    WireError(
      .badParams, "params.whatIf: '\(text)' \(what)", details: ["pointer": "/params/whatIf"])
  }
}
