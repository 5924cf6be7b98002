import CLinux
import Domain
import Engine
import LinuxSystem
import Logging
import SystemPorts
import Systemd

/// Runs the engine on one thread: gathers what is ready into one turn, carries out its effects.
///
/// Nothing of it leaves that thread; committer, reader and decoder answer through the mailbox.
final class EngineLoop {
  let engine: Engine
  let committer: Committer
  let reader: RecordReader
  let input: InputReading
  let clocks: Clocks
  let mailbox: Mailbox
  let damages: DamageBook
  var logger: Logger
  let usage: SystemUsage
  /// What `EngineLoop+Sockets` and `EngineLoop+Listening` serve.
  let poller: Poller
  let peers: PeerLookup
  var listener: UnixSocket?
  /// Whether nobody is taken for a while, and whether the journal was told why.
  var isListenerResting = false
  var hasToldRest = false
  var connections: [ConnectionID: Connection] = [:]
  /// Accepted, until it is known whose they are.
  var unknown: [UInt32: [UnixSocket]] = [:]
  /// Connections that the engine has no room for, and those that were given bytes in this turn.
  var paused: [Connection] = []
  var unflushed: [Connection] = []
  var lastConnection = 0
  var received = [UInt8](repeating: 0, count: EngineLoop.largestRead)
  /// Whether time was told to the engine since the last turn, and whether a turn is due.
  var isObserved = false
  var isTurnDue = false
  var isAgainDue = false
  var isCommitting = false
  /// Until when a stop waits for those who read (monotonic nanoseconds); nil where none was asked for.
  var stopBy: Int64?
  var isOver = false
  /// Whether memory was given back since input came last.
  var hasReleased = true
  /// Of whom more is expected in a moment; whether a batch is held for them, and a commit is being told.
  var hold = BatchHold()
  var holdsBatch = false
  var isTelling = false
  /// When what is due (monotonic nanoseconds): the engine's wake, the watchdog's food.
  var wakeAt = Int64.max
  var feedAt = Int64.max
  var feedPeriod = Int64.max
  /// When the log last proved that it is alive: a sync that returned, or an idle wake.
  var lastAlive: Int64

  init(
    engine: Engine, poller: Poller, mailbox: Mailbox, committer: Committer, reader: RecordReader,
    input: InputReading, peers: PeerLookup, clocks: Clocks, usage: SystemUsage,
    damages: DamageBook, logger: Logger
  ) {
    self.engine = engine
    self.poller = poller
    self.mailbox = mailbox
    self.committer = committer
    self.reader = reader
    self.input = input
    self.peers = peers
    self.clocks = clocks
    self.usage = usage
    self.damages = damages
    self.logger = logger
    lastAlive = clocks.ticker.nanoseconds()
  }

  /// The time of the newest record, for the closing one.
  var lastTime: Int64 { engine.now.microseconds }

  /// What `systemctl status` shows.
  var statusLine: String { engine.statusLine(clients: connections.count) }

  /// Serves until everything that was accepted before the stop is durable and answered.
  func run() throws(IOFault) {
    try poller.watch(mailbox.bell, Self.bellToken)
    // The first turn judges what became due while no daemon ran, and plans the next wake.
    wake()
    while !isOver {
      let isAgain = isAgainDue
      for place in 0..<(try poller.wait(milliseconds: patience())) {
        handle(poller.ready(at: place))
      }
      if isAgain { takeAnotherTurn() }
      if isTurnDue || (holdsBatch && !expectsMore()) { runTurn() }
      keepTime()
    }
  }

  func read(_ letter: Mailbox.Letter) {
    switch letter {
    case .committed(let outcome, let sealed):
      finish(outcome, sealed: sealed)
      // Its answers first: who gets one may have more for the batch that waits.
      perform()
      // There may be room again, also where nobody was answered.
      resumePaused()
    case .read(let ticket, let result):
      switch result {
      case .success(let bytes?): engine.readFinished(ticket, .success(bytes))
      case .success(nil): engine.readPaused(ticket)
      case .failure(let problem): engine.readFinished(ticket, .failure(problem))
      }
      isTurnDue = true
    case .found(let peer): welcome(peer)
    case .decoded(let id, let piece): take(piece, of: id)
    case .rested: if hasReleased { cox_release_memory() }
    case .damaged: damageFound()
    case .stop: stop()
    }
  }

  /// Tells the engine the time, once a turn in which input comes.
  func noteInput() {
    guard !isObserved else { return }
    isObserved = true
    if hasReleased {
      hasReleased = false
      cox_keep_memory()
    }
    let moment = clocks.moment
    engine.observe(moment)
    reader.sidecars.served(at: moment.monotonicNanoseconds)
  }

  func runTurn() {
    isTurnDue = false
    isObserved = false
    holdsBatch = engine.gatheredBytes > 0 && expectsMore()
    engine.turnEnded(keepingBatch: holdsBatch)
    perform()
    resumePaused()
  }

  private func takeAnotherTurn() {
    isAgainDue = false
    engine.observe(clocks.moment)
    engine.resumeHeld()
    runTurn()
  }

  /// The log was found damaged: whoever asks from now on hears of it.
  private func damageFound() {
    engine.figures.damages = damages.damages
    Systemd.notify(.status(statusLine))
  }

  /// Takes no more input, lets everything that was accepted become durable and be answered.
  private func stop() {
    stopBy = clocks.ticker.nanoseconds() + Self.farewellNanoseconds
    stopListening()
    engine.stop(retryMilliseconds: Self.retryMilliseconds)
    runTurn()
  }

  /// Whether a stop that was asked for has nothing more to wait for: all is durable and has been taken by
  /// those who read, or they have had the time for it.
  func endIfSettled() {
    guard let stopBy, !isCommitting, engine.isSettled else { return }
    let isLate = clocks.ticker.nanoseconds() >= stopBy
    isOver = isLate || !connections.values.contains(where: \.hasUnsent)
  }

  private static let farewellNanoseconds: Int64 = 500_000_000
  private static let retryMilliseconds: Int64 = 100
}
