import Glibc
import Harness
import Testing

/// What becomes of connections whose peers end, hang up or dawdle.
@Suite("Connections", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct ConnectionTests {
  private func event(_ id: String) -> String {
    "{\"specversion\":\"1.0\",\"id\":\"\(id)\",\"source\":\"/peer\","
      + "\"type\":\"coxswain.activity.logged\",\"subject\":\"ana\",\"data\":{\"metric\":\"call\"}}"
  }

  private func status(_ id: Int) -> String {
    "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"status\"}"
  }

  /// How many connections the daemon has, the one that asks among them.
  private func clients(_ watcher: LineSocket) throws -> Int? {
    let answer = try json(watcher.call(status(0)))
    return (answer["result"] as? [String: Any])?["clients"] as? Int
  }

  /// Whether the daemon is soon left with the one connection that asks.
  private func isAlone(_ watcher: LineSocket) throws -> Bool {
    for _ in 0..<500 {
      if try clients(watcher) == 1 { return true }
      usleep(10_000)
    }
    return false
  }

  /// How many events are in the log, and whether it ended in order.
  private func stored(_ workbench: Workbench, _ daemon: DaemonProcess) throws -> Int {
    #expect(daemon.stop() == .code(0), "\(daemon.log)")
    return try workbench.records().compactMap(\.event).filter { $0.contains("/peer") }.count
  }

  @Test("Who has said its last goes on being told, until it hangs up")
  func halfClosed() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    let producer = try LineSocket(daemon.socket)
    var reader: LineSocket? = try LineSocket(daemon.socket)
    try reader?.send(#"{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"from":"now"}}"#)
    #expect(try reader?.readLine()?.contains("\"live\"") == true)
    reader?.finishSending()
    for number in 1...3 {
      try producer.send(event("h-\(number)"))
      #expect(try producer.readLine()?.contains("ingest.ack") == true)
      #expect(try reader?.readLine()?.contains("\"h-\(number)\"") == true)
    }
    #expect(try daemon.comesToRest())
    #expect(try clients(producer) == 2)
    reader = nil
    #expect(try isAlone(producer))
    #expect(try daemon.comesToRest())
    #expect(try stored(workbench, daemon) == 3)
  }

  @Test("Who sends and hangs up without reading has all its whole lines stored, and no part of one")
  func goneAtOnce() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    // So many share what one look may read, so that one read does not bring it all.
    let others = try (0..<300).map { _ in try LineSocket(daemon.socket) }
    let last = try #require(others.last)
    #expect(try last.call(status(1)).contains("\"result\""))
    for round in 1...3 {
      let socket = try LineSocket(daemon.socket)
      // The question is answered after the first read, when nobody is there any more.
      let part = String(event("part").dropLast(5))
      let lines = [status(1)] + (1...700).map { event("g-\(round)-\($0)") }
      let bytes = Array((lines.joined(separator: "\n") + "\n" + part).utf8)
      var room: Int32 = 1 << 20
      _ = setsockopt(
        socket.descriptor, SOL_SOCKET, SO_SNDBUF, &room, socklen_t(MemoryLayout<Int32>.size))
      #expect(kill(daemon.pid, SIGSTOP) == 0)
      let sent = send(
        socket.descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      #expect(sent == bytes.count)
    }
    #expect(kill(daemon.pid, SIGCONT) == 0)
    // Each answer comes after what was there before it was asked for.
    for other in others { #expect(try other.call(status(2)).contains("\"result\"")) }
    #expect(try daemon.comesToRest())
    #expect(try stored(workbench, daemon) == 2_100)
  }

  @Test("Those who stream more together than a batch takes and hang up have all of it stored")
  func goneBehindMuch() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    let watcher = try LineSocket(daemon.socket)
    var peers: [LineSocket] = []
    for peer in 1...20 {
      let socket = try LineSocket(daemon.socket)
      // Its stream is open by now: what follows is decoded beside the engine.
      try socket.send(event("p-\(peer)"))
      _ = try socket.readLine()
      peers.append(socket)
    }
    #expect(kill(daemon.pid, SIGSTOP) == 0)
    for (number, socket) in peers.enumerated() {
      let bytes = Array((1...600).map { event("m-\(number)-\($0)") + "\n" }.joined().utf8)
      let sent = send(
        socket.descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      #expect(sent == bytes.count)
    }
    peers = []
    #expect(kill(daemon.pid, SIGCONT) == 0)
    #expect(try isAlone(watcher))
    #expect(try daemon.comesToRest())
    #expect(try stored(workbench, daemon) == 20 + 20 * 600)
  }

  @Test("Who is not read, as it takes no answers, may hang up: nothing turns around in vain")
  func goneWhilePaused() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    let watcher = try LineSocket(daemon.socket)
    let thousand = Array(repeatElement(status(1) + "\n", count: 1_000).joined().utf8)
    for _ in 0..<3 {
      var socket: LineSocket? = try LineSocket(daemon.socket)
      #expect(socket?.flood(thousand, times: 100) == .blocked)
      #expect(try daemon.comesToRest())
      #expect(try clients(watcher) == 2)
      socket = nil
      #expect(try isAlone(watcher))
      #expect(try daemon.comesToRest())
    }
    #expect(daemon.stop() == .code(0), "\(daemon.log)")
  }

  @Test("Who reads slowly gets every answer, whole and in order")
  func slowReader() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    let socket = try LineSocket(daemon.socket)
    let count = 2_000
    try socket.send(Array((1...count).map { status($0) + "\n" }.joined().utf8))
    var (answers, rest) = (0, [UInt8]())
    var chunk = [UInt8](repeating: 0, count: 1_024)
    while answers < count {
      let length = recv(socket.descriptor, &chunk, chunk.count, 0)
      try #require(length > 0, "after \(answers) answers")
      rest += chunk[..<length]
      while let end = rest.firstIndex(of: 10) {
        answers += 1
        let answer = try json(String(decoding: rest[..<end], as: UTF8.self))
        try #require(answer["id"] as? Int == answers && answer["result"] != nil, "\(answer)")
        rest.removeSubrange(...end)
      }
    }
    #expect(rest.isEmpty)
    #expect(daemon.stop() == .code(0), "\(daemon.log)")
  }

  @Test("Three hundred say an event each at once: each is acknowledged, and all may leave")
  func manyAtOnce() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    let watcher = try LineSocket(daemon.socket)
    var sockets = try (0..<300).map { _ in try LineSocket(daemon.socket) }
    for (number, socket) in sockets.enumerated() { try socket.send(event("m-\(number)")) }
    for socket in sockets { #expect(try socket.readLine()?.contains("\"n\":1,") == true) }
    sockets = []
    #expect(try isAlone(watcher))
    #expect(try daemon.comesToRest())
    #expect(try stored(workbench, daemon) == 300)
  }
}
