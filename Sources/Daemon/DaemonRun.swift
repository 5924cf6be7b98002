import CLinux
import Domain
import Engine
import EventLog
import Glibc
import LinuxSystem
import Logging
import Playbook
import SystemPorts
import Systemd

/// Opens the log, brings the state up to it, serves until told to stop.
package enum DaemonRun {
  /// Runs to the end; returns after an orderly stop.
  package static func serve(_ options: DaemonOptions) throws(DaemonFailure) {
    if let problem = options.problem { throw DaemonFailure(problem, exitCode: 64) }
    cox_keep_memory()
    var logger = Logger(label: "coxswaind") { JournalLogHandler(label: $0) }
    logger[metadataKey: JournalField.team.rawValue] = "\(options.team)"
    do throws(DaemonFailure) {
      try serve(options, logger)
    } catch {
      throw told(error, logger)
    }
  }

  /// Has the kernel end this process with its parent; for daemons that tests and tools start.
  package static func exitWithParent() throws(DaemonFailure) {
    let result = cox_exit_with_parent()
    guard result == 0 else {
      throw DaemonFailure("the parent has ended already (\(result))", exitCode: 75)
    }
  }

  private static func serve(
    _ options: DaemonOptions, _ logger: Logger
  ) throws(DaemonFailure) {
    let bar = ProgressBar()
    defer { bar.end() }
    let signals = try stopSignals {
      bar.end()
      Systemd.notify(.stopping)
      logger.notice("told to stop while the log was read; nothing was written to it")
    }
    FileLimit.raise()
    let activated = Systemd.listenDescriptors()
    let clocks = Clocks(wall: LinuxWallClock(), ticker: LinuxTicker())
    let zones = ZoneCache()
    let socket = activated.isEmpty ? SocketFile(options) : nil
    let plumbing = try Server.Plumbing()
    let opened = try open(options, zones, clocks, logger, bar, socket, signals)
    let recovered = opened.writer.recovered
    tellRecovery(recovered, logger, options)
    let configuration = Engine.Configuration(
      team: options.team, version: DaemonOptions.version, testClock: options.testClock,
      isRestored: opened.writer.isMarkedRestored, readPlaybook: PlaybookReading.reader(zones))
    let server = Server(options, opened, configuration, plumbing, clocks, logger)
    try server.run(activated, socket, signals, head: recovered.nextSeq - 1)
  }

  private static func stopSignals(
    beforeEnd: @escaping @Sendable () -> Void
  ) throws(DaemonFailure) -> StopSignals {
    do throws(ThreadRefused) {
      return try StopSignals(beforeEnd: beforeEnd)
    } catch {
      throw DaemonFailure("\(error)", exitCode: 71, message: .startRefused)
    }
  }

  /// Opens the log; whatever speaks against serving is found before a byte of it is written.
  private static func open(
    _ options: DaemonOptions, _ zones: ZoneCache, _ clocks: Clocks, _ logger: Logger,
    _ bar: ProgressBar, _ socket: SocketFile?, _ signals: StopSignals
  ) throws(DaemonFailure) -> OpenedLog {
    do throws(DaemonFailure) {
      // What needs no look at the log is told before it is read, which may take long.
      try refusing { () throws(SocketFile.Refusal) in try socket?.checkPlace() }
      return try OpenedLog.open(options, zones, clocks, logger, bar) {
        (team) throws(DaemonFailure) in
        try admit(team, options)
        try refusing { () throws(SocketFile.Refusal) in try socket?.prepare() }
        signals.logIsOpened()
      }
    } catch {
      var failure = error
      failure.message = failure.message ?? .startRefused
      throw failure
    }
  }

  private static func admit(
    _ owner: String?, _ options: DaemonOptions
  ) throws(DaemonFailure) {
    guard let owner, owner != options.team else { return }
    throw DaemonFailure(
      "\(options.stateDirectory) is the state of team \(owner), not of \(options.team): "
        + "start with --team \(owner), or give \(options.team) a --state of its own",
      exitCode: 78)
  }

  private static func refusing(
    _ body: () throws(SocketFile.Refusal) -> Void
  ) throws(DaemonFailure) {
    do throws(SocketFile.Refusal) {
      try body()
    } catch {
      throw DaemonFailure(error.message, exitCode: 73)
    }
  }

  /// Gives a failure to the journal, where standard error leads there; else the command line says it.
  private static func told(_ failure: DaemonFailure, _ logger: Logger) -> DaemonFailure {
    var failure = failure
    guard let message = failure.message, JournalLogHandler.Destination.automatic == .journal else {
      return failure
    }
    logger.journal(message, failure.description)
    failure.isTold = true
    return failure
  }

  private static func tellRecovery(
    _ recovered: Recovered, _ logger: Logger, _ options: DaemonOptions
  ) {
    guard recovered.nextSeq > 2 else { return }
    let torn = recovered.cutBytes > 0 ? ", \(recovered.cutBytes) torn bytes in quarantine" : ""
    let end = recovered.wasClean ? "after an orderly stop" : "after an unclean end"
    logger.journal(
      .replayed, "replayed to seq \(recovered.nextSeq - 2) \(end)\(torn)",
      [.team: options.team, .seq: "\(recovered.nextSeq - 2)", .store: recovered.store.text])
  }
}
