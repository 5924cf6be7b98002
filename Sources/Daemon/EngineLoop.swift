import CLinux
import Domain
import Engine
import EventLog
import Glibc
import Logging
import NIOCore
import SystemPorts
import Systemd
import WireProtocol

/// Runs the engine on the event loop: gathers a tick's input into one turn, carries out its effects.
///
/// Everything here happens on that one loop; committer and reader answer through `execute`.
final class EngineLoop {
  private let engine: Engine
  private let loop: any EventLoop
  private let committer: Committer
  private let reader: RecordReader
  private let clocks: Clocks
  private let usage: SystemUsage
  private let damages: DamageBook
  private let readShare: ReadShare
  private var logger: Logger
  private var connections: [ConnectionID: ConnectionHandler] = [:]
  private var paused: [ConnectionHandler] = []
  /// Connections with writes that have not been flushed, and the texts that several of them are sent.
  private var unflushed: [ConnectionHandler] = []
  private var shared: [ObjectIdentifier: ByteBuffer] = [:]
  private var isTurnPlanned = false
  private var isAgainPlanned = false
  private var isCommitting = false
  private var wakeUp: Scheduled<Void>?
  private var wakeAt: NIODeadline?
  private var nextConnection = 0
  private var stopped: (() -> Void)?
  /// Whether memory was given back since input came last.
  private var hasReleased = true
  /// When the commit loop last proved that it is alive: a sync that returned, or an idle wake.
  private(set) var lastAlive: NIODeadline = .now()

  init(
    engine: Engine, loop: any EventLoop, committer: Committer, reader: RecordReader,
    clocks: Clocks, usage: SystemUsage, damages: DamageBook, readShare: ReadShare, logger: Logger
  ) {
    self.engine = engine
    self.loop = loop
    self.committer = committer
    self.reader = reader
    self.clocks = clocks
    self.usage = usage
    self.damages = damages
    self.readShare = readShare
    self.logger = logger
  }

  /// The time of the newest record, for the closing one.
  var lastTime: Int64 { engine.now.microseconds }

  /// What `systemctl status` shows.
  var statusLine: String { engine.statusLine(clients: connections.count) }

  func makeConnectionID() -> ConnectionID {
    nextConnection += 1
    return ConnectionID(nextConnection)
  }

  func connected(_ handler: ConnectionHandler, _ peer: Peer) {
    connections[handler.id] = handler
    readShare.share(among: connections.count)
    engine.observe(clocks.moment)
    engine.connected(handler.id, peer: peer)
    endTurn()
  }

  func received(_ id: ConnectionID, _ bytes: Span<UInt8>) {
    if !isTurnPlanned {
      let moment = clocks.moment
      engine.observe(moment)
      reader.sidecars.served(at: moment.monotonicNanoseconds)
      hasReleased = false
    }
    engine.received(id, bytes)
  }

  func inputEnded(_ id: ConnectionID) {
    engine.inputEnded(id)
    endTurn()
  }

  func disconnected(_ id: ConnectionID) {
    connections[id] = nil
    readShare.share(among: connections.count)
    paused.removeAll { $0.id == id }
    engine.disconnected(id)
    endTurn()
  }

  func wrote(_ id: ConnectionID, byteCount: Int) {
    engine.wrote(id, byteCount: byteCount)
    if engine.hasWaiting || !paused.isEmpty { endTurn() }
  }

  func wantsInput(_ id: ConnectionID) -> Bool { engine.wantsInput(id) }

  func pause(_ handler: ConnectionHandler) {
    guard !handler.isPaused else { return }
    handler.isPaused = true
    paused.append(handler)
  }

  /// A connection has been read empty: its answers leave at once, where there is nothing to commit.
  func readCompleted() {
    if !isTurnPlanned, engine.mayEndTurnAlone, paused.isEmpty { runTurn() } else { endTurn() }
  }

  /// Ends the turn once all that is readable now has been read: the loop runs this after its I/O.
  func endTurn() {
    guard !isTurnPlanned else { return }
    isTurnPlanned = true
    loop.assumeIsolated().execute { self.runTurn() }
  }

  private func runTurn() {
    isTurnPlanned = false
    engine.turnEnded()
    perform()
    resumePaused()
  }

  private func perform() {
    var effects = engine.takeEffects()
    while !effects.isEmpty {
      for effect in effects { perform(effect) }
      effects = engine.takeEffects()
    }
    // One flush a connection: what a turn says leaves in as few writes as the kernel takes.
    for handler in unflushed { handler.flush() }
    unflushed.removeAll(keepingCapacity: true)
    shared.removeAll(keepingCapacity: true)
    if let stopped, !isCommitting, engine.isSettled { finishStop(stopped) }
  }

  private func perform(_ effect: EngineEffect) {
    switch effect {
    case .commit(let batch): commit(batch)
    case .reply(let id, let bytes, let thenClose):
      send(id, ByteBuffer(bytes: bytes), thenClose: thenClose)
    case .share(let id, let text): send(id, buffer(text), thenClose: false)
    case .drop(let id): connections[id]?.drop()
    case .read(let ticket, let request):
      reader.read(request).assumeIsolated().whenSuccess { result in
        switch result {
        case .success(let bytes?): self.engine.readFinished(ticket, .success(bytes))
        case .success(nil): self.engine.readPaused(ticket)
        case .failure(let problem): self.engine.readFinished(ticket, .failure(problem))
        }
        self.endTurn()
      }
    case .forgetPast: reader.forgetPast()
    case .again: takeAnotherTurn()
    case .wake(let delay): wake(after: delay)
    case .forgetRestored: forgetRestored()
    case .note(let note): journal(note)
    case .journalLevel(let level, let text): setLevel(level, text)
    case .trace(let text): logger.debug("\(text)")
    }
  }

