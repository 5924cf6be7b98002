import ArgumentParser
import Daemon

/// `coxswaind --team acme`: serve one team until told to stop.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve a team (what coxswaind does when nothing else is asked).",
    discussion: """
      Examples:
        coxswaind --team acme
        coxswaind --team demo --state /tmp/demo --socket /tmp/demo.sock \\
          --test-clock 2026-01-05T08:00:00Z
      """)

  @Option(help: "The team's name: 1 to 21 of a-z, 0-9 and -, a letter first.")
  var team: String

  @Option(help: "The socket's path (default: the user's runtime folder; /run/coxswain for root).")
  var socket: String?

  @Option(help: "The state directory (default: $STATE_DIRECTORY, else the user's state folder).")
  var state: String?

  @Option(help: "Time is what clock.advance says, starting here (RFC 3339).")
  var testClock: String?

  @Option(help: "The name of a new store in place of a random one; with --test-clock only.")
  var storeID: String?

  @Option(help: "The socket's mode, octal.")
  var socketMode: String = "0600"

  @Option(help: "The group that owns the socket.")
  var socketGroup: String?

  @Flag(help: "End at once when the process that started this one ends.")
  var exitWithParent = false

  func run() throws {
    var options = DaemonOptions(team: team)
    options.socket = socket
    options.state = state
    options.store = storeID
    options.socketGroup = socketGroup
    guard let mode = UInt32(socketMode, radix: 8), mode <= 0o777 else {
      throw ValidationError("--socket-mode takes an octal mode such as 0660")
    }
    options.socketMode = mode
    if let text = testClock {
      guard options.setTestClock(text) else {
        throw ValidationError("--test-clock takes an instant such as 2026-01-05T08:00:00Z")
      }
    }
    do throws(DaemonFailure) {
      if exitWithParent { try DaemonRun.exitWithParent() }
      try DaemonRun.serve(options)
    } catch {
      Coxswaind.end(error)
    }
  }
}
