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
      result.member("running", view.running.description)
      result.member("now", now)
      result.number("open_talks", view.openTalks)
      result.key("by_chance")
      result.beginObject()
      result.rounded("raised", view.byChance.raised)
      result.rounded("open", view.byChance.open)
      result.endObject()
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
      writer.member("name", alert.name)
      writer.number("run", alert.run)
      writer.member("weeks", alert.weeks.map(\.description))
      writer.number("total", alert.total)
      writer.rounded("mean", alert.mean)
      writer.rounded("p", alert.p)
      writer.member("raised", alert.raised.rfc3339)
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
      writer.rounded("expected", line.expected?.double)
      writer.number("need", line.need)
      writer.rounded("chance", line.chance)
      writer.member("state", line.state.rawValue)
      writer.endObject()
    }
    writer.endArray()
    writer.flag("known", row.known)
    writer.member("because", row.because.rawValue)
    writer.number("days", row.week.days)
    writeDaysOff(of: row.week, into: &writer)
  }
}
