import Foundation
import Harness
import Testing

/// The release binaries under test: `COX_BIN_DIR` names their folder.
enum Binaries {
  static let folder: String? = {
    guard let folder = environmentValue("COX_BIN_DIR"), !folder.isEmpty else {
      sayAside("skipped: needs COX_BIN_DIR, the folder of the release binaries (make test sets it)")
      return nil
    }
    return folder
  }()

  static var isThere: Bool { folder != nil }
  static var daemon: String { (folder ?? "") + "/coxswaind" }
  static var cox: String { (folder ?? "") + "/cox" }
}

/// A folder with a state and a socket, and daemons on them, for one test.
///
/// Tests that use it have no `await`: a daemon with `--exit-with-parent` ends with the thread that
/// started it, and only a body without suspension keeps to one thread.
final class Workbench {
  let folder: TemporaryFolder
  var state: String { folder.path + "/state" }
  var socket: String { folder.path + "/test.sock" }

  static let clock = "2026-11-18T12:00:00Z"

  init() throws {
    folder = try TemporaryFolder()
  }

  deinit { folder.remove() }

  func start(_ options: [String] = [], before command: [String] = []) throws -> DaemonProcess {
    try DaemonProcess(
      binary: Binaries.daemon, team: "test", socket: socket, state: state,
      options: ["--exit-with-parent", "--test-clock", Self.clock] + options, before: command)
  }

  /// Runs the daemon's binary to its end, for starts that must fail and for the offline tools.
  func daemon(_ arguments: [String]) throws -> CommandOutput {
    try run(Binaries.daemon, arguments)
  }

  /// What a client on the socket gets for some lines, through socat and nothing of ours.
  func socat(_ lines: [String], before command: [String] = []) throws -> CommandOutput {
    let all = command + ["socat", "-t10", "-", "UNIX-CONNECT:\(socket)"]
    return try run(all[0], Array(all.dropFirst()), input: lines.map { $0 + "\n" }.joined())
  }

  /// Every record of the log in order, as `coxswaind cat` prints it.
  func records() throws -> [LogRecord] {
    let output = try daemon(["cat", "--state", state])
    try #require(output.status == .code(0), "\(output.errorOutputText)")
    return try output.output.split(separator: 10).map { line in
      try #require(LogRecord(line: line), "no record: \(String(decoding: line, as: UTF8.self))")
    }
  }

  /// Whether `coxswaind verify` finds the whole log sound.
  func verify() throws -> CommandOutput {
    try daemon(["verify", "--state", state])
  }

  /// Applies a playbook whose members are given as YAML lines, with one metric, `call`.
  func apply(members: [String], on daemon: DaemonProcess) throws {
    let text =
      (["team: test", "zone: UTC", "metrics:", "  call: {kind: activity, unit: count}", "members:"]
      + members.map { "  " + $0 }).joined(separator: "\n") + "\n"
    let params = try JSONSerialization.data(withJSONObject: ["text": text])
    let answer = try LineSocket(daemon.socket).call(
      #"{"jsonrpc":"2.0","id":1,"method":"playbook.apply","params":"#
        + String(decoding: params, as: UTF8.self) + "}")
    try #require(answer.contains("\"result\""), "\(answer)")
  }
}

/// A JSON line as dictionaries, by a parser that shares nothing with the daemon.
func json(_ line: some StringProtocol) throws -> [String: Any] {
  let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
  return try #require(value as? [String: Any])
}
