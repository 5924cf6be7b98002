import Domain
import WireProtocol

/// Believes a doubted clock, or takes a restored log for complete, on an operator's word; what became due
/// meanwhile is judged before the answer.
enum ClockAcceptHandler: MethodHandler {
  static func handle(
    _ call: ClockAccept, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    guard !engine.clock.isTest || engine.awaitsRest else {
      throw WireError(
        .unsupported, "this is a test clock: clock.advance moves it, and nobody doubts it")
    }
    let ended = engine.acceptClock()
    guard !engine.clock.isDoubted else {
      throw WireError(
        .unsupported,
        "the machine's clock says \(engine.moment.wall.rfc3339), and weeks are known up to "
          + "\(EngineClock.end.rfc3339): set it right, the doubt then ends by itself")
    }
    engine.whenJudged(session, request, ended: ended)
  }
}
