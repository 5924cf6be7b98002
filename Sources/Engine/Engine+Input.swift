import Domain
import EventLog
import JSONText
import WireProtocol

extension Engine {
  /// Time passed; call before the other inputs of a turn and when a wake is due.
  package func observe(_ moment: Moment) {
    self.moment = moment
    let wasDoubted = clock.isDoubted
    clock.observe(moment)
    if clock.isDoubted != wasDoubted { noteClock() }
  }

  /// A peer connected; false when there are too many, and the reply that says so is in the effects.
  package func connected(_ id: ConnectionID, peer: Peer) {
    let session = Session(id: id, peer: peer, now: moment.monotonicNanoseconds)
    sessions[id] = session
    let sameUser = sessions.values.count { $0.peer.uid == peer.uid }
    let places = peer.isOperator ? Limits.connections : Limits.connections - Limits.operatorPlaces
    let isTooMany = sessions.count > places || (!peer.isOperator && sameUser > Limits.perUser)
    guard isTooMany else { return }
    refuse(
      session,
      WireError(
        .tooMany,
        "too many connections (\(sessions.count) open, \(sameUser) of them yours): "
          + "close some, or try again later"))
  }

  /// Bytes arrived; whole lines are handled at once, as far as the batch has room.
  package func received(_ id: ConnectionID, _ bytes: Span<UInt8>) {
    guard let session = sessions[id], !session.closing else { return }
    judgementsLeft = Self.judgementsATurn
    session.lastInput = moment.monotonicNanoseconds
    if session.waiting.isEmpty {
      session.framer.receive(bytes)
    } else {
      session.waiting.add(DecodedInput(bytes))
    }
    touch(session)
    proceed(session)
  }

  /// The peer will send no more; what is complete is finished, a part of a line is dropped.
  package func inputEnded(_ id: ConnectionID) {
    guard let session = sessions[id] else { return }
    session.inputEnded = true
    touch(session)
    proceed(session)
  }

  /// The connection is gone, with whatever it had open.
  package func disconnected(_ id: ConnectionID) {
    guard let session = sessions.removeValue(forKey: id) else { return }
    session.closing = true
    outputHeld -= session.unwritten + session.output.byteCount
    inputHeld -= session.countedInput
    blocked.removeAll { $0 == id }
    held.removeAll { $0 === session }
    touched.removeAll { $0 === session }
    for (ticket, read) in reads where read.session === session { reads[ticket] = nil }
    deferredReads.removeAll { reads[$0.ticket] == nil }
    session.subscriptions = []
    session.backup = nil
    leaveCatchUps(session)
    if let stream = session.ingest {
      release(stream, of: session)
      closeHistory(of: stream)
      noteEnd(of: stream, session, "connection lost")
    }
  }

  /// The transport has written bytes of earlier replies.
  package func wrote(_ id: ConnectionID, byteCount: Int) {
    guard let session = sessions[id] else { return }
    session.unwritten -= byteCount
    session.lastWrote = moment.monotonicNanoseconds
    outputHeld -= byteCount
    let isFed = !session.subscriptions.isEmpty || session.backup != nil
    if isFed || !session.mayProceed || session.pendingInput > 0 { touch(session) }
  }

  /// Whether the transport should read more from this connection now.
  package func wantsInput(_ id: ConnectionID) -> Bool {
    guard let session = sessions[id] else { return false }
    return session.mayProceed && !session.inputEnded
      && session.output.parkedCount < Limits.inFlight
      && hasRoomToTell(session)
      && (session.pendingInput < fairShare || uncommittedInput < Limits.inputBudget)
  }

  /// The peer takes nothing any more: its requests are not carried out.
  package func deafened(_ id: ConnectionID) { sessions[id]?.isDeaf = true }

  /// Whether what a peer that is gone has sent is still of use.
  ///
  /// Events that it streamed are stored whoever hears of it, as long as there is room for them; nobody takes
  /// answers to its requests.
  package func isOfUse(_ id: ConnectionID) -> Bool {
    guard let session = sessions[id], session.ingest != nil else { return false }
    return session.pendingInput < fairShare || uncommittedInput < Limits.inputBudget
  }

