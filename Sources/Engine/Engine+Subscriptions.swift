import JSONText
import WireProtocol

extension Engine {
  /// Whether a connection may be told more: its own output is bounded, and that of all together.
  func hasRoomToTell(_ session: Session) -> Bool {
    session.unwritten + session.output.byteCount < Limits.output && hasBudgetToTell(session)
  }

  /// Whether the output of all together leaves room for a connection that holds more than its own.
  func hasBudgetToTell(_ session: Session) -> Bool {
    outputHeld < Limits.outputBudget
      || session.unwritten + session.output.byteCount < Limits.grantedBuffer
  }

  func markProgress(_ session: Session, _ subscription: Subscription) {
    let silence = moment.monotonicNanoseconds - subscription.lastTold
    if subscription.skipped >= 10_000 || (subscription.skipped > 0 && silence > 10_000_000_000) {
      mark(session, subscription, "progress")
    }
  }

  func mark(_ session: Session, _ subscription: Subscription, _ state: String) {
    subscription.skipped = 0
    subscription.lastTold = moment.monotonicNanoseconds
    say(session, after: durable) { writer in
      Envelope.notification("events.mark", into: &writer) { params in
        params.key("stream")
        params.raw(subscription.stream)
        params.key("state")
        params.string(state)
        params.key("cursor")
        writeToken(subscription.next - 1, into: &params)
      }
    }
  }

  /// Why a stream ends before its client says so.
  enum EndReason: String { case cancelled, stopping, eof }

  /// Ends everything a session has open, with the results that say where it stood.
  func endStreams(_ session: Session, reason: EndReason) {
    endIngest(session, end: reason.rawValue)
    for subscription in session.subscriptions { end(session, subscription, reason) }
    session.subscriptions = []
    if let backup = session.backup { end(session, backup, reason.rawValue) }
  }

  func end(_ session: Session, _ subscription: Subscription, _ reason: EndReason) {
    say(session) { writer in
      Envelope.result(id: subscription.stream, into: &writer) { result in
        result.key("end")
        result.string(reason.rawValue)
        result.key("cursor")
        writeToken(subscription.next - 1, into: &result)
      }
    }
  }
}
