import ArgumentParser
import Daemon
import Glibc

/// `coxswaind repair`: say what can be kept of a damaged log, and write that elsewhere.
struct Repair: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what can be kept of a damaged log; with --to, write it elsewhere.",
    discussion: """
      For a log that the daemon refuses to start on (exit code 65). Nothing in the state directory \
      is ever changed. Without --to, the damage is told with file, byte and seqs, what a repair \
      keeps and what it loses; the exit code is 65, or 0 when the log is sound.

      With --to, NEW becomes a state directory that a daemon starts on: all records in front of \
      the first damage, whole transactions only, each checked. What is left out goes to \
      NEW/quarantine, byte by byte, with a REPORT in words and, in records.ndjson, the records \
      that are still whole. Seals that are missing or wrong are made anew where the records have \
      the hash that the next segment says, and then nothing is lost. NEW has the folder \
      log.repairing in it until all of it is written and read back; no daemon starts on it before, \
      and after an interruption the same command does it again. Weeks that ended since the last \
      record kept are judged after cox clock accept, so that what was lost can be given back first.

      A backup may lose less: see coxswaind restore.

      Examples:
        coxswaind repair --state /var/lib/coxswain/acme
        coxswaind repair --state /var/lib/coxswain/acme --to /var/lib/coxswain/acme.repaired
      """)

  @Option(help: "The state directory of the damaged log; it stays as it is.")
  var state: String

  @Option(help: "The state directory to write: empty, or not there yet.")
  var to: String?

  func run() throws {
    do throws(DaemonFailure) {
      let outcome = try RepairTool(state: state, target: to).run()
      print(outcome.text)
      fflush(nil)
      if outcome.exitCode != 0 { Glibc.exit(outcome.exitCode) }
    } catch {
      Coxswaind.end(error)
    }
  }
}
