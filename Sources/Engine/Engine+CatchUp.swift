import EventLog
import WireProtocol

extension Engine {
  /// Bytes that one catch-up read brings, so that no reader holds the loop for long.
  private static let readBytes = 64 * 1024

  /// Moves a session's subscriptions on: reads for those behind, says `live` to those that arrived.
  func feedSubscriptions(_ session: Session) {
    for subscription in session.subscriptions
    where subscription.phase == .catchingUp && !subscription.isReading
      && subscription.opened <= durable
    {
      guard subscription.next <= durable else {
        subscription.phase = .live
        mark(session, subscription, "live")
        continue
      }
      // One read at a time, or each of many streams would bring its own past the room there is.
      guard hasRoomToTell(session), !session.subscriptions.contains(where: \.isReading)
      else { continue }
      subscription.isReading = true
      let from = subscription.next
      catchUps[from, default: []].append((session, subscription))
      // Who stands where another reader stands shares its read.
      guard catchUps[from]?.count == 1 else { continue }
      let request = ReadRequest.range(from: from, through: durable, maximumBytes: Self.readBytes)
      startRead(
        session, request, from: from, holdsSession: false, for: nil,
        orElse: { engine, error in engine.catchUpFailed(from: from, error) }
      ) { engine, _, bytes in
        engine.caughtUp(from: from, bytes)
      }
    }
    for subscription in session.subscriptions { markProgress(session, subscription) }
  }

  /// Gives a piece of the log to all who waited for it and are still there.
  private func caughtUp(from seq: UInt64, _ bytes: [UInt8]) {
    let readers = (catchUps.removeValue(forKey: seq) ?? []).filter { session, subscription in
      subscription.isReading = false
      return session.subscriptions.contains { $0 === subscription }
    }
    deliver(bytes, to: readers, through: nil)
  }

  /// A connection is gone, and its reads with it: who waited for one of them asks for their own.
  func leaveCatchUps(_ session: Session) {
    for (seq, readers) in catchUps where readers.contains(where: { $0.session === session }) {
      let rest = readers.filter { $0.session !== session }
      guard readers[0].session === session else {
        catchUps[seq] = rest
        continue
      }
      catchUps[seq] = nil
      for (session, subscription) in rest {
        subscription.isReading = false
        touch(session)
      }
    }
  }

  /// The log could not be read: who waited is told, and may come again with the last cursor.
  private func catchUpFailed(from seq: UInt64, _ error: WireError) {
    for (session, subscription) in catchUps.removeValue(forKey: seq) ?? [] {
      guard session.subscriptions.contains(where: { $0 === subscription }) else { continue }
      session.subscriptions.removeAll { $0 === subscription }
      say(session) { error.writeReply(id: subscription.stream, into: &$0) }
    }
  }
}
