import JSONText
import WireProtocol

/// Sets how much the journal is told, and tells for how long; the usual level holds for ever.
enum JournalLevelHandler: MethodHandler {
  static func handle(
    _ call: JournalLevel, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    if let level = call.level {
      let seconds = level == .usual ? nil : call.seconds
      engine.setJournal(level, seconds: seconds, by: "uid \(session.peer.uid)")
    }
    engine.answer(session, request) { result in
      result.member("level", engine.journal.level.rawValue)
      guard let until = engine.journal.until else { return }
      let left = until - engine.moment.monotonicNanoseconds
      result.key("seconds")
      result.integer(max(0, (left + 999_999_999) / 1_000_000_000))
    }
  }
}
