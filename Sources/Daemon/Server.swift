import Domain
import Engine
import EventLog
import LinuxSystem
import Glibc
import Logging
import NIOCore
import NIOPosix
import SystemPorts
import Systemd

/// The running daemon: one loop for engine and sockets, one thread that commits, one that reads.
struct Server {
  private static let retryMilliseconds: Int64 = 100
  private let options: DaemonOptions
  private let logger: Logger
  private let clocks: Clocks
  private let loop: any EventLoop
  private let committer: Committer
  private let sidecars: SidecarKeeper
  private let damages: DamageBook
  private let check: BackgroundCheck
  private let engine: NIOLoopBound<EngineLoop>
  private let listener: Listener

  /// Starts the threads around an engine that is up to its log.
  init(
    _ options: DaemonOptions, _ opened: consuming OpenedLog,
    _ configuration: Engine.Configuration, _ clocks: Clocks, _ logger: Logger
  ) throws(DaemonFailure) {
    self.options = options
    self.logger = logger
    self.clocks = clocks
    let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
    let commitPool = NIOThreadPool(numberOfThreads: 1)
    let readPool = NIOThreadPool(numberOfThreads: 1)
    commitPool.start()
    readPool.start()
    let folder = options.stateDirectory + "/log"
    let (recovered, replayed) = (opened.writer.recovered, opened.replayed)
    let zones = opened.zones
    let damages = DamageBook(
      directory: options.stateDirectory, store: recovered.store.text, logger: logger)
    let sidecars = SidecarKeeper(
      opened.sidecars, hashKey: opened.hashKey, damages: damages, pool: readPool, loop: loop,
      ticker: clocks.ticker, logger: logger)
    check = BackgroundCheck(
      opened.unread, damages: damages, pool: readPool, loop: loop, ticker: clocks.ticker,
      logger: logger)
    let reader = RecordReader(
      reader: opened.reader,
      hindsight: Hindsight(zones: { zones.table($0) }, hashKey: opened.hashKey),
      sidecars: sidecars, damages: damages, pool: readPool, loop: loop)
    let committer = Committer(
      writer: opened.writer, pool: commitPool, loop: loop, ticker: clocks.ticker)
    self.loop = loop
    self.committer = committer
    self.sidecars = sidecars
    self.damages = damages
    do {
      let readShare = ReadShare()
      let (engine, peers) = try loop.submit {
        guard let replayed = replayed.take() else {
          preconditionFailure("the state is handed over once")
        }
        let core = Engine(
          configuration: configuration, replayed: replayed,
          builder: BatchBuilder(
            nextSeq: recovered.nextSeq, segmentBytes: recovered.segmentBytes),
          store: recovered.store.text, notBefore: Instant(microseconds: recovered.openedAt),
          moment: clocks.moment)
        let running = EngineLoop(
          engine: core, loop: loop, committer: committer, reader: reader, clocks: clocks,
          usage: SystemUsage(log: folder), damages: damages, readShare: readShare, logger: logger)
        return (
          NIOLoopBound(running, eventLoop: loop),
          NIOLoopBound(PeerLookup(pool: readPool), eventLoop: loop)
        )
      }.wait()
      self.engine = engine
      listener = Listener(loop: loop, engine: engine, peers: peers, readShare: readShare)
    } catch {
      throw DaemonFailure("cannot start the loop: \(error)", exitCode: 71)
    }
  }

  /// Serves until a signal asks to stop, then ends in order: no event that was acknowledged is lost,
  /// none that was accepted goes unanswered.
  ///
  /// `socket` is the place to listen on where the service manager gives none.
  func run(
    _ activated: [ListenDescriptor], _ socket: SocketFile?, _ signals: StopSignals, head: UInt64
  ) throws(DaemonFailure) {
    let (engine, loop) = (self.engine, self.loop)
    damages.whenChanged { loop.execute { engine.value.damageFound() } }
    let channel: any Channel
    do throws(DaemonFailure) {
      channel = try listen(activated, socket)
    } catch {
      // The log has begun a segment by now: it is ended in order, whatever else failed.
      try? committer.close(at: loop.submit { engine.value.lastTime }.wait())
      throw error
    }
    let place = activated.isEmpty ? options.socketPath : "the socket of the service manager"
    logger.journal(
      .started, "team \(options.team) ready on \(place)",
      [.team: options.team, .seq: "\(head)"])
    Systemd.notify(.ready, .status("Live, seq \(head)"))
    feedWatchdog()
    // The first turn judges what became due while no daemon ran, and plans the next wake.
    loop.execute { engine.value.wakeNow() }
    sidecars.look()
    check.begin()
    let stopped = loop.makePromise(of: Void.self)
    signals.hand {
      Systemd.notify(.stopping)
      loop.execute {
        channel.close(promise: nil)
        engine.value.stop(retryMilliseconds: Self.retryMilliseconds) { stopped.succeed() }
      }
    }
    do {
      try stopped.futureResult.wait()
      let last = try loop.submit { engine.value.lastTime }.wait()
      try committer.close(at: last)
    } catch let failure as LogFailure {
      throw DaemonFailure(failure)
    } catch {
      throw DaemonFailure("the stop did not end in order: \(error)", exitCode: 70)
    }
    if activated.isEmpty { _ = unsafe unlink(options.socketPath) }
  }

  private func listen(
    _ activated: [ListenDescriptor], _ file: SocketFile?
  ) throws(DaemonFailure) -> any Channel {
    do {
      if let socket = activated.first(where: { $0.name == "api" }) ?? activated.first {
        return try listener.adopt(socket.descriptor)
      }
      guard let file else { preconditionFailure("a daemon without sockets has a place for one") }
      return try file.whileBinding { try listener.bind(path: file.path) }
    } catch let refusal as SocketFile.Refusal {
      throw DaemonFailure(refusal.message, exitCode: 73)
    } catch {
      let reason = (error as? IOError).map { errnoText($0.errnoCode) } ?? "\(error)"
      throw DaemonFailure("cannot listen on \(options.socketPath): \(reason)", exitCode: 73)
    }
  }

  /// Feeds the watchdog from the commit loop: only as long as syncs return and the loop turns.
  private func feedWatchdog() {
    let interval = Systemd.watchdogInterval ?? .seconds(20)
    let tolerated = TimeAmount.nanoseconds(
      Int64(interval.components.seconds) * 1_000_000_000
        + interval.components.attoseconds / 1_000_000_000)
    let period = TimeAmount.nanoseconds(max(tolerated.nanoseconds / 4, 100_000_000))
    let engine = self.engine
    loop.scheduleRepeatedTask(initialDelay: period, delay: period) { _ in
      let running = engine.value
      guard NIODeadline.now() - running.lastAlive < tolerated else { return }
      Systemd.notify(.watchdog, .status(running.statusLine))
    }
  }
}
