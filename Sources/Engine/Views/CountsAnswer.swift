import Domain
import JSONText
import WireProtocol

extension Engine {
  /// `counts`: a metric's number for every member and week where there is one.
  func answerCounts(
    _ call: Query, _ request: Request, _ session: Session
  ) throws(WireError) {
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
    guard let member, let week, let name = call.member, let label = call.week else {
      var answer = QueryAnswer()
      for row in look({ $0.countsView(metric: metric, member: member, week: week) }) {
        answer.row { Self.write(row.member, row.week.description, row.done, into: &$0) }
      }
      return try self.answer(session, request, .counts, answer)
    }
    // One count is what is asked for most often: its row is written where it leaves from, in the
    // words of the question, as neither a member nor a week has a second name.
    let done = look { $0.count(metric: metric, member: member, week: week) }
    answer(session, request, .counts) { rows in
      guard done != 0 else { return }
      rows.beginObject()
      Self.write(name, label, done, into: &rows)
      rows.endObject()
    }
  }

  private static func write(
    _ member: String, _ week: String, _ done: Int64, into writer: inout JSONWriter
  ) {
    writer.member("member", member)
    writer.member("week", week)
    writer.number("done", done)
  }

  /// `doubts`: what is odd about the data, by kind, with records that show it; a member who may not
  /// see the team's sees those about their own records.
  func doubtsAnswer(_ session: Session) throws(WireError) -> QueryAnswer {
    let isTeams = viewers(session).contains { access($0, .readTeam, .team).isAllowed }
    var own: Symbol?
    if !isTeams {
      let member = viewer(session)?.member ?? .none
      if member.isNone { try permit(session, .readTeam, .team) }
      try permit(session, .readNumbers, team.subject(member))
      own = member
    }
    var answer = QueryAnswer()
    let signs = isTeams ? team.dataSigns(now: clock.now) : []
    for row in team.doubtsView(of: own) + signs {
      answer.row { writer in
        writer.member("kind", row.kind.rawValue)
        writer.number("count", row.count)
        writer.key("examples")
        writer.beginArray()
        for seq in row.examples { writer.integer(seq) }
        writer.endArray()
        writer.number("of", row.of.map { Int64(clamping: $0) })
        writer.rounded("expected", row.expected)
        writer.member("about", row.about)
      }
    }
    return answer
  }
}
