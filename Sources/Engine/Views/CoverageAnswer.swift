import Domain
import JSONText
import WireProtocol

extension Engine {
  /// `coverage`: open deals beside what a goal still asks for, and what that needs by one's own rates.
  func coverageAnswer(_ call: Query, _ session: Session) throws(WireError) -> QueryAnswer {
    let (member, goal) = try queriedGoal(call, session)
    let now = clock.now
    let viewers = viewers(session)
    guard
      let view = look({ team in
        team.coverageView(member, goal: goal, for: viewers, now: now)
      })
    else {
      throw WireError(.notFound, "no coverage of \(team.symbols.text(member)) is known")
    }
    let writing = PlanWriting(team: team)
    var answer = QueryAnswer()
    answer.members = { result in
      result.member("now", now.rfc3339)
      writing.writeMember(view.member, into: &result)
      writing.write(view.goal, into: &result)
      result.member("state", view.state.rawValue)
      Self.write(view, writing, into: &result)
    }
    for deal in view.rows { answer.row { Self.write(deal, into: &$0) } }
    return answer
  }

  private static func write(
    _ view: CoverageView, _ writing: PlanWriting, into result: inout JSONWriter
  ) {
    if let first = view.first, let last = view.last {
      result.key("window")
      result.beginObject()
      result.member("name", view.goal?.goal.period.name)
      result.member("first", first.description)
      result.member("last", last.description)
      result.number("days_left", view.daysLeft)
      if view.daysBefore != nil { result.flag("to_come", true) }
      result.endObject()
    }
    result.number("left", view.left)
    if let deal = view.deal { writing.write(deal, into: &result) }
    result.key("open")
    result.beginObject()
    result.number("deals", view.deals)
    result.number("amount", view.amount)
    result.number("without_amount", view.withoutAmount)
    result.endObject()
    if !view.missing.isEmpty { result.write(missing: view.missing.inOrder) }
    result.rounded("have", view.have)
    result.rounded("chance", view.chance)
    if let need = view.need { write(need, into: &result) }
    result.rounded("c_low", view.range?.lowerBound)
    result.rounded("c_high", view.range?.upperBound)
    if let curve = view.curve {
      result.key("curve")
      result.beginObject()
      result.member("of", curve.of.rawValue)
      result.number("closed", curve.closed)
      result.number("wins", curve.wins)
      result.number("oldest_win_days", curve.oldestWin)
      result.number("median_cycle_days", curve.medianCycle)
      result.endObject()
    }
    let idle = view.rows.filter { $0.isIdle && !$0.isBeyond }
    if !idle.isEmpty {
      result.key("idle")
      result.beginObject()
      result.member("deals", idle.map(\.deal))
      result.rounded("have", view.haveWithoutIdle)
      result.rounded("chance", view.chanceWithoutIdle)
      result.endObject()
    }
    let beyond = view.rows.filter(\.isBeyond)
    guard !beyond.isEmpty else { return }
    result.key("beyond")
    result.beginObject()
    result.member("deals", beyond.map(\.deal))
    result.endObject()
  }

  /// What an even chance, 80% and 95% need, and where the blanket multiple would leave one.
  private static func write(_ need: CoverageNeed, into result: inout JSONWriter) {
    result.number("wins_needed", need.wins)
    result.rounded("c", need.chance)
    result.rounded("even", need.multiple(0.5))
    result.rounded("eighty", need.multiple(0.8))
    result.rounded("ninety_five", need.multiple(0.95))
    result.key("blanket")
    result.beginObject()
    result.number("multiple", 3)
    result.rounded("chance", need.chance(multiple: 3))
    result.endObject()
  }

  private static func write(_ deal: CoverageDeal, into row: inout JSONWriter) {
    row.member("deal", deal.deal)
    row.member("account", deal.account)
    row.member("stage", deal.stage)
    row.number("amount", deal.amount)
    row.flag("guessed", deal.isGuessed)
    row.number("age_days", deal.ageDays)
    row.number("idle_days", deal.idleDays)
    row.rounded("chance", deal.chance)
    row.flag("idle", deal.isIdle)
    row.flag("beyond", deal.isBeyond)
  }
}
