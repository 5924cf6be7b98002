import Glibc
import Harness

/// The daemon under measurement: a team with a clock that stands still, so that no week
/// is judged in the middle of a figure.
final class BenchDaemon {
  private let binary: String
  private let folder: String
  private let mix: Mix
  private var process: DaemonProcess?

  let socket: String

  init(binary: String, folder: String, mix: Mix = .usual) {
    self.mix = mix
    self.binary = binary
    self.folder = folder
    socket = "\(folder)/bench.sock"
  }

  deinit { process?.kill() }

  /// Starts on an empty state folder with the playbook applied.
  func startEmpty() throws(HarnessFailure) {
    process?.kill()
    process = nil
    _ = try run("rm", ["-rf", "--", "\(folder)/state"])
    // Begin with a clean write-back queue: what others wrote is not ours to wait for.
    sync()
    _ = try start()
    let connection = try LineSocket(socket)
    let answer = try connection.call(
      #"{"jsonrpc":"2.0","id":1,"method":"playbook.apply","params":{"text":""#
        + jsonEscaped(mix.playbook) + "\"}}")
    guard answer.contains("\"result\"") else {
      throw HarnessFailure("the playbook of the bench was refused: \(answer)")
    }
  }

  /// - Returns: seconds from the start of the process to its readiness, replay included.
  @discardableResult
  func start() throws(HarnessFailure) -> Double {
    let begin = monotonicSeconds()
    process = try DaemonProcess(
      binary: binary, team: "bench", socket: socket, state: "\(folder)/state",
      options: ["--exit-with-parent", "--test-clock", "2027-01-04T00:00:00Z"])
    return monotonicSeconds() - begin
  }

  func stop() throws(HarnessFailure) {
    guard let process else { return }
    let status = process.stop()
    guard status == .code(0) else {
      throw HarnessFailure("the daemon ended with \(status):\n\(process.log)")
    }
    self.process = nil
  }

  /// Bytes of memory that the process holds.
  func memory() throws(HarnessFailure) -> Double {
    guard let process else { return 0 }
    return Double(try process.memoryKiB("VmRSS")) * 1024
  }

  /// Seconds of processor time that its threads have used.
  func processorSeconds() throws(HarnessFailure) -> Double {
    guard let process else { throw HarnessFailure("the daemon is not running") }
    return try process.processorSeconds()
  }

  /// A whole number of its `status`, such as `clients`.
  func status(_ name: String) throws(HarnessFailure) -> Int {
    let answer = try LineSocket(socket).call(#"{"jsonrpc":"2.0","id":1,"method":"status"}"#)
    guard let found = answer.firstRange(of: "\"\(name)\":"),
      let number = Int(answer[found.upperBound...].prefix(while: \.isNumber))
    else { throw HarnessFailure("no \(name) in \(answer)") }
    return number
  }

  /// Bytes of each segment of the log, oldest first; `status` tells them with a second's delay.
  func segments() throws(HarnessFailure) -> [Int] {
    let found = try run(
      "find", ["\(folder)/state/log", "-name", "*.ndjson", "-printf", "%f %s\\n"])
    // Their names are numbers of as many digits each.
    return found.outputText.split(separator: "\n").sorted().compactMap { line in
      line.split(separator: " ").last.flatMap { Int($0) }
    }
  }

  /// Leaves the log alone, as a daemon that knows no sidecars would.
  func removeSidecars() throws(HarnessFailure) {
    _ = try run("find", ["\(folder)/state/log", "-name", "*.cols*", "-delete"])
  }

  /// Returns when every sealed segment has a sidecar, which nobody may hinder by asking for something.
  func awaitSidecars() throws(HarnessFailure) {
    for _ in 0..<3_000 {
      let list = try run("find", ["\(folder)/state/log", "-size", "+300k", "-printf", "%f\\n"])
      let large = Set(list.outputText.split(separator: "\n").map(String.init))
      let sealed = try run("find", ["\(folder)/state/log", "-name", "*.seal", "-printf", "%f\\n"])
      let isDone = sealed.outputText.split(separator: "\n").allSatisfy { seal in
        let name = seal.dropLast(".seal".count)
        // Small segments have none.
        return !large.contains("\(name).ndjson") || large.contains("\(name).cols")
      }
      if isDone { return }
      usleep(100_000)
    }
    throw HarnessFailure("there are segments without a sidecar after five minutes")
  }

  /// Returns when no connection is open but the one that asks: the next measurement may need all.
  func awaitDepartures() throws(HarnessFailure) {
    for _ in 0..<1_000 {
      if try status("clients") <= 1 { return }
      usleep(5_000)
    }
    throw HarnessFailure("the daemon still has connections that were closed 5 s ago")
  }

  /// Runs a measurement with the daemon on the first core alone.
  func onOneCore<R>(
    _ body: () throws(HarnessFailure) -> R
  ) throws(HarnessFailure) -> R {
    guard let process else { throw HarnessFailure("the daemon is not running") }
    try pinProcess(process.pid, to: "0")
    let result = try body()
    try pinProcess(process.pid, to: "0-\(coreCount() - 1)")
    return result
  }
}

/// The inside of a JSON string for text without control characters but newlines.
func jsonEscaped(_ text: String) -> String {
  var escaped = ""
  for character in text.unicodeScalars {
    switch character {
    case "\n": escaped += "\\n"
    case "\"": escaped += "\\\""
    case "\\": escaped += "\\\\"
    default: escaped.unicodeScalars.append(character)
    }
  }
  return escaped
}
