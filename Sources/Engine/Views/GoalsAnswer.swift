import Domain
import JSONText
import WireProtocol

extension Engine {
  /// `goals`: those that a peer may see, with all that was said about each and what is achieved; beside
  /// them what a proposal needs to know: today, the outcomes, and the days of a period where one is named.
  func goalsAnswer(_ call: Query, _ session: Session) throws(WireError) -> QueryAnswer {
    let named = try call.member.map { name throws(WireError) in
      try queriedMember(name, session)
    }
    let period = try call.period.map { text throws(WireError) in
      guard let period = team.goalPeriod(text) else {
        throw WireError(
          .badParams,
          "params.period must be a period such as 2026-W47, 2026-11, 2026-Q4, FY2026 or "
            + "2026-10-01..2026-12-15",
          details: ["pointer": "/params/period"])
      }
      return period
    }
    var answer = QueryAnswer()
    var seen: Set<String> = []
    let deals = look { team in team.dealsByMember() }
    for viewer in viewers(session) {
      let rows = team.goalsView(
        viewer, member: named, all: call.list, among: deals, now: clock.now)
      for row in rows
      where seen.insert(row.goal).inserted {
        answer.row { write(row, into: &$0) }
      }
    }
    let now = clock.now
    let member = named ?? viewer(session).flatMap { $0.member.isNone ? nil : $0.member }
    let name = member.map(team.symbols.text)
    let you = memberID(session)
    let (today, metrics) = (team.today(of: member, now: now), team.goalMetrics)
    answer.members = { result in
      result.member("now", now.rfc3339)
      result.member("today", today.description)
      result.member("member", name)
      result.member("you", you)
      if let period {
        result.key("period")
        result.beginObject()
        result.member("name", period.name)
        result.member("first", period.first.description)
        result.member("last", period.last.description)
        result.endObject()
      }
      result.key("metrics")
      result.beginArray()
      for metric in metrics {
        result.beginObject()
        result.member("metric", metric.metric)
        result.member("name", metric.name)
        result.member("unit", metric.unit.rawValue)
        result.member("currency", metric.currency)
        if metric.isOnlyAtMost { result.flag("at_most", true) }
        result.endObject()
      }
      result.endArray()
    }
    return answer
  }

  private func write(_ row: GoalRow, into writer: inout JSONWriter) {
    writer.member("goal", row.goal)
    writer.member("member", row.member)
    writer.member("metric", row.metric)
    writer.member("name", row.name)
    writer.member("unit", row.currency == nil ? "count" : "money")
    writer.member("currency", row.currency)
    writer.member("period", row.period.name)
    writer.member("first", row.period.first.description)
    writer.member("last", row.period.last.description)
    if row.isAtMost { writer.flag("at_most", true) }
    writer.member("state", row.state.rawValue)
    writer.number("amount", row.amount)
    writer.member("accepted", row.held.flatMap(\.acceptedAt).map { day(of: $0, row) })
    writer.member("from", row.held?.from.description)
    writer.number("achieved", row.achieved.amount)
    writer.number("left", row.left)
    writer.number("times", row.achieved.times)
    writer.member("of", row.of)
    if row.isAtMost {
      writer.rounded("used", row.used)
      writer.rounded("gone", row.gone)
      writer.number("unknown_weeks", row.unknownWeeks)
    }
    writer.number("seq", row.seq)
    if let offer = row.offer {
      writer.key("offer")
      write(offer, row, into: &writer)
    }
    writer.write(ended: row.ending, team.symbols)
    writer.write(endings: row.endings, team.symbols) { day(of: $0, row) }
    writer.key("terms")
    writer.beginArray()
    for terms in row.terms { write(terms, row, into: &writer) }
    writer.endArray()
    writeEasings(row, into: &writer)
    writer.write(missing: row.achieved.missing)
  }

  private func write(_ terms: GoalTerms, _ row: GoalRow, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.number("seq", terms.seq)
    writer.number("amount", terms.amount)
    writer.member("from", terms.from.description)
    writer.member("by", team.symbols.text(terms.by))
    writer.member("said", day(of: terms.at, row))
    writer.member("reason", terms.reason)
    if terms.isBackdated { writer.flag("backdated", true) }
    writer.member("accepted", terms.acceptedAt.map { day(of: $0, row) })
    writer.endObject()
  }

  private func writeEasings(_ row: GoalRow, into writer: inout JSONWriter) {
    writer.key("easings")
    writer.beginArray()
    for easing in row.easings {
      writer.beginObject()
      writer.member("day", easing.day.description)
      writer.number("was", easing.was)
      writer.number("now", easing.now)
      writer.number("days_left", easing.daysLeft)
      writer.number("achieved", easing.achieved)
      writer.rounded(
        "share",
        easing.achieved.flatMap {
          easing.was > 0 ? Double($0) / Double(easing.was) : nil
        })
      writer.endObject()
    }
    writer.endArray()
  }

  /// The date of a moment where the goal's member is.
  private func day(of moment: Instant, _ row: GoalRow) -> String {
    let member = row.member.flatMap { team.symbols.find($0) }
    return team.today(of: member, now: moment).description
  }
}
