import Domain
import JSONText
import WireProtocol

extension PlanWriting {
  func write(_ intensity: Intensity?, into result: inout JSONWriter) {
    result.key("intensity")
    guard let intensity else { return result.null() }
    result.beginObject()
    result.member("metric", team.symbols.text(intensity.metric))
    result.member("name", name(intensity.metric))
    result.rounded("per_trial", intensity.perTrial)
    result.number("n", intensity.trials)
    result.member("of", intensity.of.rawValue)
    result.endObject()
  }

  func write(_ weeks: PlanWeeks, into result: inout JSONWriter) {
    result.key("weeks")
    result.beginObject()
    result.number("working_days_left", weeks.workingDaysLeft)
    result.number("days_a_week", weeks.daysAWeek)
    result.rounded("left", Double(weeks.workingDaysLeft) / Double(max(1, weeks.daysAWeek)))
    result.number("lag_days", weeks.lag.days)
    result.member("lag_of", weeks.lag.of.rawValue)
    result.member("curve_of", weeks.lag.curve?.rawValue)
    result.rounded("usable", weeks.usable.double)
    result.endObject()
  }

  func writeResult(_ view: PlanView, into result: inout JSONWriter) {
    result.key("result")
    result.beginObject()
    result.member("state", view.state.rawValue)
    if let main = view.main {
      result.member("metric", team.symbols.text(main.metric))
      result.member("name", name(main.metric))
      write(main.range, into: &result)
      result.rounded("median", main.range.median)
    }
    if !view.unknown.isEmpty {
      result.key("missing")
      result.beginArray()
      for metric in view.unknown {
        result.beginObject()
        result.member("to", team.symbols.text(metric))
        result.member("to_name", name(metric))
        result.endObject()
      }
      result.endArray()
    }
    result.endObject()
  }

  func write(_ range: WeeklyRange, into result: inout JSONWriter) {
    result.number("weekly", range.weekly)
    result.number("low", range.low)
    result.number("high", range.high)
  }

  /// The quota in force of what the plan asks for, and what was proposed in its place.
  func writeQuota(_ view: PlanView, into result: inout JSONWriter) {
    result.key("quota")
    if let main = view.main, let now = main.now {
      result.beginObject()
      result.number("weekly", now)
      result.member("from", main.from?.description)
      result.number("low", main.agreed?.lowerBound)
      result.number("high", main.agreed?.upperBound)
      result.member("of", main.agreed == nil ? "playbook" : "plan")
      result.endObject()
    } else {
      result.null()
    }
    result.key("recalibrated")
    guard let fact = view.main?.recalibrated else { return result.null() }
    result.beginObject()
    result.number("was", fact.was)
    result.number("now", fact.weekly)
    result.number("low", fact.low)
    result.number("high", fact.high)
    result.member("week", fact.week.description)
    result.endObject()
  }

  func write(_ quota: PlannedQuota, into row: inout JSONWriter) {
    row.member("metric", team.symbols.text(quota.metric))
    row.member("name", name(quota.metric))
    write(quota.range, into: &row)
    row.rounded("per_trial", quota.perTrial)
    row.member("serves", team.roster.metric(quota.metric)?.facts.serves)
    row.number("now", quota.now)
  }

  func write(_ line: WhatIfLine, _ view: PlanView, into result: inout JSONWriter) {
    result.beginObject()
    result.member("label", line.inputs.map { words($0, view) }.joined(separator: " and "))
    if let range = line.range { write(range, into: &result) }
    result.endObject()
  }

  private func words(_ input: WhatIf, _ view: PlanView) -> String {
    switch input {
    case .rate(let to, let value):
      "\(to.map { "\(name($0)) rate" } ?? "win rate") \(Int((value * 100).rounded()))%"
    case .deal(let value): "deal \(amount(Int64(value), view))"
    case .lagDays(let value): "lag \(value) days"
    case .weeks(let value): "\((value * 10).rounded() / 10) weeks"
    case .goal(let value): "goal \(amount(value, view))"
    }
  }

  /// An amount as a label has it; pages show amounts of their own where they can.
  private func amount(_ value: Int64, _ view: PlanView) -> String {
    guard let goal = view.goal?.goal, !goal.currency.isNone else { return "\(value)" }
    let currency = team.symbols.text(goal.currency)
    return "\(currency) \(value / MinorUnits.of(currency))"
  }

  func write(_ foresight: Foresight?, _ view: PlanView, into result: inout JSONWriter) {
    result.key("foresight")
    guard let foresight else { return result.null() }
    result.beginObject()
    result.member("metric", team.symbols.text(foresight.metric))
    result.member("name", name(foresight.metric))
    result.number("weeks", foresight.weeks)
    result.rounded("missing", foresight.missing)
    result.rounded("wins", foresight.wins)
    result.rounded("low", foresight.low)
    result.rounded("high", foresight.high)
    if let amount = foresight.amount {
      result.number("amount", Int64(held: amount.middle))
      result.number("amount_low", Int64(held: amount.low))
      result.number("amount_high", Int64(held: amount.high))
    }
    result.flag("assumed", foresight.isAssumed)
    result.member("month", String(foresight.day.description.prefix(7)))
    result.endObject()
  }

  func write(_ alignment: Alignment, into result: inout JSONWriter) {
    if !alignment.tooMany.isEmpty {
      result.key("critical")
      result.beginObject()
      result.number("limit", alignment.limit)
      result.number("count", alignment.tooMany.count)
      result.member("names", alignment.tooMany.map(name))
      result.endObject()
    }
    guard !alignment.orphans.isEmpty else { return }
    result.key("orphans")
    result.beginArray()
    for metric in alignment.orphans {
      result.beginObject()
      result.member("metric", team.symbols.text(metric))
      result.member("name", name(metric))
      result.endObject()
    }
    result.endArray()
  }

  func write(_ evidence: [PlanEvidence], _ view: PlanView, into result: inout JSONWriter) {
    result.key("why")
    result.beginObject()
    result.key("evidence")
    result.beginArray()
    for figure in evidence {
      result.beginObject()
      result.member("of", figure.of)
      result.write(seqs: figure.seqs)
      result.member("deals", figure.deals)
      result.number("count", figure.count)
      result.endObject()
    }
    result.endArray()
    if let goal = view.goal {
      result.key("goal")
      result.beginObject()
      result.write(seqs: goal.goal.terms.flatMap { [$0.seq] + ($0.acceptedSeq.map { [$0] } ?? []) })
      result.endObject()
    }
    result.endObject()
  }

  /// One line of a table of plans.
  func writeShort(_ view: PlanView, into row: inout JSONWriter) {
    row.member("member", view.member?.member)
    row.member("name", view.member?.name)
    row.member("goal", view.goal.map { team.symbols.text($0.goal.id) })
    row.member("state", view.state.rawValue)
    guard let main = view.main else { return }
    row.member("metric", team.symbols.text(main.metric))
    row.member("metric_name", name(main.metric))
    write(main.range, into: &row)
    row.number("quota", main.now)
  }
}
