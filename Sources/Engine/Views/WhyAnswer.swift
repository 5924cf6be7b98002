import Domain
import JSONText
import WireProtocol

extension Engine {
  /// Events of one number that are listed; beyond them their count is told.
  private static let mostEvents = 200

  /// `why`: what the numbers of a member's week are made of, down to the events.
  func whyAnswer(_ call: Query, _ session: Session) throws(WireError) -> QueryAnswer {
    let member = try queriedMember(call.member, session)
    let week = try queriedWeek(call.week)
    let metric = try call.metric.map { name throws(WireError) in
      guard let id = team.symbols.find(name), team.roster.hasMetric(id) else {
        throw WireError(
          .notFound, "no metric \(name) in the playbook", details: ["pointer": "/params/metric"])
      }
      return id
    }
    guard let view = team.whyView(member, week: week, metric: metric, now: clock.now) else {
      throw WireError(.notFound, "no week of \(team.symbols.text(member)) is known")
    }
    var answer = try weekAnswer(call, session).withoutRows
    let members = answer.members
    answer.members = { result in
      members(&result)
      result.number("judged", view.judged)
    }
    for row in view.rows { answer.row { Self.write(row, into: &$0) } }
    return answer
  }

  private static func write(_ why: WhyRow, into writer: inout JSONWriter) {
    write(why.row, into: &writer)
    writer.key("events")
    writer.beginArray()
    for event in why.events.prefix(mostEvents) {
      writer.beginObject()
      writer.number("seq", event.seq)
      writer.member("time", event.time.rfc3339)
      writer.member("type", event.type)
      writer.member("deal", event.deal)
      writer.number("adds", event.adds)
      writer.endObject()
    }
    writer.endArray()
    writer.number("event_count", why.events.count)
    writer.rounded("mean_left", why.meanLeft)
    if let origin = why.origin { write(origin, into: &writer) }
    writer.key("days")
    writer.beginArray()
    for day in why.days { write(day, into: &writer) }
    writer.endArray()
  }

  private static func write(_ origin: QuotaOrigin, into writer: inout JSONWriter) {
    writer.key("origin")
    writer.beginObject()
    writer.member("quota", origin.quota)
    writer.number("weekly", origin.weekly)
    writer.member("from", origin.from?.description)
    writer.number("seq", origin.seq)
    writer.member("at", origin.at?.rfc3339)
    writer.member("by", origin.by)
    writer.endObject()
  }

  private static func write(_ day: AskedDay, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("day", day.day.description)
    writer.rounded("asks", day.asks.double)
    if day.percent != 100 { writer.number("percent", day.percent) }
    writer.member("reason", day.off?.reason.rawValue)
    writer.member("name", day.off?.name)
    writer.endObject()
  }
}
