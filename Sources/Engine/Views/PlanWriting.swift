import Domain
import JSONText
import WireProtocol

/// Writes plans, goals and what they are made of.
struct PlanWriting {
  let team: Team

  func write(
    _ report: PlanReport, asked: Bool, why: Bool, into result: inout JSONWriter
  ) {
    let view = report.view
    writeMember(view.member, into: &result)
    write(view.goal, into: &result)
    if let deal = view.deal { write(deal, into: &result) }
    if !view.missing.isEmpty { result.write(missing: view.missing) }
    result.rounded("wins", view.wins)
    result.key("steps")
    result.beginArray()
    for step in view.steps { write(step, into: &result) }
    result.endArray()
    write(view.intensity, into: &result)
    if let weeks = view.weeks { write(weeks, into: &result) }
    writeResult(view, into: &result)
    writeQuota(view, into: &result)
    result.flag("asked", asked)
    if let untried = report.untried {
      result.key("untried")
      result.beginObject()
      write(untried, into: &result)
      result.endObject()
    }
    result.key("what_if")
    result.beginArray()
    for line in report.whatIf { write(line, view, into: &result) }
    result.endArray()
    if !report.others.isEmpty { result.member("others", report.others.map(team.symbols.text)) }
    write(report.foresight, view, into: &result)
    write(report.alignment, into: &result)
    if why { write(report.evidence, view, into: &result) }
  }

  func writeMember(_ member: MemberJoined?, into result: inout JSONWriter) {
    guard let member else { return }
    result.key("member")
    result.beginObject()
    result.member("id", member.member)
    result.member("name", member.name)
    result.member("role", member.role.rawValue)
    result.member("zone", member.zone)
    result.member("manager", member.manager)
    result.endObject()
  }

  func write(_ line: GoalLine?, into result: inout JSONWriter) {
    result.key("goal")
    guard let line else { return result.null() }
    let goal = line.goal
    result.beginObject()
    result.member("goal", team.symbols.text(goal.id))
    result.member("metric", team.symbols.text(goal.metric))
    result.member("name", line.name)
    result.member("unit", line.unit.rawValue)
    result.member("currency", goal.currency.isNone ? nil : team.symbols.text(goal.currency))
    result.number("amount", line.terms.amount)
    result.number("achieved", line.achieved.amount)
    result.number("left", line.left)
    result.number("times", line.achieved.times)
    if goal.isAtMost { result.flag("at_most", true) }
    result.member("period", goal.period.name)
    result.member("first", goal.period.first.description)
    result.member("last", goal.period.last.description)
    result.key("accepted")
    if line.isAccepted { result.string(acceptedDay(line).description) } else { result.null() }
    result.member("by", team.symbols.text(line.terms.by))
    result.member("from", line.terms.from.description)
    result.flag("backdated", line.terms.isBackdated)
    if !line.achieved.missing.isEmpty { result.write(missing: line.achieved.missing) }
    result.endObject()
  }

  private func acceptedDay(_ line: GoalLine) -> LocalDay {
    let at = line.terms.acceptedAt ?? line.terms.at
    let slot = line.goal.slot
    // The day on the member's own wall, as their goals show it.
    let member = slot > 0 ? team.roster.members[slot].facts.member : nil
    return team.today(of: member.flatMap { team.symbols.find($0) }, now: at)
  }

  func write(_ deal: DealLine, into result: inout JSONWriter) {
    result.key("deal")
    result.beginObject()
    result.number("mean", Int64(held: deal.mean))
    result.number("n", deal.count)
    result.member("label", deal.label.rawValue)
    result.member("of", deal.of.rawValue)
    result.number("months", 24)
    result.endObject()
  }

  private func write(_ step: PlanStep, into result: inout JSONWriter) {
    let (rate, range) = (step.rate, step.rate.range)
    result.beginObject()
    result.member("to", team.symbols.text(rate.to))
    result.member("to_name", name(rate.to))
    result.member("from", team.symbols.text(rate.from))
    result.member("from_name", name(rate.from))
    result.rounded("rate", rate.posterior.mean)
    result.rounded("low", range.lowerBound)
    result.rounded("high", range.upperBound)
    result.number("successes", rate.trials.successes)
    result.number("trials", rate.trials.trials)
    result.rounded("phi", rate.phi)
    result.member("label", rate.label.rawValue)
    result.member("of", rate.of.rawValue)
    result.number("peers", rate.peers)
    result.member("prior_of", rate.priorOf.rawValue)
    if rate.tellsPrior {
      result.rounded("mu", rate.prior.mean)
      result.rounded("strength", rate.prior.strength)
    }
    result.number("matured_after", rate.maturedAfter)
    result.rounded("need", step.need)
    result.endObject()
  }

  func name(_ metric: Symbol) -> String {
    team.roster.metric(metric)?.facts.name ?? team.symbols.text(metric)
  }
}
