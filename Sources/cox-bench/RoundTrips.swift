import Glibc
import Harness

/// Small exchanges whose time is the point: one event, one query.
enum RoundTrips {
  /// Microseconds of lone durable events on one raw ingest, one after the other.
  static func loneEvents(
    socket: String, generator: inout EventGenerator, count: Int
  ) throws(HarnessFailure) -> Samples {
    let stream = try openIngest(socket)
    var samples = Samples()
    for n in 1...count {
      var line: [UInt8] = []
      generator.next(into: &line)
      let start = monotonicSeconds()
      try stream.send(line)
      try awaitAck(stream, n)
      samples.add((monotonicSeconds() - start) * 1e6)
    }
    return samples
  }

  /// Sends `depth` copies of a request at a time and waits for their answers.
  ///
  /// - Returns: requests a second and microseconds of a turn.
  static func requests(
    socket: String, request: String, depth: Int, seconds: Double
  ) throws(HarnessFailure) -> (rate: Double, turn: Samples) {
    let connection = try LineSocket(socket)
    // A line is counted as an answer, so a large answer must not be told in several.
    _ = try connection.call(
      #"{"jsonrpc":"2.0","id":0,"method":"hello","params":{"maxLine":1048576}}"#)
    let bytes = (0..<depth).flatMap { _ in Array((request + "\n").utf8) }
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    var samples = Samples()
    let start = monotonicSeconds()
    var now = start
    while now - start < seconds {
      try connection.send(bytes)
      var answers = 0
      while answers < depth {
        let count = unsafe recv(connection.descriptor, &chunk, chunk.count, 0)
        guard count > 0 else {
          throw HarnessFailure("\(answers) of \(depth) answers, then \(errorText(errno))")
        }
        answers += newlines(chunk, count)
      }
      let end = monotonicSeconds()
      samples.add((end - now) * 1e6)
      now = end
    }
    return (Double(samples.values.count * depth) / (now - start), samples)
  }

  private static func newlines(_ bytes: [UInt8], _ count: Int) -> Int {
    unsafe bytes.withUnsafeBytes { all in
      guard let base = all.baseAddress else { return 0 }
      var (lines, offset) = (0, 0)
      while let found = unsafe memchr(base + offset, 10, count - offset) {
        lines += 1
        offset = unsafe UnsafeRawPointer(found) - base + 1
      }
      return lines
    }
  }

  static func openIngest(_ path: String) throws(HarnessFailure) -> LineSocket {
    let socket = try LineSocket(path)
    try socket.send(#"{"jsonrpc":"2.0","id":1,"method":"ingest","params":{"raw":true}}"#)
    guard let ready = try socket.readLine(), ready.contains("ingest.ready") else {
      throw HarnessFailure("the daemon refused an ingest")
    }
    return socket
  }

  private static func awaitAck(_ socket: LineSocket, _ n: Int) throws(HarnessFailure) {
    while let line = try socket.readBytes() {
      guard let acknowledged = AckLine.number(line[...]) else {
        throw HarnessFailure("an event was not taken: \(String(decoding: line, as: UTF8.self))")
      }
      if acknowledged >= n { return }
    }
    throw HarnessFailure("the daemon closed an ingest")
  }
}
