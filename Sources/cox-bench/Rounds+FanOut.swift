import Harness

extension Rounds {
  private static let subscribers = 8

  /// Every event to eight subscribers: ours durable before anybody is told, the peer's not at all.
  mutating func measureFanOut() throws(HarnessFailure) {
    let count = min(burst.totals.events, 200_000)
    say("  \(count) events to \(Self.subscribers) subscribers")
    try daemon.startEmpty()
    let lines = unsafe burst.prepared(count) { line, bytes in
      unsafe bytes.append(contentsOf: line)
    }
    var subscribers: [LineSocket] = []
    for _ in 0..<Self.subscribers { subscribers.append(try subscribe()) }
    let ours = FanOut(
      publisher: try RoundTrips.openIngest(daemon.socket), subscribers: subscribers,
      counting: .events)
    series.add("fan-out deliveries/s", try ours.run(lines.bytes, ends: lines.ends))
    subscribers = []
    try daemon.stop()
    guard let redis else { return }
    try redis.startEmpty()
    series.add("redis fan-out deliveries/s", try redis.fanOut(burst, count, Self.subscribers))
    redis.stop()
  }

  private func subscribe() throws(HarnessFailure) -> LineSocket {
    let socket = try LineSocket(daemon.socket)
    try socket.send(#"{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"from":"now"}}"#)
    guard let mark = try socket.readLine(), mark.contains(#""state":"live""#) else {
      throw HarnessFailure("the daemon refused a subscriber")
    }
    return socket
  }
}

extension RedisPeer {
  /// PUBLISH of the first events to subscribers, in deliveries a second.
  func fanOut(
    _ file: EventFile, _ count: Int, _ subscribers: Int
  ) throws(HarnessFailure) -> Double {
    let socket = self.socket
    func open() throws(HarnessFailure) -> LineSocket { try LineSocket(socket) }
    var sockets: [LineSocket] = []
    for _ in 0..<subscribers {
      let subscriber = try open()
      try subscriber.send("SUBSCRIBE f")
      // An array of three: the word, the channel, how many there are.
      for _ in 0..<6 { _ = try subscriber.readLine() }
      sockets.append(subscriber)
    }
    var total = 0
    let calls = unsafe file.prepared(count) { line, bytes in
      let length = line.count - 1
      bytes.append(contentsOf: "*3\r\n$7\r\nPUBLISH\r\n$1\r\nf\r\n$\(length)\r\n".utf8)
      unsafe bytes.append(contentsOf: line.dropLast())
      bytes.append(contentsOf: "\r\n".utf8)
      total += "*3\r\n$7\r\nmessage\r\n$1\r\nf\r\n$\(length)\r\n".utf8.count + length + 2
    }
    let fan = FanOut(
      publisher: try open(), subscribers: sockets, counting: .bytes(total: total))
    return try fan.run(calls.bytes, ends: calls.ends)
  }
}
