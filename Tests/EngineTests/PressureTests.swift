import Domain
import Engine
import JSONText
import Testing
import WireProtocol

@Suite("A peer that sends much and takes little")
struct PressureTests {
  private let call =
    #"{"jsonrpc":"2.0","id":1,"method":"rpc.discover","params":{"method":"query"}}"#

  @Test("answers that nobody takes are not made; once they are taken, each call has its own")
  func untaken() throws {
    let scene = try Scene()
    let peer = scene.world.connect()
    scene.world.stall(peer)
    let calls = 3_000
    scene.world.send(peer, Array(repeating: call, count: calls).joined(separator: "\n"))
    let held = scene.world.received[peer]?.count ?? 0
    #expect(held > 0 && held < 2 * Limits.output, "\(held) bytes")
    #expect(!scene.world.engine.wantsInput(peer))
    scene.world.endInput(peer)
    #expect(!scene.world.closed.contains(peer), "its calls are not all answered")
    scene.world.resume(peer)
    #expect(scene.world.take(peer).count == calls)
    #expect(scene.world.closed.contains(peer))
  }

  @Test("calls without an answer, too, leave others their turn")
  func notifications() throws {
    let scene = try Scene()
    let peer = scene.world.connect()
    let line = #"{"jsonrpc":"2.0","method":"query","params":{"view":"team"}}"# + "\n"
    let bytes = Array(String(repeating: line, count: 1_000).utf8)
    scene.world.engine.received(peer, bytes.span)
    #expect(!scene.world.engine.wantsInput(peer), "what is left is handled in later turns")
    scene.world.endInput(peer)
    #expect(scene.world.closed.contains(peer))
  }

  @Test("many streams of one reader that takes nothing hold no more than one")
  func streams() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    for number in 0..<2_000 {
      scene.world.send(producer, Scene.event("e-\(number)", "2026-11-20T09:00:00Z"))
    }
    let reader = scene.world.connect()
    scene.world.stall(reader)
    let subscribes = (1...60).map {
      #"{"jsonrpc":"2.0","id":\#($0),"method":"subscribe","params":{"from":"start"}}"#
    }
    scene.world.send(reader, subscribes.joined(separator: "\n"))
    #expect((scene.world.received[reader]?.count ?? 0) < 2 * Limits.output)
    scene.world.resume(reader)
    let told = scene.world.take(reader).filter { $0.contains(#""events.next""#) }
    #expect(told.count == 60 * scene.types.count, "each stream has each event once")
  }

  @Test("large answers that nobody takes do not add up beyond their budget")
  func largeAnswers() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    let name = String(repeating: "n", count: 900)
    for number in 0..<3_000 {
      scene.world.send(
        producer,
        Scene.event(
          "o-\(number)", "2026-11-20T09:00:00Z", type: "deal.opened",
          data: #"{"deal":"d-\#(number)","account":"\#(name)"}"#))
    }
    let list =
      #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"deals","list":true}}"#
    var (held, refused) = (0, 0)
    for _ in 0..<24 {
      let peer = scene.world.connect()
      scene.world.stall(peer)
      scene.world.send(peer, list)
      let told = scene.world.received[peer] ?? []
      held += told.count
      if String(decoding: told.prefix(2_000), as: UTF8.self).contains("too_many") { refused += 1 }
    }
    #expect(held <= Limits.outputBudget + 4 << 20 && refused > 0, "\(held) bytes, \(refused)")
    let other = scene.world.connect()
    #expect(try scene.call(other, "status")["result"] != nil, "small answers go on")
  }

  @Test("when the input budget is used up, only who holds the most is not read")
  func fairInput() throws {
    let scene = try Scene()
    let part = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20)
    var holders: [ConnectionID] = []
    for _ in 0..<110 {
      let peer = scene.world.connect()
      if scene.world.engine.wantsInput(peer) { scene.world.sendRaw(peer, part) }
      holders.append(peer)
    }
    #expect(holders.contains { !scene.world.engine.wantsInput($0) })
    let other = scene.world.connect()
    scene.world.sendRaw(other, Array(part.prefix(300_000)))
    #expect(scene.world.engine.wantsInput(other), "an append of 300 KB goes on")
  }

  @Test("names of refused lines are not kept")
  func refusedNames() throws {
    let scene = try Scene()
    let ana = scene.world.connect(uid: 4711, user: "ana")
    scene.world.send(
      ana, Scene.event("a", "2026-11-20T09:00:00Z", source: "/cox/ana"))
    let known = scene.world.engine.knownNames
    for number in 0..<500 {
      scene.world.send(
        ana,
        Scene.event(
          "r-\(number)", "2026-11-20T09:00:00Z", source: "/cox/ana", type: "event.retracted",
          data: #"{"id":"x","source":"/new/\#(number)"}"#))
      scene.world.send(
        ana,
        Scene.event(
          "m-\(number)", "2026-11-20T09:00:00Z", source: "/cox/ana",
          data: #"{"metric":"metric-\#(number)"}"#))
    }
    #expect(scene.world.engine.knownNames == known)
  }

  @Test("a line that takes longer than 30 seconds is refused, a long run of lines is not")
  func slowLines() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    let line = Array((Scene.event("e-1", "2026-11-20T09:00:00Z") + "\n").utf8)
    // Each piece ends in the middle of a line, as a stream's pieces do.
    scene.world.sendRaw(producer, Array(line.dropLast(9)))
    for _ in 1...8 {
      scene.world.passTime(seconds: 10)
      scene.world.sendRaw(producer, line.suffix(9) + line.dropLast(9))
    }
    #expect(!scene.world.closed.contains(producer), "\(scene.world.take(producer))")
    _ = scene.world.take(producer)
    for byte in line.suffix(9).prefix(4) {
      scene.world.passTime(seconds: 10)
      scene.world.sendRaw(producer, [byte])
    }
    let refusal = scene.world.take(producer).last ?? ""
    #expect(refusal.contains("bad_request") && refusal.contains("30 s"), "\(refusal)")
    #expect(scene.world.closed.contains(producer))
  }

  @Test("however long one character is, a refusal that names it is short")
  func longCharacters() throws {
    let scene = try Scene()
    let name = "e" + String(repeating: "\u{301}", count: 200_000)
    scene.world.send(scene.main, #"{"jsonrpc":"2.0","id":1,"method":"\#(name)"}"#)
    #expect(scene.world.take(scene.main).allSatisfy { $0.utf8.count < 4_096 })
  }
}