  /// What every connection may hold although the budget is used up: only who holds more than others
  /// is not read any further.
  private var fairShare: Int {
    max(Limits.grantedBuffer, Limits.inputBudget / max(1, sessions.count))
  }

  /// Input that is held and not yet on disk, over all connections.
  private var uncommittedInput: Int { builder.byteCount + inputHeld }

  // Counted as it changes: with a thousand connections at the budget, each would ask for the sum.
  func countInput(_ session: Session) {
    let pending = session.pendingInput
    inputHeld += pending - session.countedInput
    session.countedInput = pending
  }

  /// Space on disk ran out or came back.
  package func diskChanged(hasSpace: Bool) { isWritable = hasSpace }

  /// A wake that was asked for is due: judgements, timeouts.
  package func wake() {
    judgementsLeft = Self.judgementsATurn
    closeIdle()
    forgetPast()
    endJournalLevel()
    for session in sessions.values.sorted(by: { $0.id < $1.id }) where session.mayProceed {
      if !session.subscriptions.isEmpty || session.backup != nil { touch(session) }
    }
  }

  /// No more input will be taken; open streams are told, and closed once all is on disk.
  package func stop(retryMilliseconds: Int64) {
    isStopping = true
    for session in sessions.values.sorted(by: { $0.id < $1.id }) where !session.closing {
      endStreams(session, reason: .stopping)
      say(session) { writer in
        Envelope.notification("server.bye", into: &writer) { params in
          params.key("reason")
          params.string("restart")
          params.key("retry_ms")
          params.integer(retryMilliseconds)
        }
      }
      session.closing = true
      touch(session)
    }
  }

  /// Handles the lines of a session that are complete, as long as the batch has room, the peer takes
  /// the answers, and others are not kept waiting.
  func proceed(_ session: Session) {
    handleLines(session)
    countInput(session)
  }

  private func handleLines(_ session: Session) {
    while session.mayProceed {
      guard hasRoom else {
        session.blocked = true
        blocked.append(session.id)
        return
      }
      guard session.calls < Self.callsATurn, hasRoomToTell(session) else {
        session.isHeld = true
        held.append(session)
        return
      }
      do {
        guard let line = try session.framer.next() else {
          if takeWaiting(session) { continue }
          break
        }
        session.lineBegan = nil
        if !takePlainly(session, line) { handleLine(session, line) }
      } catch {
        refuse(session, WireError(.lineTooLong, "a line is longer than \(error.limit) bytes"))
        return
      }
    }
    session.lineBegan =
      session.framer.pendingCount > 0 ? session.lineBegan ?? moment.monotonicNanoseconds : nil
    if session.inputEnded && session.mayProceed { finishInput(session) }
  }

  /// Goes on with the connections that had their share of an earlier turn, or could be told no more.
  package func resumeHeld() {
    judgementsLeft = Self.judgementsATurn
    let waiting = held
    held = []
    for session in waiting {
      guard hasRoomToTell(session) else {
        held.append(session)
        continue
      }
      session.isHeld = false
      touch(session)
      proceed(session)
    }
  }

  /// Tells the peer why, and closes.
  func refuse(_ session: Session, _ error: WireError) {
    say(session) { error.writeReply(id: nil, into: &$0) }
    session.closing = true
    touch(session)
  }

  private func closeIdle() {
    let now = moment.monotonicNanoseconds
    for session in sessions.values.sorted(by: { $0.id < $1.id }) {
      if session.unwritten > 0, now - session.lastWrote > Limits.stallSeconds * 1_000_000_000 {
        let pending = session.unwritten
        note(
          .slowConsumer, "a peer took no byte for \(Limits.stallSeconds) s, \(pending) wait",
          session)
        effects.append(.drop(session.id))
        continue
      }
      guard !session.closing else { continue }
      if let began = session.lineBegan, now - began > Limits.lineSeconds * 1_000_000_000 {
        let limit = Limits.lineSeconds
        refuse(session, WireError(.badRequest, "a line took longer than \(limit) s to arrive"))
      } else if now - session.lastInput > Limits.idleSeconds * 1_000_000_000,
        session.ingest == nil, session.subscriptions.isEmpty, session.backup == nil,
        session.awaitedRead == nil
      {
        session.closing = true
        touch(session)
      }
    }
  }
}
