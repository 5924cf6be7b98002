import CLinux
import Glibc

/// A blocking connection that speaks lines, for clients that share no code with the daemon's own.
package final class LineSocket {
  package let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  /// Kept, because making room anew for each read would be a part of what a bench measures.
  private var chunk = [UInt8](repeating: 0, count: 65_536)

  /// Connects; a read that gets nothing for `timeoutSeconds` fails instead of hanging.
  package init(_ path: String, timeoutSeconds: Int = 60) throws(HarnessFailure) {
    let result = unsafe path.withCString { unsafe cox_unix_connect($0, path.utf8.count) }
    guard result >= 0 else {
      throw HarnessFailure("no daemon answers on \(path): \(errorText(-result))")
    }
    descriptor = result
    var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
    _ = unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  package func send(_ line: String) throws(HarnessFailure) {
    try send(Array((line + "\n").utf8))
  }

  package func send(_ bytes: [UInt8]) throws(HarnessFailure) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { all in
        guard let base = all.baseAddress else { return 0 }
        return unsafe Glibc.send(
          descriptor, base + done, all.count - done, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        throw HarnessFailure("the daemon closed the connection: \(errorText(errno))")
      }
      done += count
    }
  }

  /// The next line without its newline; `nil` at the end of the stream.
  package func readLine() throws(HarnessFailure) -> String? {
    try readBytes().map { String(decoding: $0, as: UTF8.self) }
  }

  /// The same as bytes.
  package func readBytes() throws(HarnessFailure) -> [UInt8]? {
    var scanned = start
    while true {
      if let end = buffer[scanned...].firstIndex(of: 10) {
        defer { start = end + 1 }
        return Array(buffer[start..<end])
      }
      buffer.removeSubrange(0..<start)
      start = 0
      scanned = buffer.count
      guard try fill() else { return nil }
    }
  }

  /// Sends a request and gives the first line that answers it: notifications in between are skipped.
  package func call(_ request: String) throws(HarnessFailure) -> String {
    try send(request)
    while let line = try readLine() {
      if !line.hasPrefix("{\"jsonrpc\":\"2.0\",\"method\"") { return line }
    }
    throw HarnessFailure("the daemon closed the connection instead of answering \(request)")
  }

  /// Says "no more input"; answers still arrive.
  package func finishSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  private func fill() throws(HarnessFailure) -> Bool {
    while true {
      let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == ECONNRESET { return false }
      guard count >= 0 else {
        throw HarnessFailure("no answer from the daemon: \(errorText(errno))")
      }
      buffer.append(contentsOf: chunk[0..<count])
      return count > 0
    }
  }
}
