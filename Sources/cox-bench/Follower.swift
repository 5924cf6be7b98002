import Glibc
import Harness

/// A subscriber from the first record that takes whatever comes, on a thread of its own.
final class Follower {
  private let socket: LineSocket
  private let reader: Background<Int>

  /// Subscribes; the catch-up begins at once.
  init(socket path: String) throws(HarnessFailure) {
    socket = try LineSocket(path)
    let descriptor = socket.descriptor
    reader = try Background { () throws(HarnessFailure) in
      var chunk = [UInt8](repeating: 0, count: 1 << 18)
      var bytes = 0
      while true {
        let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return bytes }
        bytes += count
      }
    }
    try socket.send(#"{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"from":"start"}}"#)
  }

  /// Ends it.
  ///
  /// - Returns: the bytes that came.
  func stop() throws(HarnessFailure) -> Int {
    shutdown(socket.descriptor, Int32(SHUT_RDWR))
    return try reader.wait()
  }
}
