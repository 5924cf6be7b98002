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
    StopSignals.block()
    FileLimit.raise()
    var logger = Logger(label: "coxswaind") { JournalLogHandler(label: $0) }
    logger[metadataKey: JournalField.team.rawValue] = "\(options.team)"
    let activated = Systemd.listenDescriptors()
    let clocks = Clocks(wall: LinuxWallClock(), ticker: LinuxTicker())
    let zones = ZoneCache()
    let opened = try open(options, zones, clocks, logger)
    if let owner = opened.team, owner != options.team {
      throw DaemonFailure(
        "\(options.stateDirectory) is the state of team \(owner), not of \(options.team): "
          + "start with --team \(owner), or give \(options.team) a --state of its own",
        exitCode: 78)
    }
    let recovered = opened.writer.recovered
    tellRecovery(recovered, logger, options)
    let configuration = Engine.Configuration(
      team: options.team, version: DaemonOptions.version, testClock: options.testClock,
      readPlaybook: PlaybookReading.reader(zones))
    let server = try Server(options, opened, configuration, clocks, logger)
    try server.run(activated, head: recovered.nextSeq - 1)
  }

  /// Has the kernel end this process with its parent; for daemons that tests and tools start.
  package static func exitWithParent() throws(DaemonFailure) {
    let result = cox_exit_with_parent()
    guard result == 0 else {
      throw DaemonFailure("the parent has ended already (\(result))", exitCode: 75)
    }
  }

  /// Opens the log; that it cannot be opened is looked up in the journal like anything else.
  private static func open(
    _ options: DaemonOptions, _ zones: ZoneCache, _ clocks: Clocks, _ logger: Logger
  ) throws(DaemonFailure) -> OpenedLog {
    do throws(DaemonFailure) {
      return try OpenedLog.open(options, zones, clocks)
    } catch {
      if let message = JournalMessage(exitCode: error.exitCode) {
        logger.journal(message, error.description)
      }
      throw error
    }
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
