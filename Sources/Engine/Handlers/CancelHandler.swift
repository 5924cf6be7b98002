import WireProtocol

/// Ends an open stream of this connection; its response follows.
enum CancelHandler: MethodHandler {
  static func handle(
    _ call: Cancel, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    if session.ingest?.stream == call.id {
      engine.endIngest(session, end: "cancelled")
    } else if let subscription = session.subscription(call.id) {
      session.subscriptions.removeAll { $0 === subscription }
      engine.end(session, subscription, .cancelled)
    } else if let backup = session.backup, backup.stream == call.id {
      engine.end(session, backup, Engine.EndReason.cancelled.rawValue)
    }
  }
}
