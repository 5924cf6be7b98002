import EventLog
import WireProtocol

extension Engine {
  /// Bytes that one catch-up read brings, so that no reader holds the loop for long.
  private static let readBytes = 64 * 1024

  /// Moves a session's subscriptions on, as far as it takes what it is told.
  func feedSubscriptions(_ session: Session) {
    for subscription in session.subscriptions {
      if !subscription.isReading, subscription.opened <= durable { feed(session, subscription) }
      markProgress(session, subscription)
    }
  }

  /// Tells what is in memory, reads what is not, says `live` once there is no more.
  private func feed(_ session: Session, _ subscription: Subscription) {
    guard subscription.next > durable || !viewers(session).isEmpty else {
      return endUnmapped(session, subscription)
    }
    var piece: RecordPiece?
    while subscription.next <= durable {
      piece = recent.piece(at: subscription.next)
      guard let piece, hasRoomToTell(session) else { break }
      tell(session, subscription, piece)
    }
    guard subscription.next <= durable else {
      guard subscription.phase == .catchingUp else { return }
      subscription.phase = .live
      mark(session, subscription, "live")
      return
    }
    if piece == nil { catchUp(session, subscription) }
  }

  /// Who is nobody here any more is told so, rather than left waiting for events that never come.
  private func endUnmapped(_ session: Session, _ subscription: Subscription) {
    session.subscriptions.removeAll { $0 === subscription }
    // Nothing more is told of it, no progress either.
    subscription.skipped = 0
    let error = unmapped(session)
    say(session) { error.writeReply(id: subscription.stream, into: &$0) }
  }

  /// Reads from disk for a subscription that is behind all that is in memory.
  private func catchUp(_ session: Session, _ subscription: Subscription) {
    if subscription.phase == .live {
      // A reader that takes too little goes on from its position, once it has taken more.
      subscription.phase = .catchingUp
      mark(session, subscription, "behind")
    }
    // One read at a time, or each of many streams would bring its own past the room there is.
    guard hasRoomToTell(session), !session.subscriptions.contains(where: \.isReading)
    else { return }
    subscription.isReading = true
    let from = subscription.next
    catchUps[from, default: []].append((session, subscription))
    // Who stands where another reader stands shares its read.
    guard catchUps[from]?.count == 1 else { return }
    let request = ReadRequest.range(from: from, through: durable, maximumBytes: Self.readBytes)
    startRead(
      session, request, from: from, holdsSession: false, for: nil,
      orElse: { engine, error in engine.catchUpFailed(from: from, error) }
    ) { engine, _, bytes in
      engine.caughtUp(from: from, bytes)
    }
  }

  /// Gives a piece of the log to all who waited for it, are still there and have room for it.
  private func caughtUp(from seq: UInt64, _ bytes: [UInt8]) {
    let (news, last) = read(bytes)
    let piece = RecordPiece(
      from: seq, through: last, records: bytes, size: bytes.count, news: news[...])
    for (session, subscription) in catchUps.removeValue(forKey: seq) ?? [] {
      subscription.isReading = false
      guard session.subscriptions.contains(where: { $0 === subscription }) else { continue }
      if hasBudgetToTell(session) { tell(session, subscription, piece) }
      touch(session)
    }
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
