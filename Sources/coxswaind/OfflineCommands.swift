import ArgumentParser
import Daemon

/// `coxswaind verify`: check a whole log without changing a byte.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check every record, seal and link of a log; changes nothing.",
    discussion: "Example:\n  coxswaind verify --state /var/lib/coxswain/acme")

  @Option(help: "The state directory.")
  var state: String

  func run() throws {
    do throws(DaemonFailure) {
      print(try OfflineTools.verify(state: state))
    } catch {
      Coxswaind.end(error)
    }
  }
}

/// `coxswaind cat`: print records as they stand in the log.
struct Cat: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a log's records, one JSON object a line.",
    discussion: "Example:\n  coxswaind cat --state /var/lib/coxswain/acme --from 100 | jq .event")

  @Option(help: "The state directory.")
  var state: String

  @Option(help: "The first seq.")
  var from: UInt64 = 1

  @Option(help: "The last seq.")
  var to: UInt64 = .max

  func run() throws {
    do throws(DaemonFailure) {
      try OfflineTools.cat(state: state, from: from, to: to)
    } catch {
      Coxswaind.end(error)
    }
  }
}

/// `coxswaind restore`: make a state directory out of a backup.
struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a state directory out of a backup; replaces nothing.",
    discussion: """
      Every record, seal and link is checked before the log gets its name, so that a restore that
      is refused or interrupted leaves none; it can be repeated. BACKUP is a folder or a tar file
      that cox store backup made, or any state directory; - is a tar stream on standard input.

      Examples:
        coxswaind restore --state /var/lib/coxswain/acme /srv/backup/acme
        ssh vault cat acme.tar | coxswaind restore --state ~/acme -
      """)

  @Option(help: "The state directory: empty, or not there yet.")
  var state: String

  @Option(help: "A head that was kept (SEQ:HASH of cox store head): says what is missing since.")
  var head: String?

  @Argument(help: "A folder, a tar file, or - for a tar stream.")
  var backup: String

  func run() throws {
    let witness = head.flatMap { RestoreTool.Witness($0) }
    guard head == nil || witness != nil else {
      throw ValidationError("--head takes what cox store head says: SEQ:HASH, or the hash alone")
    }
    do throws(DaemonFailure) {
      print(try RestoreTool(state: state, backup: backup, witness: witness).run())
    } catch {
      Coxswaind.end(error)
    }
  }
}

/// `coxswaind schema`: print the protocol's description, as `rpc.discover` gives it.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what rpc.discover answers: the methods and what they need.")

  func run() { print(OfflineTools.schema()) }
}
