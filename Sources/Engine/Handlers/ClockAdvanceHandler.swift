import Domain
import JSONText
import WireProtocol

/// Moves a test clock on; everything that becomes due on the way is judged before the answer.
enum ClockAdvanceHandler: MethodHandler {
  static func handle(
    _ call: ClockAdvance, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    guard engine.clock.isTest else {
      throw WireError(.unsupported, "the clock is the system's; start coxswaind with --test-clock")
    }
    guard let time = Instant(rfc3339: call.to) else {
      throw WireError(
        .badParams, "params.to must be an instant like 2026-11-21T18:00:00Z",
        details: ["pointer": "/params/to"])
    }
    guard time < EngineClock.end else {
      throw WireError(
        .badParams, "weeks are known up to \(EngineClock.end.rfc3339)",
        details: ["pointer": "/params/to"])
    }
    guard engine.clock.advance(to: time) else {
      throw WireError(
        .badParams, "time does not go back: it is \(engine.clock.now.rfc3339) already",
        details: ["pointer": "/params/to"])
    }
    engine.whenJudged(session, request)
  }
}
