import Domain
import JSONText
import WireProtocol

extension Engine {
  /// `team`: a manager's reports, ordered by where help helps most.
  func teamAnswer(_ call: Query, _ session: Session) throws(WireError) -> QueryAnswer {
    try permit(session, .readTeam, .team)
    let able = viewers(session).filter { access($0, .readTeam, .team).isAllowed }
    guard let viewer = able.first else {
      throw WireError(.denied, "the team is its manager's view")
    }
    let view = team.teamView(viewer, week: try queriedWeek(call.week), now: clock.now)
    let now = clock.now.rfc3339
    var answer = QueryAnswer()
    answer.members = { result in
      result.member("week", view.week.description)
      result.member("now", now)
    }
    for row in view.rows { answer.row { Self.write(row, into: &$0) } }
    return answer
  }

  private static func write(_ row: TeamRow, into writer: inout JSONWriter) {
    writer.member("member", row.member)
    writer.member("name", row.name)
    writer.member("zone", row.zone)
    writer.key("alerts")
    writer.beginArray()
    for alert in row.alerts {
      writer.beginObject()
      writer.member("alert", "A-\(alert.alert)")
      writer.member("level", alert.level.rawValue)
      writer.member("metric", alert.metric)
      writer.endObject()
    }
    writer.endArray()
    writer.key("lines")
    writer.beginArray()
    for line in row.lines {
      writer.beginObject()
      writer.member("metric", line.metric)
      writer.member("name", line.name)
      writer.member("unit", line.unit.rawValue)
      writer.member("currency", line.currency)
      writer.number("done", line.done)
      writer.number("quota", line.quota)
      writer.rounded("target", line.target?.double)
      writer.member("state", line.state.rawValue)
      writer.endObject()
    }
    writer.endArray()
    writer.flag("known", row.known)
    writer.number("working_days", row.workingDays)
    writer.number("excused_days", row.excusedDays)
    writer.key("away")
    write(row.away, into: &writer)
  }
}
