import Domain
import JSONText
import WireProtocol

extension Engine {
  /// `week`: one member's week, every metric with quota, pace and what is still needed.
  func weekAnswer(_ call: Query, _ session: Session) throws(WireError) -> QueryAnswer {
    let member = try queriedMember(call.member, session)
    let week = try queriedWeek(call.week)
    guard let view = team.weekView(member, week: week, now: clock.now) else {
      throw WireError(.notFound, "no week of \(team.symbols.text(member)) is known")
    }
    let alerts = viewers(session).map { team.openAlerts(member, $0, now: clock.now) }.max() ?? 0
    let now = clock.now.rfc3339
    var answer = QueryAnswer()
    answer.members = { result in
      result.key("member")
      Self.write(view.member, into: &result)
      result.member("now", now)
      result.key("week")
      Self.write(view.week, into: &result)
      result.number("alerts", alerts)
      result.key("next")
      if let next = view.next { Self.write(next, into: &result) } else { result.null() }
    }
    for row in view.rows { answer.row { Self.write(row, into: &$0) } }
    return answer
  }

  private static func write(_ member: MemberJoined, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", member.member)
    writer.member("name", member.name)
    writer.member("role", member.role.rawValue)
    writer.member("zone", member.zone)
    writer.member("manager", member.manager)
    writer.endObject()
  }

  private static func write(_ week: WeekInfo, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("label", week.label.description)
    writer.member("from", week.first.description)
    writer.member("to", week.last.description)
    writer.member("starts", week.starts.rfc3339)
    writer.member("ends", week.ends.rfc3339)
    writer.member("closes", week.closes.rfc3339)
    writer.number("day", week.day)
    writer.number("days", week.days)
    writer.number("days_left", week.daysLeft)
    writer.member("state", week.state.rawValue)
    writer.member("reason", week.reason)
    writer.flag("history", week.history)
    writer.flag("known", week.known)
    writer.member("started_on", week.startedOn?.name)
    writeDaysOff(of: week, into: &writer)
    writer.endObject()
  }

  /// Days away, each with the record to take back.
  static func write(_ away: [AwayDays], into writer: inout JSONWriter) {
    writer.beginArray()
    for days in away {
      writer.beginObject()
      writer.number("seq", days.seq)
      writer.member("first", days.first.description)
      writer.member("last", days.last.description)
      writer.endObject()
    }
    writer.endArray()
  }

  /// The days of a week that do not count, and what of them is an absence.
  static func writeDaysOff(of week: WeekInfo, into writer: inout JSONWriter) {
    writer.number("working_days", week.workingDays)
    writer.number("excused_days", week.excusedDays)
    writer.key("away")
    write(week.away, into: &writer)
    guard !week.off.isEmpty else { return }
    writer.key("off")
    writer.beginArray()
    for day in week.off {
      writer.beginObject()
      writer.member("day", day.day.description)
      writer.member("reason", day.reason.rawValue)
      writer.member("name", day.name)
      writer.endObject()
    }
    writer.endArray()
    writer.member("back", week.back?.description)
  }

  private static func write(_ next: NextAction, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("metric", next.metric)
    writer.number("need", next.need)
    writer.member("by", next.by.description)
    writer.member("until", next.until.rfc3339)
    writer.endObject()
  }

  static func write(_ row: WeekRow, into writer: inout JSONWriter) {
    writer.member("metric", row.metric)
    writer.member("name", row.name)
    writer.member("kind", row.kind.rawValue)
    writer.member("unit", row.unit.rawValue)
    writer.member("currency", row.currency)
    writer.number("done", row.done)
    writer.number("quota", row.quota)
    writer.rounded("target", row.target?.double)
    writer.rounded("expected", row.expected?.double)
    writer.number("need", row.need)
    writer.rounded("chance", row.chance)
    writer.member("state", row.state.rawValue)
    writer.member("serves", row.serves)
  }
}
