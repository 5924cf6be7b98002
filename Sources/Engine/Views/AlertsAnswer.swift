import Domain
import JSONText
import WireProtocol

extension Engine {
  /// `alerts`: the signals a peer may see, newest first, each with its evidence and its words.
  func alertsAnswer(_ call: Query, _ session: Session) throws(WireError) -> QueryAnswer {
    let member = call.member.map { team.symbols.find($0) ?? .none }
    let state = try call.state.map { text throws(WireError) in
      guard let state = AlertRow.State(rawValue: text) else {
        throw WireError(
          .badParams, "params.state must be open or cleared", details: ["pointer": "/params/state"])
      }
      return state
    }
    var seen: Set<Int> = []
    var answer = QueryAnswer()
    for viewer in viewers(session) {
      for row in team.alertsView(viewer, member: member, now: clock.now)
      where (state == nil || row.state == state) && seen.insert(row.alert).inserted {
        let touched = team.lastTouch(EntityKind.alert.entity("A-\(row.alert)"))
        answer.row { writer in
          Self.write(row, into: &writer)
          writer.number("seq", touched)
        }
      }
    }
    let now = clock.now.rfc3339
    answer.members = { $0.member("now", now) }
    return answer
  }

  private static func write(_ row: AlertRow, into writer: inout JSONWriter) {
    writer.member("alert", "A-\(row.alert)")
    writer.member("member", row.member)
    writer.member("rule", row.rule)
    writer.number("version", row.version)
    writer.member("level", row.level.rawValue)
    writer.member("metric", row.metric)
    writer.member("state", row.state.rawValue)
    writer.member("raised", row.raised.rfc3339)
    writer.member("cleared", row.cleared?.rfc3339)
    writer.member("reason", row.reason?.rawValue)
    writer.member("seen", row.seen?.rfc3339)
    writer.flag("visible_to_manager", row.visibleToManager)
    writer.flag("history", row.history)
    writeEvidence(row, into: &writer)
    writer.member("says", row.says)
    writer.member("does_not_say", row.doesNotSay)
    writeBasis(row, into: &writer)
  }

  /// The records and the thresholds that it rests on.
  private static func writeBasis(_ row: AlertRow, into writer: inout JSONWriter) {
    writer.number("raised_seq", row.seq)
    writer.key("judged")
    writer.beginArray()
    for seq in row.judged { writer.integer(seq) }
    writer.endArray()
    guard let rule = AlertRuleCatalogue.all.first(where: { $0.name == row.rule }) else { return }
    writer.key("settings")
    writer.beginObject()
    for knob in rule.knobs {
      writer.key(knob.parameter)
      writer.integer(row.settings[knob])
    }
    writer.endObject()
  }

  private static func writeEvidence(_ row: AlertRow, into writer: inout JSONWriter) {
    writer.member("weeks", row.weeks.map(\.description))
    writer.key("done")
    writer.beginArray()
    for done in row.done { writer.integer(done) }
    writer.endArray()
    writer.key("targets")
    writer.beginArray()
    for target in row.targets { writer.double((target.double * 10_000).rounded() / 10_000) }
    writer.endArray()
    writer.number("total", row.total)
    writer.rounded("mean", row.mean)
    writer.rounded("phi", row.phi)
    writer.rounded("p", row.p)
    writer.number("run", row.run)
  }
}
