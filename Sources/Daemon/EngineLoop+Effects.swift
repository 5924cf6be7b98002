import Engine
import EventLog
import Glibc
import Logging
import SystemPorts
import Systemd
import WireProtocol

extension EngineLoop {
  /// Carries out what the engine asks for, until it asks for nothing more.
  func perform() {
    var effects = engine.takeEffects()
    while !effects.isEmpty {
      for effect in effects { perform(effect) }
      effects = engine.takeEffects()
    }
    // One flush a connection: what a turn says leaves in as few writes as the kernel takes.
    for connection in unflushed { flush(connection) }
    expectAnswered()
    unflushed.removeAll(keepingCapacity: true)
    endIfSettled()
  }

  private func perform(_ effect: EngineEffect) {
    switch effect {
    case .commit(let batch): commit(batch)
    case .reply(let id, let bytes, let thenClose): send(id, bytes, thenClose: thenClose)
    case .share(let id, let text): send(id, text.bytes, thenClose: false)
    case .drop(let id): if let connection = connections[id] { close(connection) }
    case .read(let ticket, let request): reader.read(request, ticket, then: mailbox)
    case .forgetPast: reader.forgetPast()
    case .again: isAgainDue = true
    case .wake(let delay): wake(after: delay)
    case .forgetRestored: forgetRestored()
    case .note(let note): journal(note)
    case .journalLevel(let level, let text): setLevel(level, text)
    case .trace(let text): logger.debug("\(text)")
    }
  }

  /// Where a commit was told, more is expected of those who had asked and may say more.
  private func expectAnswered() {
    guard isTelling else { return }
    isTelling = false
    hold.commitTold(
      at: clocks.ticker.nanoseconds(), sync: committer.lastSyncMicroseconds * 1_000)
    for connection in unflushed
    where connections[connection.id] === connection && !connection.inputEnded {
      hold.answered(&connection.speaker)
    }
  }

  /// Whether somebody is likely to say more in a moment.
  func expectsMore() -> Bool {
    !isCommitting
      && hold.isOpen(at: clocks.ticker.nanoseconds(), gathered: engine.gatheredBytes)
  }

  private func send(_ id: ConnectionID, _ bytes: [UInt8], thenClose: Bool) {
    guard let connection = connections[id] else { return }
    if !connection.hasUnflushed {
      connection.hasUnflushed = true
      unflushed.append(connection)
    }
    connection.add(bytes, thenClose: thenClose)
  }

  private func commit(_ batch: Batch) {
    isCommitting = true
    hold.batchClosed()
    let seals = batch.opensSegment != nil
    logger.debug("writing seq \(batch.firstSeq) to \(batch.lastSeq), \(batch.bytes.count) bytes")
    if committer.mayCommitInline(batch) {
      finish(committer.commit(batch), sealed: seals)
    } else {
      committer.submit(batch, sealed: seals, then: mailbox)
    }
  }

  func finish(_ result: Committer.Outcome, sealed: Bool) {
    isCommitting = false
    lastAlive = clocks.ticker.nanoseconds()
    switch result {
    case .success(let hasSpace):
      if sealed { reader.sidecars.look() }
      logger.debug("synced in \(committer.lastSyncMicroseconds) us")
      engine.diskChanged(hasSpace: hasSpace)
      engine.observe(clocks.moment)
      engine.committed()
      isTelling = true
      // What little came meanwhile may wait until it is known whom the answers go to.
      let holds = engine.gatheredBytes > 0 && engine.gatheredBytes < BatchHold.littleBytes
      engine.turnEnded(keepingBatch: holds)
      if holds { isTurnDue = true }
    case .failure(let failure): end(failure)
    }
  }

  /// Memory is ahead of the disk: the only safe way on is a new start, which reads what is there.
  ///
  /// Nothing more is said to anybody, so no outcome is claimed that is not known.
  private func end(_ failure: LogFailure) -> Never {
    logger.journal(failure.journalMessage, "\(failure)", [.seq: "\(engine.durableSeq)"])
    _exit(failure.exitCode)
  }

  /// Without a word in the journal nobody would know why the next start asks once more.
  private func forgetRestored() {
    guard let failure = committer.forgetRestored() else { return }
    logger.warning("weeks are judged, but the next start may hold them again: \(failure)")
  }
}
