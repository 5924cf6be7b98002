import Harness

extension Rounds {
  /// Every event replayed twice: by a restart, and by a question about the newest cursor, which the
  /// reader replays the log for.
  mutating func measureAsOf() throws(HarnessFailure) {
    say("  \(burst.totals.events) events, a restart, and a question as of the last of them")
    try daemon.startEmpty()
    let client = LoadClient(
      socket: daemon.socket, clients: options.clients, window: options.window)
    _ = try client.stream(burst)
    try daemon.stop()
    series.add("as-of restart s", try daemon.start())
    let connection = try LineSocket(daemon.socket)
    let now = try connection.call(Self.question(asOf: nil))
    let cursor = try Self.text("at", of: now)
    var seconds: [Double] = []
    for _ in 0..<2 {
      let begin = monotonicSeconds()
      let then = try connection.call(Self.question(asOf: cursor))
      seconds.append(monotonicSeconds() - begin)
      guard try Self.rows(then) == Self.rows(now) else {
        throw HarnessFailure("as of \(cursor) the daemon says \(then), and now \(now)")
      }
    }
    series.add("as-of s", seconds[0])
    series.add("as-of again us", seconds[1] * 1e6)
    try daemon.stop()
  }

  private static func question(asOf cursor: String?) -> String {
    let moment = cursor.map { ",\"asOf\":\"\($0)\"" } ?? ""
    return #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"counts","metric":"call","#
      + "\"member\":\"rep-000\"\(moment)}}"
  }

  private static func text(_ name: String, of line: String) throws(HarnessFailure) -> String {
    let parts = line.split(separator: "\"")
    guard let place = parts.firstIndex(of: Substring(name)), place + 2 < parts.count else {
      throw HarnessFailure("no \(name) in \(line)")
    }
    return String(parts[place + 2])
  }

  private static func rows(_ line: String) throws(HarnessFailure) -> Substring {
    guard let range = line.firstRange(of: "\"rows\":[{") else {
      throw HarnessFailure("no rows in \(line)")
    }
    return line[range.lowerBound...]
  }
}
