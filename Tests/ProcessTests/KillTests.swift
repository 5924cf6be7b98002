import Glibc
import Harness
import Testing

@Suite("Kills", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct KillTests {
  static let kills = 50

  @Test("Fifty kills under load lose nothing acknowledged and, after resending, double nothing")
  func kills() throws {
    let workbench = try Workbench()
    var (ledger, chance) = (Ledger(), Chance())
    let first = try workbench.start()
    try workbench.apply(members: ["ana: {name: Ana, role: rep, zone: UTC}"], on: first)
    first.stop()
    for kill in 1...Self.kills {
      let daemon = try workbench.start()
      try load(daemon, &ledger, &chance)
      daemon.kill()
      let sound = try workbench.verify()
      try #require(
        sound.status == .code(0), "seed \(chance.seed), kill \(kill): \(sound.errorOutputText)")
      let faults = ledger.faults(in: try workbench.records())
      try #require(faults.isEmpty, "seed \(chance.seed), kill \(kill): \(faults)")
    }
    // The kills must have hit: answers were had, and some events never got theirs.
    #expect(ledger.acknowledged.count > 20 * Self.kills)
    #expect(ledger.open.count > 0)
    try resendEverything(workbench, &ledger)
  }

  /// Streams and requests at once until a random number of answers has come; the daemon is then
  /// killed with more on its way.
  private func load(
    _ daemon: DaemonProcess, _ ledger: inout Ledger, _ chance: inout Chance
  ) throws {
    var connections = try [.stream, .stream, .stream, .requests].map {
      try LoadConnection($0, socket: daemon.socket)
    }
    // What has no answer is sent again, on two connections at once: twins must become one event.
    for number in ledger.open {
      connections[0].send(number, ledger)
      connections[1].send(number, ledger)
    }
    let (answersWanted, startedWith) = (chance.number(0...40), ledger.lines.count)
    var answers = 0
    while answers < answersWanted || ledger.lines.count - startedWith < chance.number(1...400) {
      refill(&connections, &ledger, &chance)
      for index in connections.indices {
        connections[index].write(limit: chance.number(1...20_000))
      }
      var polls = connections.map {
        pollfd(fd: $0.socket.descriptor, events: Int16(POLLIN), revents: 0)
      }
      _ = unsafe poll(&polls, nfds_t(polls.count), answers < answersWanted ? 1 : 0)
      for index in connections.indices { answers += try connections[index].read(&ledger) }
    }
    refill(&connections, &ledger, &chance)
    for index in connections.indices { connections[index].write(limit: chance.number(1...60_000)) }
  }

  private func refill(
    _ connections: inout [LoadConnection], _ ledger: inout Ledger, _ chance: inout Chance
  ) {
    for index in connections.indices {
      switch connections[index].kind {
      case .stream:
        guard connections[index].inFlight < 400 else { continue }
        for _ in 0..<chance.number(1...60) { connections[index].send(ledger.write(), ledger) }
      case .requests:
        guard connections[index].inFlight < 4 else { continue }
        let first = ledger.write()
        var last = first
        for _ in 0..<chance.number(1...4) { last = ledger.write() }
        ledger.group(first...last)
        connections[index].request(first...last, ledger)
      }
    }
  }

  /// Sends every event ever sent once more, by one more stream.
  private func resendEverything(_ workbench: Workbench, _ ledger: inout Ledger) throws {
    let daemon = try workbench.start()
    let output = try workbench.socat(ledger.lines)
    let last = try json(try #require(output.outputText.split(separator: "\n").last))
    let result = try #require((last["result"] ?? last["params"]) as? [String: Any])
    let (new, dup) = (try #require(result["new"] as? Int), try #require(result["dup"] as? Int))
    #expect(result["n"] as? Int == ledger.lines.count)
    #expect(new + dup == ledger.lines.count && result["rejected"] as? Int == 0)
    #expect(dup >= ledger.acknowledged.count)
    let counts = try LineSocket(daemon.socket).call(
      #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"counts","metric":"call"}}"#)
    #expect(counts.contains("\"done\":\(ledger.lines.count)}"), "\(counts)")
    #expect(daemon.stop() == .code(0))
    for number in ledger.lines.indices { ledger.acknowledge(number) }
    #expect(ledger.faults(in: try workbench.records()) == [])
    #expect(try workbench.verify().status == .code(0))
  }
}
