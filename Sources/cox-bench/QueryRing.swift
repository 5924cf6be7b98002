import Glibc
import Harness

/// Connections that stay open and ask in turn, one question at a time.
struct QueryRing {
  private let connections: [LineSocket]
  private let request: [UInt8]

  /// Opens the connections and has each of them answered once.
  init(socket: String, connections count: Int, request: String) throws(HarnessFailure) {
    var connections: [LineSocket] = []
    for _ in 0..<count {
      let connection = try LineSocket(socket)
      let answer = try connection.call(request)
      guard answer.contains("\"result\"") else {
        throw HarnessFailure("the question was refused: \(answer.prefix(300))")
      }
      connections.append(connection)
    }
    self.connections = connections
    self.request = Array((request + "\n").utf8)
  }

  /// Microseconds of an answer, the median of so many seconds.
  func median(seconds: Double) throws(HarnessFailure) -> Double {
    var samples = Samples()
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    let start = monotonicSeconds()
    var (now, next) = (start, 0)
    while now - start < seconds {
      let connection = connections[next]
      try connection.send(request)
      var last: UInt8 = 0
      while last != 10 {
        let count = unsafe recv(connection.descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { throw HarnessFailure("no answer: \(errorText(errno))") }
        last = chunk[count - 1]
      }
      let end = monotonicSeconds()
      samples.add((end - now) * 1e6)
      (now, next) = (end, (next + 1) % connections.count)
    }
    return samples.median
  }
}
