import Domain
import JSONText
import WireProtocol

extension Engine {
  /// `morning`: a member's running week as `week` tells it, and what waits for them beside it.
  func morningAnswer(_ call: Query, _ session: Session) throws(WireError) -> QueryAnswer {
    let member = try queriedMember(call.member, session)
    var running = call
    running.week = nil
    var answer = try weekAnswer(running, session)
    let (watchers, now) = (viewers(session), clock.now)
    let view = look { team in team.morningView(member, watchers, now: now) }
    let week = answer.members
    answer.members = { result in
      week(&result)
      result.key("lessons")
      result.beginArray()
      for lesson in view.lessons { Self.write(lesson, into: &result) }
      result.endArray()
      result.key("signals")
      result.beginArray()
      for signal in view.signals { Self.write(signal, into: &result) }
      result.endArray()
      if let reports = view.reports { Self.write(reports, into: &result) }
      Self.writeGoals(of: view, into: &result)
    }
    return answer
  }

  private static func write(_ lesson: Lesson, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("deal", lesson.deal)
    writer.member("account", lesson.account)
    writer.member("reason", lesson.reason)
    writer.member("closed", lesson.closed.rfc3339)
    writer.endObject()
  }

  private static func write(_ signal: Signal, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("alert", "A-\(signal.alert)")
    writer.member("level", signal.level.rawValue)
    writer.member("metric", signal.metric)
    writer.member("name", signal.name)
    writer.number("run", signal.run)
    writer.member("weeks", signal.weeks.map(\.description))
    writer.number("total", signal.total)
    writer.rounded("mean", signal.mean)
    writer.endObject()
  }

  private static func write(_ reports: ReportsBrief, into writer: inout JSONWriter) {
    writer.key("reports")
    writer.beginObject()
    writer.number("people", reports.people)
    writer.number("talks", reports.talks)
    writer.key("away")
    writer.beginArray()
    for person in reports.away {
      writer.beginObject()
      writer.member("name", person.name)
      writer.member("back", person.back.description)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}