  private func send(_ id: ConnectionID, _ buffer: ByteBuffer, thenClose: Bool) {
    guard let handler = connections[id] else { return }
    if !handler.hasUnflushed { unflushed.append(handler) }
    handler.send(buffer, thenClose: thenClose)
  }

  /// The one buffer of a text that several connections are sent in a turn.
  private func buffer(_ text: SharedText) -> ByteBuffer {
    let name = ObjectIdentifier(text)
    if let known = shared[name] { return known }
    let buffer = ByteBuffer(bytes: text.bytes)
    shared[name] = buffer
    return buffer
  }

  private func commit(_ batch: Batch) {
    isCommitting = true
    let seals = batch.opensSegment != nil
    logger.debug("writing seq \(batch.firstSeq) to \(batch.lastSeq), \(batch.bytes.count) bytes")
    if committer.mayCommitInline(batch) {
      finish(committer.commit(batch), sealed: seals)
    } else {
      committer.submit(batch).assumeIsolated().whenSuccess { result in
        self.finish(result, sealed: seals)
        self.runTurn()
      }
    }
  }

  private func finish(_ result: Committer.Outcome, sealed: Bool) {
    isCommitting = false
    lastAlive = .now()
    switch result {
    case .success(let hasSpace):
      if sealed { reader.sidecars.look() }
      logger.debug("synced in \(committer.lastSyncMicroseconds) us")
      engine.diskChanged(hasSpace: hasSpace)
      engine.observe(clocks.moment)
      engine.committed()
      engine.turnEnded()
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

  /// A task without a delay would run before the loop looks at its sockets again.
  private func takeAnotherTurn() {
    guard !isAgainPlanned else { return }
    isAgainPlanned = true
    loop.assumeIsolated().scheduleTask(in: .microseconds(50)) {
      self.isAgainPlanned = false
      self.engine.observe(self.clocks.moment)
      self.engine.resumeHeld()
      self.runTurn()
    }
  }

  private func wake(after microseconds: Int64) {
    let deadline = NIODeadline.now() + .microseconds(max(microseconds, 1000))
    if let planned = wakeAt, planned <= deadline { return }
    wakeUp?.cancel()
    wakeAt = deadline
    wakeUp = loop.assumeIsolated().scheduleTask(deadline: deadline) { self.wakeDue() }
  }

  /// Takes a turn without any input: at the start.
  func wakeNow() { wakeDue() }

  private func wakeDue() {
    wakeAt = nil
    engine.figures = usage.figures(lastSync: committer.lastSyncMicroseconds)
    engine.figures.damages = damages.damages
    if !isCommitting {
      lastAlive = .now()
      engine.diskChanged(hasSpace: committer.hasSpace())
    }
    let moment = clocks.moment
    engine.observe(moment)
    engine.wake()
    runTurn()
    releaseMemory(moment.monotonicNanoseconds)
  }

  /// Gives back what a busy time needed, once nobody has asked for anything for a second.
  private func releaseMemory(_ now: Int64) {
    guard !hasReleased, !isCommitting, reader.sidecars.idle(at: now) > 1_000_000_000 else { return }
    hasReleased = true
    cox_release_memory()
  }

  /// The log was found damaged: whoever asks from now on hears of it.
  func damageFound() {
    engine.figures.damages = damages.damages
    Systemd.notify(.status(statusLine))
  }

  private func resumePaused() {
    let waiting = paused
    paused = []
    for handler in waiting {
      handler.isPaused = false
      handler.readMore()
    }
  }

  /// Takes no more input, lets everything that was accepted become durable and be answered.
  func stop(retryMilliseconds: Int64, _ done: @escaping () -> Void) {
    stopped = done
    engine.stop(retryMilliseconds: retryMilliseconds)
    runTurn()
  }

  private func finishStop(_ done: @escaping () -> Void) {
    stopped = nil
    done()
  }

  /// Sets what the journal is told; that it was set is told whatever the level was and is.
  private func setLevel(_ level: JournalLevel.Level, _ text: String) {
    let wanted = Logger.Level(rawValue: level.rawValue) ?? .info
    logger.logLevel = min(logger.logLevel, wanted, .notice)
    logger.notice("\(text)")
    logger.logLevel = wanted
  }

  private func journal(_ note: Note) {
    var fields: [JournalField: String] = [.kind: note.kind.rawValue]
    if let uid = note.uid { fields[.peerUID] = "\(uid)" }
    if let seq = note.seq { fields[.seq] = "\(seq)" }
    if let source = note.source { fields[.source] = source }
    let message: JournalMessage =
      switch note.kind {
      case .ingestEnded: .ingestEnded
      case .eventRejected: .eventRejected
      case .slowConsumer: .slowConsumer
      case .peerDenied: .peerDenied
      case .alertRaised: .alertRaised
      case .clockDoubted: .clockDoubted
      case .clockBelieved: .clockBelieved
      }
    logger.journal(message, note.text, fields)
  }
}

/// The machine's two clocks, read together.
struct Clocks: Sendable {
  let wall: any WallClock
  let ticker: any Ticker

  var moment: Moment {
    Moment(
      wall: Instant(microseconds: wall.microseconds()),
      monotonicNanoseconds: ticker.nanoseconds())
  }
}
