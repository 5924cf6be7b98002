import Domain
import EventLog
import WireProtocol

extension Engine {
  /// The transport has delivered all that was there: judge, hand over the batch, let replies go.
  ///
  /// Where it expects more in a moment it may keep the batch open, and what is durable leaves all the same.
  package func turnEnded(keepingBatch: Bool = false) {
    if inFlight == nil, !keepingBatch { closeBatch() }
    release()
    if held.contains(where: { hasRoomToTell($0) }) { effects.append(.again) }
    effects.append(.wake(afterMicroseconds: untilNextWake()))
  }

  /// Bytes of events in the batch that is being gathered.
  package var gatheredBytes: Int { gathered }

  /// Whether a turn would do something for somebody before anything more arrives.
  package var hasWaiting: Bool { !touched.isEmpty || !held.isEmpty }

  /// Whether a turn that ends now, for one connection alone, costs the others nothing: there is no
  /// batch that their lines should join, and nobody who waits is looked at once more.
  package var mayEndTurnAlone: Bool { builder.isEmpty && held.isEmpty }

  /// The batch in flight is on disk.
  package func committed() {
    guard let seq = inFlight else { return }
    durable = seq
    inFlight = nil
    counters.batches += 1
    startDeferredReads()
    hearCommitted()
    touchWaiting()
    resumeBlocked()
  }

  /// Lines that came while a batch was in flight, or kept open, are acknowledged with the next one.
  private func touchWaiting() {
    for session in waitingForDisk {
      session.isWaitingForDisk = false
      if sessions[session.id] === session { touch(session) }
    }
    waitingForDisk.removeAll(keepingCapacity: true)
  }

  private func resumeBlocked() {
    // What was in flight was cut off the builder when it was taken, so there may be room again.
    while hasRoom, !blocked.isEmpty {
      let id = blocked.removeFirst()
      guard let session = sessions[id] else { continue }
      session.blocked = false
      touch(session)
      proceed(session)
    }
  }

  private func closeBatch() {
    if isWritable { judge() }
    touchWaiting()
    parkAcks()
    writeConsumers()
    guard !builder.isEmpty else { return }
    inFlight = head
    let batch = builder.take()
    lastNews = takeNews(of: batch)
    gathered = 0
    lastBatch = batch
    effects.append(.commit(batch))
    if !blocked.isEmpty { resumeBlocked() }
  }

  /// In order of connection; most turns are one's alone.
  var touchedInOrder: [Session] {
    touched.count > 1 ? touched.sorted { $0.id < $1.id } : touched
  }

  /// Sends what may leave, closes what is over, in order of connection.
  private func release() {
    // A reply may touch further sessions only through subscriptions, which come next turn.
    let sessions = touchedInOrder
    touched = []
    for session in sessions {
      session.isTouched = false
      session.calls = 0
      session.output.release(through: durable)
      feedSubscriptions(session)
      feedBackup(session)
      let bytes = session.output.takeReady()
      let isOver = (session.closing && session.output.byteCount == 0) || session.isFinished
      if !session.isWaitingForDisk,
        session.output.isParked || session.ingest?.needsAck == true
      {
        session.isWaitingForDisk = true
        waitingForDisk.append(session)
      }
      if !bytes.isEmpty || isOver {
        if session.unwritten == 0 { session.lastWrote = moment.monotonicNanoseconds }
        session.unwritten += bytes.count
        effects.append(.reply(session.id, bytes, thenClose: isOver))
      }
    }
  }

  /// A second at most; sooner when a judgement is due sooner and could be made then.
  private func untilNextWake() -> Int64 {
    let idle: Int64 = 1_000_000
    let canJudge =
      !clock.isTest && !clock.isDoubted && !awaitsRest && isWritable && inFlight == nil
    guard canJudge, let due = nextDue() else { return idle }
    // What is due for all time past must not be subtracted from: it has no distance.
    return due <= clock.now ? 0 : min(idle, due.microseconds - clock.now.microseconds)
  }
}
