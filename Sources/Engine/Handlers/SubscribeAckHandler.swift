import JSONText
import WireProtocol

/// Keeps how far a durable consumer is; it is recorded with the batch that is being gathered.
enum SubscribeAckHandler: MethodHandler {
  static func handle(
    _ call: SubscribeAck, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    guard let subscription = session.subscription(call.stream) else {
      throw WireError(.notFound, "no subscription with this id is open on this connection")
    }
    guard let consumer = subscription.consumer else {
      throw WireError(.badParams, "only a subscription with a durable name keeps its place")
    }
    try engine.check(call.cursor)
    guard call.cursor.seq < subscription.next else {
      throw WireError(
        .cursorAhead, "this stream has told no further than \(subscription.next - 1)",
        details: ["head": .string(engine.token(subscription.next - 1))])
    }
    engine.acknowledge(consumer, through: call.cursor.seq)
  }
}
