import Engine
import EventLog
import Glibc
import LinuxSystem
import SystemPorts
import WireProtocol

/// What the daemon's binary does with a log that no daemon has open.
package enum OfflineTools {
  /// Checks a whole log against its checksums, seals and HEAD, and says what is in it.
  package static func verify(state: String) throws(DaemonFailure) -> String {
    let report = try offline(state) { root throws(LogFailure) in try EventLog.verify(root) }
    let notes = report.notes.map { "\nnote: \($0)" }.joined()
    guard report.isSound else {
      throw DaemonFailure(
        report.problems.joined(separator: "\n") + notes
          + "\nwhat can be kept:  coxswaind repair --state \(state)", exitCode: 65)
    }
    let head =
      report.newestSeal.map { "\nhead: \($0.last) \($0.sha256) (keep it to prove this later)" }
      ?? ""
    return "sound: \(report.records) records up to seq \(report.lastSeq)" + head + notes
  }

  /// Writes records to standard output.
  package static func cat(state: String, from: UInt64, to: UInt64) throws(DaemonFailure) {
    try offline(state) { root throws(LogFailure) in
      try EventLog.cat(root, from: from, through: to) { line in
        // A reader that went away (`| head`) is no fault of the log's.
        if !writeAll(line) { exit(0) }
      }
    }
  }

  /// What `rpc.discover` answers.
  package static func schema() -> String {
    String(decoding: OpenRPC.text, as: UTF8.self)
  }

  private static func offline<R>(
    _ state: String, _ body: (LinuxDirectory) throws(LogFailure) -> R
  ) throws(DaemonFailure) -> R {
    let root: LinuxDirectory
    do throws(IOFault) {
      root = try LinuxDirectory.open(state)
    } catch {
      throw .reading(state, error)
    }
    do throws(LogFailure) {
      return try body(root)
    } catch {
      guard case .io(let fault) = error else {
        throw DaemonFailure("\(error)", exitCode: error.exitCode)
      }
      throw .reading(state, fault)
    }
  }

  // reason: write(2) takes a pointer into the span, good for the call.
  private static func writeAll(_ bytes: Span<UInt8>) -> Bool {
    unsafe bytes.withUnsafeBytes { raw in
      var start = 0
      while start < raw.count {
        let count = unsafe write(
          STDOUT_FILENO, raw.baseAddress.map { unsafe $0 + start }, raw.count - start)
        if count < 0 && errno != EINTR { return false }
        start += max(count, 0)
      }
      return true
    }
  }
}
