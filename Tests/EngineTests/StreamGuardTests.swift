import Domain
import Engine
import JSONText
import Testing
import WireProtocol

@Suite("Streams keep their word")
struct StreamGuardTests {
  private let ingest =
    #"{"jsonrpc":"2.0","id":1,"method":"ingest","params":{"raw":true,"source":"/crm/x"}}"#
  private let filed =
    #"{"jsonrpc":"2.0","id":1,"method":"ingest","params":{"raw":true,"eventsOnly":true}}"#
  private let subscribe =
    #"{"jsonrpc":"2.0","id":9,"method":"subscribe","params":{"from":"start"}}"#

  private func last(_ scene: Scene, _ peer: ConnectionID) throws -> JSONValue {
    try JSONValue.parse(try #require(scene.world.take(peer).last))
  }

  @Test("C23: an event with a number beyond 2^53 has its line's verdict, and stops nobody")
  func bigNumbers() throws {
    let big = Scene.event(
      "big", "2026-11-20T09:00:00Z", data: #"{"metric":"call","amount":9007199254740993}"#)
    for opening in [ingest, filed, nil] {
      let scene = try Scene()
      let producer = scene.world.connect()
      if let opening { scene.world.send(producer, opening) }
      scene.world.send(producer, Scene.event("a", "2026-11-20T09:00:00Z"))
      scene.world.send(producer, big)
      let told = scene.world.take(producer)
      #expect(told.contains { $0.contains("ingest.reject") && $0.contains(#""n":2"#) }, "\(told)")
      scene.world.send(producer, Scene.event("b", "2026-11-20T09:00:00Z"))
      let ack = try last(scene, producer)["params"]
      #expect(ack?["n"]?.integer == 3 && ack?["new"]?.integer == 2, "\(ack?.text ?? "")")
    }
  }

  @Test("a line of a file that ends the stream makes no request of the lines behind it")
  func endedFile() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    scene.world.send(producer, filed)
    scene.world.send(producer, #"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":1}}"#)
    _ = scene.world.take(producer)
    let now = scene.world.engine.now
    scene.world.send(
      producer,
      #"{"jsonrpc":"2.0","id":1,"method":"clock.advance","params":{"to":"2026-11-21T12:00:00Z"}}"#)
    #expect(scene.world.engine.now == now)
    #expect(scene.world.take(producer).contains { $0.contains("ingest.reject") })
    scene.world.send(producer, Scene.event("a", "2026-11-20T09:00:00Z"))
    #expect(scene.types.last == "coxswain.activity.logged", "events behind it still count")
  }

  @Test("a stream that was fenced stays one of events only")
  func fencedFile() throws {
    let scene = try Scene()
    let (older, newer) = (scene.world.connect(), scene.world.connect())
    let opening =
      #"{"jsonrpc":"2.0","id":1,"method":"ingest","params":{"raw":true,"source":"/crm/x","eventsOnly":true,"takeover":true}}"#
    scene.world.send(older, opening)
    scene.world.send(newer, opening)
    let now = scene.world.engine.now
    scene.world.send(
      older,
      #"{"jsonrpc":"2.0","id":1,"method":"clock.advance","params":{"to":"2026-11-21T12:00:00Z"}}"#)
    #expect(scene.world.engine.now == now)
  }

  @Test("a cursor is acknowledged also when no event comes with it")
  func cursorAlone() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    scene.world.send(producer, ingest)
    _ = scene.world.take(producer)
    scene.world.send(
      producer,
      #"{"jsonrpc":"2.0","method":"ingest.cursor","params":{"stream":1,"cursor":"page-2"}}"#)
    let ack = try last(scene, producer)["params"]
    #expect(ack?["cursor"]?.string == "page-2" && ack?["n"]?.integer == 0)
  }

  @Test("C26: after a resend the source still knows the last event before its cursor")
  func lastKnown() throws {
    let scene = try Scene()
    let first = scene.world.connect()
    scene.world.send(first, ingest)
    for id in ["a", "b"] { scene.world.send(first, Scene.event(id, "2026-11-20T09:00:00Z")) }
    scene.world.drop(first)
    let second = scene.world.connect()
    scene.world.send(second, ingest)
    for id in ["a", "b"] { scene.world.send(second, Scene.event(id, "2026-11-20T09:00:00Z")) }
    scene.world.send(
      second,
      #"{"jsonrpc":"2.0","method":"ingest.cursor","params":{"stream":1,"cursor":"after-b"}}"#)
    scene.world.drop(second)
    let third = scene.world.connect()
    scene.world.send(third, ingest)
    let resume = try last(scene, third)["params"]?["resume"]
    #expect(resume?["cursor"]?.string == "after-b" && resume?["lastId"]?.string == "b")
  }

  @Test("a stop gives no verdict on a line that is still being compared")
  func undecided() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    scene.world.send(producer, ingest)
    scene.world.send(producer, Scene.event("a", "2026-11-20T09:00:00Z"))
    scene.world.readsAtOnce = false
    scene.world.send(producer, Scene.event("a", "2026-11-20T10:00:00Z"))
    _ = scene.world.take(producer)
    scene.world.stop()
    let results = try scene.world.take(producer).map { try JSONValue.parse($0) }
    let result = results.compactMap { $0["result"] }.first
    #expect(result?["n"]?.integer == 1 && result?["end"]?.string == "stopping", "\(results)")
  }

  @Test("the id of a stream is of one stream, and 0 of none that is asked for")
  func streamIDs() throws {
    let scene = try Scene()
    let peer = scene.world.connect()
    scene.world.send(peer, subscribe)
    _ = scene.world.take(peer)
    scene.world.send(peer, ingest.replacing(#""id":1"#, with: #""id":9"#))
    #expect(try last(scene, peer)["error"]?["data"]?["kind"]?.string == "bad_request")
    for line in [
      ingest.replacing(#""id":1"#, with: #""id":0"#),
      subscribe.replacing(#""id":9"#, with: #""id":0"#),
    ] {
      scene.world.send(peer, line)
      #expect(try last(scene, peer)["error"]?["data"]?["kind"]?.string == "bad_request")
    }
  }

  @Test("names and filters that are too long are refused, whoever sends them")
  func longTexts() throws {
    let scene = try Scene()
    let long = String(repeating: "s", count: 200_000)
    for (uid, user) in [(UInt32(0), "root"), (4714, "crm")] {
      let peer = scene.world.connect(uid: uid, user: user)
      let answer = try scene.call(
        peer, "ingest", ["raw": true, "source": .string("/crm/" + long)])
      #expect(answer["error"]?["data"]?["kind"]?.string == "bad_params")
    }
    let filter = try scene.call(
      scene.main, "subscribe", ["filter": ["types": [.string(long)]]])
    #expect(filter["error"]?["data"]?["kind"]?.string == "bad_params")
    let aliases = (0..<6_000).map { "\"/crm/x\($0)\": ana\($0)" }.joined(separator: ", ")
    let playbook = try scene.apply(
      Scene.playbook.replacing("name: Ana,", with: "name: Ana, aliases: {\(aliases)},"))
    #expect(playbook["error"]?["message"]?.string?.contains("61440") == true, "\(playbook.text)")
  }

  @Test("an integration sees the captures of its own sources, and nothing else")
  func ownSources() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    scene.world.send(producer, Scene.event("own", "2026-11-20T09:00:00Z"))
    scene.world.send(
      producer, Scene.event("other", "2026-11-20T09:00:00Z", source: "/dialer/1"))
    let crm = scene.world.connect(uid: 4714, user: "crm")
    scene.world.send(crm, subscribe)
    let heard = scene.world.take(crm).filter { $0.contains("events.next") }
    #expect(heard.count == 1 && heard[0].contains(#""id":"own""#), "\(heard)")
  }

  @Test("who is no member any more is told so at the next event, not left waiting")
  func leaver() throws {
    let scene = try Scene()
    let ben = scene.world.connect(uid: 4712, user: "ben")
    scene.world.send(ben, subscribe)
    _ = scene.world.take(ben)
    let without = Scene.playbook.split(separator: "\n").filter { !$0.contains("ben:") }
    _ = try scene.apply(without.joined(separator: "\n"))
    try scene.advance("2026-11-24T12:00:00Z")
    scene.world.send(scene.world.connect(), Scene.event("x", "2026-11-24T09:00:00Z"))
    #expect(scene.world.take(ben).contains { $0.contains("unmapped_peer") })
  }

  @Test("a new subscription says `live` with the commit it waits for, not with the next wake")
  func promptlyLive() throws {
    let scene = try Scene()
    let (producer, reader) = (scene.world.connect(), scene.world.connect())
    scene.world.commitsAtOnce = false
    scene.world.send(producer, Scene.event("a", "2026-11-20T09:00:00Z"))
    scene.world.send(reader, subscribe.replacing(#""start""#, with: #""now""#))
    #expect(scene.world.take(reader) == [])
    scene.world.commitNow()
    #expect(scene.world.take(reader).contains { $0.contains(#""state":"live""#) })
  }

  @Test("a trace says how far it looked, though others write while its notes are read")
  func traceCursor() throws {
    let scene = try Scene()
    let (producer, reader) = (scene.world.connect(), scene.world.connect())
    func step(_ id: String, _ type: String, _ data: String) {
      scene.world.send(
        producer, Scene.event(id, "2026-11-20T09:00:00Z", type: type, data: data))
    }
    step("o", "deal.opened", #"{"deal":"d-1"}"#)
    scene.world.readsAtOnce = false
    scene.world.send(
      reader, #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"deal","deal":"d-1"}}"#)
    step("s", "deal.advanced", #"{"deal":"d-1","stage":"demo"}"#)
    scene.world.readNow()
    let answer = try last(scene, reader)["result"]
    let newest = try #require(answer?["rows"]?[0]?["seq"]?.integer)
    #expect(answer?["deal"]?["seq"]?.integer == newest, "\(answer?.text ?? "")")
    #expect(answer?["at"]?.string == "K7QD2M:\(newest)")
  }

  @Test("a refusal tells the last seq of a deal only to who may look at the deal")
  func hiddenDeals() throws {
    let scene = try Scene()
    let ben = scene.world.connect(uid: 4712, user: "ben")
    scene.world.send(
      scene.main,
      Scene.event("o", "2026-11-20T09:00:00Z", type: "deal.opened", data: #"{"deal":"d-1"}"#))
    _ = scene.world.take(scene.main)
    let event: JSONValue = [
      "id": "x", "type": "coxswain.deal.advanced", "data": ["deal": "d-1", "stage": "demo"],
    ]
    let refused = try scene.call(
      ben, "append", ["expect": ["entity": "deal/d-1", "seq": "none"], "events": [event]])
    #expect(refused["error"]?["data"]?["kind"]?.string == "wrong_expected", "\(refused.text)")
    #expect(refused["error"]?["data"]?["details"]?["current"] == nil, "\(refused.text)")
    for deal in ["d-1", "d-2"] {
      let trace = try scene.call(ben, "query", ["view": "deal", "deal": .string(deal)])
      #expect(trace["error"]?["data"]?["kind"]?.string == "not_found")
    }
  }
}
