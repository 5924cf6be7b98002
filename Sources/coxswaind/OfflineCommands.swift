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

/// `coxswaind schema`: print the protocol's description, as `rpc.discover` gives it.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what rpc.discover answers: the methods and what they need.")

  func run() { print(OfflineTools.schema()) }
}
