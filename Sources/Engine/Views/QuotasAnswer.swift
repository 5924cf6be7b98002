import Domain
import JSONText
import WireProtocol

extension Engine {
  /// `quotas`: what is asked of each member whom a peer may see, what is offered, and who said so;
  /// beside it how many activities the one member who is asked about has a quota for.
  func quotasAnswer(_ call: Query, _ session: Session) throws(WireError) -> QueryAnswer {
    let named = try call.member.map { name throws(WireError) in
      try queriedMember(name, session)
    }
    var answer = QueryAnswer()
    var seen: Set<String> = []
    for viewer in viewers(session) {
      for row in team.quotasView(viewer, member: named, all: call.list, now: clock.now)
      where seen.insert("\(row.member) \(row.quota)").inserted {
        answer.row { write(row, into: &$0) }
      }
    }
    let now = clock.now
    let member = named ?? viewer(session).flatMap { $0.member.isNone ? nil : $0.member }
    let name = member.map(team.symbols.text)
    let you = memberID(session)
    let (today, next) = (team.today(of: member, now: now), team.nextWeek(of: member, now: now))
    let few = member.map { team.criticalMetrics(of: $0, now: now) }
    let metrics = team.roster.metrics.filter { $0.ended == nil }.map(\.facts.metric)
    answer.members = { result in
      result.member("now", now.rfc3339)
      result.member("today", today.description)
      result.member("next_week", next.description)
      result.member("member", name)
      result.member("you", you)
      result.member("metrics", metrics)
      guard let few else { return }
      result.key("critical")
      result.beginObject()
      result.number("limit", few.limit)
      result.number("count", few.names.count)
      result.member("names", few.names)
      result.endObject()
    }
    return answer
  }

  private func write(_ row: QuotaRow, into writer: inout JSONWriter) {
    writer.member("quota", row.quota)
    writer.member("member", row.member)
    writer.member("metric", row.metric)
    writer.member("name", row.name)
    writer.member("state", row.state.rawValue)
    writer.number("weekly", row.weekly)
    writer.member("from", row.from?.description)
    let origin = (row.held ?? row.terms.last)?.origin.rawValue ?? "playbook"
    writer.member("origin", origin)
    writer.member("accepted", row.held?.acceptedAt.map { day(of: $0, row) })
    writer.number("low", row.held?.low)
    writer.number("high", row.held?.high)
    writer.member("goal", row.held?.goal)
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
  }

  private func write(_ terms: QuotaTerms, _ row: QuotaRow, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.number("seq", terms.seq)
    writer.number("weekly", terms.weekly)
    writer.member("from", terms.from.description)
    writer.member("by", team.symbols.text(terms.by))
    writer.member("said", day(of: terms.at, row))
    writer.member("origin", terms.origin.rawValue)
    writer.member("goal", terms.goal)
    writer.number("low", terms.low)
    writer.number("high", terms.high)
    writer.member("reason", terms.reason)
    writer.member("accepted", terms.acceptedAt.map { day(of: $0, row) })
    writer.endObject()
  }

  /// The date of a moment where the member is.
  private func day(of moment: Instant, _ row: QuotaRow) -> String {
    team.today(of: team.symbols.find(row.member), now: moment).description
  }
}
