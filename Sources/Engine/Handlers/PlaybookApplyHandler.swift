import Domain
import EventLog
import JSONText
import WireProtocol

/// Makes the team what a playbook says: the difference as facts, in one transaction.
enum PlaybookApplyHandler: MethodHandler {
  static func handle(
    _ call: PlaybookApply, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    guard engine.isWritable || call.dryRun else { throw Engine.diskFull }
    let outcome: Engine.PlaybookOutcome
    do {
      outcome = try engine.configuration.readPlaybook(call.text, engine.team, engine.clock.now)
    } catch {
      throw WireError(
        .badParams, "playbook line \(error.line), column \(error.column): \(error.message)",
        details: [
          "pointer": "/params/text", "line": .integer(Int64(error.line)),
          "column": .integer(Int64(error.column)),
        ])
    }
    let events = outcome.events
    let before = engine.team.facts
    try checkTeam(outcome, call.text, engine)
    try checkSize(events, engine)
    if !call.dryRun {
      let actor = engine.actor(session)
      for (index, event) in events.enumerated() {
        engine.storeOwn(event, by: actor, transaction: Transaction(index + 1, of: events.count))
      }
    }
    engine.answer(session, request) { result in
      result.key("applied")
      result.bool(!call.dryRun)
      result.key("at")
      result.string(engine.token(engine.head))
      result.key("events")
      result.beginArray()
      for event in events { PlaybookChange(event, before).write(into: &result) }
      result.endArray()
      guard !outcome.remarks.isEmpty else { return }
      result.key("remarks")
      result.beginArray()
      for remark in outcome.remarks {
        result.beginObject()
        result.number("line", remark.line)
        result.number("column", remark.column)
        result.member("message", remark.message)
        result.endObject()
      }
      result.endArray()
    }
  }

  /// A fact is told to subscribers like every event, and so is no longer than one.
  private static func checkSize(_ events: [Event], _ engine: Engine) throws(WireError) {
    for event in events {
      let size = engine.encode(event).bytes.count
      guard size <= Limits.event else {
        throw WireError(
          .badParams,
          "\(PlaybookChange(event, engine.team.facts).summary) would take \(size) bytes, "
            + "an event has at most \(Limits.event): shorten its lists, such as aliases",
          details: ["pointer": "/params/text"])
      }
    }
  }

  /// One daemon serves one team; the file of another would send its members away.
  private static func checkTeam(
    _ outcome: Engine.PlaybookOutcome, _ text: String, _ engine: Engine
  ) throws(WireError) {
    guard let team = outcome.team, team != engine.configuration.team else { return }
    let line = text.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.hasPrefix("team:") }
    throw WireError(
      .badParams,
      "playbook line \((line ?? 0) + 1), column 1: "
        + "this playbook is for team \(team), the daemon serves \(engine.configuration.team): "
        + "ask the daemon of \(team), or write the other name after `team:`",
      details: [
        "pointer": "/params/text", "line": .integer(Int64(line ?? 0) + 1), "column": .integer(1),
      ])
  }
}
