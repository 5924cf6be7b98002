import Domain
import Engine
import JSONText
import Testing

@Suite("Input decoded ahead")
struct DecodedInputTests {
  private static let time = "2026-11-20T09:00:00Z"
  private static let ingest =
    #"{"jsonrpc":"2.0","id":1,"method":"ingest","params":{"raw":true}}"#

  /// One line of a stream: mostly events, new or known, some that are refused, garbage, and nothing.
  private static func line(_ random: inout SeededDraws) -> String {
    let id = "e\(random.index(below: 40))"
    let deal = "D-\(random.index(below: 12))"
    let subject = ["ana", "ben", "zoe"][random.index(below: 3)]
    switch random.index(below: 18) {
    case 0: return ""
    case 1: return #"{"jsonrpc":"2.0","id":7,"method":"status"}"#
    case 2:
      return random.index(below: 2) == 0
        ? "no JSON at all"
        : #"{"jsonrpc":"2.0","method":"ingest.cursor","params":{"stream":1,"cursor":"\#(id)"}}"#
    case 3: return Scene.event(id, time, source: "/elsewhere")
    case 4: return Scene.event(id, time, subject: subject, source: "/crm/y")
    case 5: return Scene.event(id, time, data: #"{"metric":"call","count":1000001}"#)
    case 6: return Scene.event(id, time, data: #"{"metric":"call","note":"\#("é")"}"#) + "\r"
    case 7: return Scene.event(id, time, type: "deal.opened", data: #"{"deal":"\#(deal)"}"#)
    case 8:
      return Scene.event(
        id, time, type: "deal.won", data: #"{"amount":900,"deal":"\#(deal)"}"#)
    case 9: return Scene.event(id, time, subject: "ana", source: "/cox/ana")
    case 10: return Scene.event("n\(id)", time).replacing(#""time":"\#(time)","#, with: "")
    case 11:
      let note = String(repeating: "n", count: random.index(below: 2) * 50_000)
      return Scene.event(id, time, data: #"{"metric":"call","note":"\#(note)"}"#)
    default:
      return Scene.event(
        id, time, subject: subject, data: #"{"metric":"call","deal":"\#(deal)"}"#) + "\r"
    }
  }

  /// What a history of two streams leads to: what peers are told, the log, and the weeks.
  private func outcome(_ seed: UInt64, _ decodes: @escaping (Int) -> Bool) throws -> [String] {
    var random = SeededDraws(seed: seed)
    let scene = try Scene()
    let world = scene.world
    world.decodes = decodes
    let peers = [world.connect(uid: 4714, user: nil), world.connect()]
    let listener = world.connect()
    if seed % 2 == 0 {
      world.send(listener, #"{"jsonrpc":"2.0","id":2,"method":"subscribe","params":{}}"#)
    }
    for peer in peers { world.send(peer, Self.ingest) }
    var rests = [[UInt8]](repeating: [], count: peers.count)
    for _ in 0..<30 {
      let peer = random.index(below: peers.count)
      for _ in 0..<random.index(below: 30) {
        rests[peer] += Array((Self.line(&random) + "\n").utf8)
      }
      // A piece ends anywhere, and so the next one begins in the middle of a line.
      let count = random.index(below: rests[peer].count + 1)
      world.commitsAtOnce = random.index(below: 3) > 0
      world.sendRaw(peers[peer], Array(rests[peer][..<count]))
      rests[peer].removeFirst(count)
      if random.index(below: 4) == 0 {
        world.beginDecodingAnew(resting: random.index(below: 2) == 0)
      }
      if random.index(below: 3) == 0 { world.commitNow() }
      world.engine.diskChanged(hasSpace: random.index(below: 6) > 0)
    }
    world.engine.diskChanged(hasSpace: true)
    while world.commitsWaiting > 0 { world.commitNow() }
    world.commitsAtOnce = true
    for (peer, rest) in zip(peers, rests) { world.sendRaw(peer, rest) }
    for peer in peers { world.endInput(peer) }
    var told = (peers + [listener]).flatMap { world.take($0) }
    told += world.lines.keys.sorted().map { String(decoding: world.lines[$0] ?? [], as: UTF8.self) }
    told += try [scene.week("ana").text, scene.week("ben").text]
    return told + ["\(world.engine.knownNames) names"]
  }

  @Test("leads where the bytes alone lead", arguments: 1...8 as ClosedRange<UInt64>)
  func same(_ seed: UInt64) throws {
    let plain = try outcome(seed) { _ in false }
    #expect(try outcome(seed) { _ in true } == plain)
    #expect(try outcome(seed) { $0 % 3 == 1 } == plain)
    #expect(plain.count > 40)
  }

  @Test("what comes while a batch is full waits, and is taken when there is room")
  func fullBatch() throws {
    var told: [[String]] = []
    for decodes in [true, false] {
      let scene = try Scene()
      let world = scene.world
      world.decodes = { _ in decodes }
      world.commitsAtOnce = false
      let peer = world.connect(uid: 4714, user: nil)
      world.send(peer, Self.ingest)
      let note = String(repeating: "n", count: 8_000)
      let lines = (1...400).map {
        Scene.event("f\($0)", Self.time, data: #"{"metric":"call","note":"\#(note)"}"#) + "\n"
      }
      let bytes = Array(lines.joined().utf8)
      for start in stride(from: 0, to: bytes.count, by: 200_000) {
        world.sendRaw(peer, Array(bytes[start..<min(start + 200_000, bytes.count)]))
      }
      #expect(!world.engine.wantsInput(peer))
      while world.commitsWaiting > 0 { world.commitNow() }
      #expect(world.engine.wantsInput(peer))
      #expect(scene.types.count { $0 == "coxswain.activity.logged" } == 400)
      told.append(world.take(peer))
    }
    #expect(told[0] == told[1])
  }

  /// A stream of which one event is there and all that follows is decoded ahead.
  private func streaming() throws -> (Scene, ConnectionID) {
    let scene = try Scene()
    scene.world.decodes = { _ in true }
    let peer = scene.world.connect(uid: 4714, user: nil)
    scene.world.send(peer, Self.ingest)
    scene.world.send(peer, Scene.event("a", Self.time))
    return (scene, peer)
  }

  @Test("the end of a line is no line, whatever it looks like")
  func endOfLine() throws {
    let (scene, peer) = try streaming()
    scene.world.sendRaw(peer, Array("not yet a line ".utf8))
    _ = scene.world.take(peer)
    scene.world.send(
      peer, Scene.event("b", Self.time) + "\n" + Scene.event("c", Self.time))
    let told = scene.world.take(peer)
    #expect(told.count == 2 && told[0].contains("ingest.reject"), "\(told)")
    #expect(told.last?.contains(#""n":3,"#) == true, "\(told)")
    #expect(scene.types.count { $0 == "coxswain.activity.logged" } == 2)
  }

  @Test("names that only refused events say are no names of the team")
  func refusedNames() throws {
    let (scene, peer) = try streaming()
    let before = scene.world.engine.knownNames
    let refused = (1...50).map {
      Scene.event(
        "r\($0)", Self.time, source: "/elsewhere", data: #"{"metric":"call","deal":"R-\#($0)"}"#)
    }
    scene.world.send(
      peer, (refused + [Scene.event("b", Self.time)]).joined(separator: "\n"))
    #expect(scene.world.engine.knownNames == before)
    #expect(scene.types.count { $0 == "coxswain.activity.logged" } == 2)
  }

  @Test("a decoder whose numbers begin anew is followed")
  func generations() throws {
    var weeks: [String] = []
    for decodes in [true, false] {
      let scene = try Scene()
      scene.world.decodes = { _ in decodes }
      let peer = scene.world.connect(uid: 4714, user: nil)
      scene.world.send(peer, Self.ingest)
      for number in 1...60 {
        if number % 20 == 0 { scene.world.beginDecodingAnew(resting: number % 40 == 0) }
        let data = #"{"metric":"call","deal":"D-\#(number % 7)","count":\#(number)}"#
        let lines = (1...3).map { Scene.event("g\(number)-\($0)", Self.time, data: data) }
        scene.world.send(peer, lines.joined(separator: "\n"))
      }
      #expect(scene.types.count { $0 == "coxswain.activity.logged" } == 180)
      weeks.append(try scene.week("ana").text)
    }
    #expect(weeks[0] == weeks[1])
    #expect(weeks[0].contains("5490"))
  }
}
