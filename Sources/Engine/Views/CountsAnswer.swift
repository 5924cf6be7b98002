import Domain
import JSONText
import WireProtocol

extension Engine {
  /// `counts`: a metric's number for every member and week where there is one.
  func countsAnswer(_ call: Query, _ session: Session) throws(WireError) -> QueryAnswer {
    var member: Symbol?
    if call.member != nil {
      member = try queriedMember(call.member, session)
    } else if viewers(session).allSatisfy({ $0.role != .operator }) {
      member = try queriedMember(nil, session)
    }
    let metric = look { team in
      team.symbols.find(call.metric ?? "").flatMap { team.roster.hasMetric($0) ? $0 : nil }
    }
    guard let metric else {
      throw WireError(
        .notFound, "no metric \(call.metric ?? "") in the playbook",
        details: ["pointer": "/params/metric"])
    }
    let week = try queriedWeek(call.week)
    var answer = QueryAnswer()
    for row in look({ $0.countsView(metric: metric, member: member, week: week) }) {
      answer.row { writer in
        writer.member("member", row.member)
        writer.member("week", row.week.description)
        writer.number("done", row.done)
      }
    }
    return answer
  }

  /// `doubts`: what is odd about the data, by kind, with records that show it.
  func doubtsAnswer(_ session: Session) throws(WireError) -> QueryAnswer {
    try permit(session, .readTeam, .team)
    var answer = QueryAnswer()
    for row in team.doubtsView() {
      answer.row { writer in
        writer.member("kind", row.kind.rawValue)
        writer.number("count", row.count)
        writer.key("examples")
        writer.beginArray()
        for seq in row.examples { writer.integer(seq) }
        writer.endArray()
      }
    }
    return answer
  }
}
