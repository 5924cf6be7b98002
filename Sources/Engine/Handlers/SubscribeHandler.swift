import Domain
import JSONText
import WireProtocol

/// Opens a reader's position: what is before the head is caught up, then it is live.
enum SubscribeHandler: MethodHandler {
  static func handle(
    _ call: Subscribe, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    guard let id = request.id else {
      throw WireError(.badRequest, "subscribe needs an id: its events and its result carry it")
    }
    guard session.subscription(id) == nil, session.ingest?.stream != id else {
      throw WireError(.badRequest, "a stream with this id is open on this connection")
    }
    guard session.subscriptions.count < Limits.inFlight else {
      throw WireError(.tooMany, "\(Limits.inFlight) streams are open on this connection")
    }
    let (next, notBefore) = try start(call.start, engine)
    let subscription = Subscription(
      stream: id, filter: call.filter, next: next, notBefore: notBefore,
      now: engine.moment.monotonicNanoseconds)
    session.subscriptions.append(subscription)
    engine.touch(session)
  }

  private static func start(
    _ start: Subscribe.Start, _ engine: Engine
  ) throws(WireError) -> (next: UInt64, notBefore: Int64) {
    switch start {
    case .start: return (1, .min)
    case .now: return (engine.head + 1, .min)
    case .after(let token):
      guard token.store == engine.store else {
        throw WireError(
          .cursorForeign, "this cursor is of store \(token.store), this is \(engine.store)",
          details: ["store": .string(engine.store)])
      }
      guard token.seq <= engine.head else {
        throw WireError(
          .cursorAhead,
          "this cursor is ahead of the log, which ends at \(engine.head): was a backup restored?",
          details: ["head": .string(engine.token(engine.head))])
      }
      return (token.seq + 1, .min)
    case .time(let text):
      guard let time = Instant(rfc3339: text) else {
        throw WireError(
          .badParams, "params.from.time must be an instant like 2026-11-21T18:00:00Z",
          details: ["pointer": "/params/from/time"])
      }
      return (engine.times.place(of: time.microseconds), time.microseconds)
    }
  }
}
