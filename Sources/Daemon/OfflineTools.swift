import Engine
import EventLog
import Glibc
import LinuxSystem
import SystemPorts
import WireProtocol

/// What the daemon's binary does with a log that no daemon has open.
package enum OfflineTools {
  /// Checks a whole log and says what is in it.
  package static func verify(state: String) throws(DaemonFailure) -> String {
    try offline(state) { root throws(LogFailure) in
      var records = 0
      var last: UInt64 = 0
      try replay(root) { record, _ throws(LogFailure) in
        records += 1
        last = record.seq
      }
      return "sound: \(records) records up to seq \(last)"
    }
  }

  /// Writes records to standard output.
  package static func cat(state: String, from: UInt64, to: UInt64) throws(DaemonFailure) {
    try offline(state) { root throws(LogFailure) in
      try replay(root, from: from) { record, bytes throws(LogFailure) in
        guard record.seq <= to else { return }
        let line = bytes.span.extracting(record.line.lowerBound..<record.line.upperBound + 1)
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
    do {
      return try body(try LinuxDirectory.open(state))
    } catch let failure as LogFailure {
      throw DaemonFailure("\(failure)", exitCode: failure.exitCode)
    } catch {
      throw DaemonFailure("cannot open \(state): \(error)", exitCode: 66)
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
