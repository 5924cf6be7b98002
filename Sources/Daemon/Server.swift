import Domain
import Engine
import EventLog
import Glibc
import LinuxSystem
import Logging
import SystemPorts
import Systemd

/// The running daemon: this thread for engine and sockets, one that commits, one that reads.
struct Server {
  private static let backlog: Int32 = 512
  private let options: DaemonOptions
  private let logger: Logger
  private let committer: Committer
  private let sidecars: SidecarKeeper
  private let check: BackgroundCheck
  private let loop: EngineLoop

  /// What the threads need to talk to each other, and those beside this one.
  struct Plumbing {
    let poller: Poller
    let mailbox: Mailbox
    let commits: WorkerThread
    let reads: WorkerThread
    let decodes: WorkerThread

    /// Starts the threads; call it before the log is opened, for the system may refuse them.
    init() throws(DaemonFailure) {
      do {
        poller = try Poller()
        mailbox = Mailbox(try Bell())
        commits = try WorkerThread("commit")
        reads = try WorkerThread("read")
        decodes = try WorkerThread("decode")
      } catch {
        throw DaemonFailure("\(error)", exitCode: 71, message: .startRefused)
      }
    }
  }

  /// Puts everything around an engine that is up to its log.
  init(
    _ options: DaemonOptions, _ opened: consuming OpenedLog,
    _ configuration: Engine.Configuration, _ plumbing: Plumbing, _ clocks: Clocks, _ logger: Logger
  ) {
    self.options = options
    self.logger = logger
    let (mailbox, reads) = (plumbing.mailbox, plumbing.reads)
    let (recovered, replayed) = (opened.writer.recovered, opened.replayed)
    let zones = opened.zones
    let damages = DamageBook(
      directory: options.stateDirectory, store: recovered.store.text, logger: logger)
    damages.whenChanged { mailbox.put(.damaged) }
    sidecars = SidecarKeeper(
      opened.sidecars, hashKey: opened.hashKey, damages: damages, thread: reads,
      ticker: clocks.ticker, logger: logger)
    check = BackgroundCheck(
      opened.unread, damages: damages, thread: reads, ticker: clocks.ticker, logger: logger)
    let reader = RecordReader(
      reader: opened.reader,
      hindsight: Hindsight(zones: { zones.table($0) }, hashKey: opened.hashKey),
      sidecars: sidecars, damages: damages, thread: reads)
    committer = Committer(writer: opened.writer, thread: plumbing.commits, ticker: clocks.ticker)
    guard let replayed = replayed.take() else {
      preconditionFailure("the state is handed over once")
    }
    let engine = Engine(
      configuration: configuration, replayed: replayed,
      builder: BatchBuilder(nextSeq: recovered.nextSeq, segmentBytes: recovered.segmentBytes),
      store: recovered.store.text, notBefore: Instant(microseconds: recovered.openedAt),
      moment: clocks.moment)
    loop = EngineLoop(
      engine: engine, poller: plumbing.poller, mailbox: mailbox, committer: committer,
      reader: reader,
      input: InputReading(engine.inputDecoder(), thread: plumbing.decodes, mailbox: mailbox),
      peers: PeerLookup(thread: reads), clocks: clocks,
      usage: SystemUsage(log: options.stateDirectory + "/log"), damages: damages, logger: logger)
  }

  /// Serves until a signal asks to stop, then ends in order: no event that was acknowledged is lost,
  /// none that was accepted goes unanswered.
  ///
  /// `socket` is the place to listen on where the service manager gives none.
  func run(
    _ activated: [ListenDescriptor], _ socket: SocketFile?, _ signals: StopSignals, head: UInt64
  ) throws(DaemonFailure) {
    do throws(DaemonFailure) {
      try listen(activated, socket)
    } catch {
      // The log has begun a segment by now: it is ended in order, whatever else failed.
      try? committer.close(at: loop.lastTime)
      throw error
    }
    let place = activated.isEmpty ? options.socketPath : "the socket of the service manager"
    logger.journal(
      .started, "team \(options.team) ready on \(place)",
      [.team: options.team, .seq: "\(head)"])
    Systemd.notify(.ready, .status("Live, seq \(head)"))
    loop.feedWatchdog(within: watchdogTolerance)
    sidecars.look()
    check.begin()
    let mailbox = loop.mailbox
    signals.hand {
      Systemd.notify(.stopping)
      mailbox.put(.stop)
    }
    do {
      try loop.run()
      try committer.close(at: loop.lastTime)
    } catch let failure as LogFailure {
      throw DaemonFailure(failure)
    } catch {
      throw DaemonFailure("the stop did not end in order: \(error)", exitCode: 70)
    }
    if activated.isEmpty { _ = unsafe unlink(options.socketPath) }
  }

  private func listen(
    _ activated: [ListenDescriptor], _ file: SocketFile?
  ) throws(DaemonFailure) {
    do {
      if let socket = activated.first(where: { $0.name == "api" }) ?? activated.first {
        try loop.listen(on: .adopting(socket.descriptor, backlog: Self.backlog))
        return
      }
      guard let file else { preconditionFailure("a daemon without sockets has a place for one") }
      let socket = try file.whileBinding {
        try UnixSocket.listening(on: file.path, backlog: Self.backlog)
      }
      try loop.listen(on: socket)
    } catch let refusal as SocketFile.Refusal {
      throw DaemonFailure(refusal.message, exitCode: 73)
    } catch {
      let reason = (error as? IOFault).map { errnoText($0.code) } ?? "\(error)"
      throw DaemonFailure("cannot listen on \(options.socketPath): \(reason)", exitCode: 73)
    }
  }

  /// For how long the log may give no sign of life, in nanoseconds.
  private var watchdogTolerance: Int64 {
    let interval = (Systemd.watchdogInterval ?? .seconds(20)).components
    return interval.seconds * 1_000_000_000 + interval.attoseconds / 1_000_000_000
  }
}
