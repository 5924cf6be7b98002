import Domain
import EventLog
import JSONText
import WireProtocol

/// How the daemon is: counts, clock, memory, disk; nothing about anybody's numbers.
enum StatusHandler: MethodHandler {
  static func handle(
    _ call: Status, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    engine.answer(session, request) { result in
      result.member("version", engine.configuration.version)
      result.member("team", engine.configuration.team)
      result.member("store", engine.store)
      result.member("head", engine.token(engine.head))
      for (name, value) in counts(engine) {
        result.key(name)
        result.integer(value)
      }
      result.key("writable")
      result.bool(engine.isWritable)
      result.key("clock")
      result.beginObject()
      result.member("now", engine.clock.now.rfc3339)
      result.member("source", engine.clock.isTest ? "test" : "system")
      result.key("doubt")
      result.bool(engine.clock.isDoubted)
      if engine.awaitsRest {
        result.key("held")
        result.bool(true)
      }
      result.endObject()
      for (name, members) in measures(engine) {
        result.key(name)
        result.beginObject()
        for (key, value) in members {
          result.key(key)
          result.integer(value)
        }
        result.endObject()
      }
      result.key("disk")
      result.beginObject()
      engine.diskUse.write(into: &result)
      result.endObject()
      if let first = engine.figures.damages.first { writeDamage(first, engine, &result) }
      result.key("uptime_s")
      result.integer(
        (engine.clock.now.microseconds - engine.counters.startedAt.microseconds) / 1_000_000)
    }
  }

  /// How many places are known, and the one that was met first.
  ///
  /// Where the state directory is, is none of a member's business.
  private static func writeDamage(
    _ damage: Damage, _ engine: Engine, _ result: inout JSONWriter
  ) {
    result.key("damage")
    result.beginObject()
    result.key("places")
    result.integer(engine.figures.damages.count)
    result.member("file", damage.file.split(separator: "/").last.map(String.init) ?? "")
    result.key("byte")
    result.integer(damage.offset)
    if let seqs = damage.seqs {
      result.key("first")
      result.integer(Int64(clamping: seqs.lowerBound))
      result.key("last")
      result.integer(Int64(clamping: seqs.upperBound))
    }
    result.member("reason", damage.reason)
    result.endObject()
  }

  private static func counts(_ engine: Engine) -> [(StaticString, Int64)] {
    let sessions = engine.sessions.values
    return [
      ("events", Int64(engine.counters.events)),
      ("members", Int64(engine.team.facts.members.count)),
      ("deals", Int64(engine.team.dealCount)),
      ("clients", Int64(sessions.count)),
      ("ingests", Int64(sessions.count { $0.ingest != nil })),
      ("subscriptions", Int64(sessions.reduce(0) { $0 + $1.subscriptions.count })),
      ("rejected", Int64(engine.counters.rejected)),
      ("unknown_types", Int64(engine.counters.unknownTypes)),
      ("doubts", Int64(engine.team.doubtCount)),
    ]
  }

  private static func measures(
    _ engine: Engine
  ) -> [(StaticString, [(StaticString, Int64)])] {
    let figures = engine.figures
    return [
      ("memory", [("rss", figures.residentBytes)]),
      ("log", [("segments", Int64(figures.segments.count)), ("bytes", figures.logBytes)]),
      (
        "sync",
        [("last_us", figures.lastSyncMicroseconds), ("count", Int64(engine.counters.batches))]
      ),
    ]
  }
}
