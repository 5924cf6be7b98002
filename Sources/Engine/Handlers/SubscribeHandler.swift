import Domain
import JSONText
import WireProtocol

/// Opens a reader's position: what is before the head is caught up, then it is live.
enum SubscribeHandler: MethodHandler {
  static func handle(
    _ call: Subscribe, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    guard let id = request.id?.bytes else {
      throw WireError(.badRequest, "subscribe needs an id: its events and its result carry it")
    }
    try engine.checkStreamID(id, session)
    guard session.subscriptions.count < Limits.subscriptions else {
      throw WireError(.tooMany, "\(Limits.subscriptions) streams are open on this connection")
    }
    let subscription = try open(call, id, session, engine)
    subscription.opened = engine.head
    if session.subscriptions.isEmpty { engine.listeners.append(session) }
    session.subscriptions.append(subscription)
    engine.isHeard = true
    if subscription.consumer != nil { engine.mark(session, subscription, "resumed") }
    engine.touch(session)
  }

  private static func open(
    _ call: Subscribe, _ id: [UInt8], _ session: Session, _ engine: Engine
  ) throws(WireError) -> Subscription {
    let now = engine.moment.monotonicNanoseconds
    guard let name = call.durable else {
      let (next, notBefore) = try start(call.start, engine)
      return Subscription(
        stream: id, filter: call.filter, next: next, notBefore: notBefore, now: now)
    }
    let consumer = Consumer(
      owner: engine.actor(session).symbol, name: engine.team.symbols.intern(name))
    var notBefore = Int64.min
    let next = try engine.open(consumer, for: session, takeover: call.takeover) {
      () throws(WireError) in
      let (next, time) = try start(call.start, engine)
      notBefore = time
      return next
    }
    return Subscription(
      stream: id, filter: call.filter, next: next, notBefore: notBefore, consumer: consumer,
      now: now)
  }

  private static func start(
    _ start: Subscribe.Start, _ engine: Engine
  ) throws(WireError) -> (next: UInt64, notBefore: Int64) {
    switch start {
    case .start: return (1, .min)
    case .now: return (engine.head + 1, .min)
    case .after(let token):
      try engine.check(token)
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
