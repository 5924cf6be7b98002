import Domain
import JSONText
import WireProtocol

extension Engine {
  /// `good`: what good looks like at each activity, and what the best of the team did.
  func goodAnswer(_ call: Query, _ session: Session) throws(WireError) -> QueryAnswer {
    try permit(session, .readPlaybook, .team)
    let metric = try call.metric.map { name throws(WireError) in
      guard let id = team.symbols.find(name), team.roster.hasMetric(id) else {
        throw WireError(
          .notFound, "no metric \(name) in the playbook", details: ["pointer": "/params/metric"])
      }
      return id
    }
    let now = clock.now
    let viewer = viewers(session).first ?? .system
    let rows = look { team in team.goodView(viewer, metric: metric, now: now) }
    let name = { (metric: String) in self.metricName(metric) }
    var answer = QueryAnswer()
    answer.members = { $0.member("now", now.rfc3339) }
    for row in rows { answer.row { Self.write(row, name, into: &$0) } }
    return answer
  }

  private func metricName(_ metric: String) -> String {
    team.symbols.find(metric).flatMap { team.roster.metric($0) }?.facts.name ?? metric
  }

  private static func write(
    _ good: GoodRow, _ name: (String) -> String, into row: inout JSONWriter
  ) {
    row.member("metric", good.metric)
    row.member("name", good.name)
    row.member("text", good.text)
    if let to = good.to, let best = good.best {
      row.key("rate")
      row.beginObject()
      row.member("to", to)
      row.member("to_name", name(to))
      row.rounded("best", best)
      row.rounded("team", good.team)
      row.number("members", good.members)
      row.number("n", good.trials)
      row.endObject()
    }
    guard let example = good.example else { return }
    row.key("example")
    row.beginObject()
    row.member("deal", example.deal)
    row.number("activities", example.touches.reduce(0) { $0 + $1.count })
    row.number("days", example.days)
    row.key("touches")
    row.beginArray()
    for touch in example.touches {
      row.beginObject()
      row.member("metric", touch.metric)
      row.member("name", name(touch.metric))
      row.number("count", touch.count)
      row.endObject()
    }
    row.endArray()
    row.endObject()
  }
}
