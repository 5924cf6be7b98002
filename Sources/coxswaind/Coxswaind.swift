import ArgumentParser
import CLinux
import Daemon
import Glibc

/// The daemon's command line: serve a team, or look at a log offline.
@main
struct Coxswaind: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coxswaind", abstract: "Keeps a team's events and serves what follows from them.",
    version: DaemonOptions.version,
    subcommands: [
      Serve.self, Verify.self, Cat.self, Repair.self, Restore.self, Schema.self,
    ],
    defaultSubcommand: Serve.self)

  static func main() {
    cox_hold_standard_streams()
    main(nil)
  }

  /// Says why on standard error and ends with the failure's own exit code.
  static func end(_ failure: DaemonFailure) -> Never {
    // What the journal has with all its fields need not stand there once more.
    if failure.isTold { Glibc.exit(failure.exitCode) }
    for line in failure.description.split(separator: "\n") { complain("coxswaind: \(line)") }
    Glibc.exit(failure.exitCode)
  }

  static func complain(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    // reason: write(2) takes a pointer; print would go to standard output.
    _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
