import Domain
import Engine
import JSONText
import Testing

@Suite struct CommitTests {
  @Test("nothing that rests on a batch leaves before the batch is on disk")
  func parked() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    let reader = scene.world.connect()
    _ = scene.world.take(producer)
    scene.world.commitsAtOnce = false
    scene.world.send(producer, Scene.event("e-1", "2026-11-20T09:00:00Z"))
    #expect(scene.world.take(producer) == [])
    scene.world.send(
      reader, #"{"jsonrpc":"2.0","id":7,"method":"query","params":{"view":"deals"}}"#)
    #expect(scene.world.take(reader) == [], "a read that saw the event waits, too")
    scene.world.commitNow()
    let acks = scene.world.take(producer)
    #expect(acks.count == 1 && acks[0].contains(#""n":1"#), "\(acks)")
    #expect(scene.world.take(reader).count == 1)
  }

  @Test("what a query counted and what a subscription after it brings is everything, once")
  func queryThenSubscribe() throws {
    for inFlight in 0..<4 {
      let scene = try Scene()
      let producer = scene.world.connect()
      let reader = scene.world.connect()
      for number in 0..<3 {
        scene.world.send(producer, Scene.event("a-\(number)", "2026-11-20T09:00:00Z"))
      }
      // Some more are on their way to the disk while the question is asked.
      scene.world.commitsAtOnce = false
      for number in 0..<inFlight {
        scene.world.send(producer, Scene.event("b-\(number)", "2026-11-20T09:00:00Z"))
      }
      scene.world.send(
        reader,
        #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"counts","metric":"call"}}"#)
      scene.world.commitNow()
      scene.world.commitNow()
      scene.world.commitsAtOnce = true
      let answer = try JSONValue.parse(try #require(scene.world.take(reader).last))["result"]
      let counted = answer?["rows"]?[0]?["done"]?.integer ?? 0
      #expect(counted == 3 + Int64(inFlight), "\(answer?.text ?? "nothing")")
      scene.world.send(producer, Scene.event("c-1", "2026-11-20T09:00:00Z"))
      let at = try #require(answer?["at"]?.string)
      scene.world.send(
        reader,
        #"{"jsonrpc":"2.0","id":2,"method":"subscribe","params":{"from":{"after":"\#(at)"}}}"#)
      scene.world.send(producer, Scene.event("c-2", "2026-11-20T09:00:00Z"))
      let heard = scene.world.take(reader).filter { $0.contains("events.next") }
      #expect(heard.count == 2 && heard[0].contains("c-1") && heard[1].contains("c-2"))
    }
  }

  @Test("on the system's clock, too, facts that come during a commit are taken in")
  func systemClock() throws {
    let world = try World(testClock: nil)
    let main = world.connect()
    world.commitsAtOnce = false
    world.send(main, Scene.event("e-1", "2026-11-20T09:00:00Z"))
    let apply: JSONValue = [
      "jsonrpc": "2.0", "id": 1, "method": "playbook.apply",
      "params": ["text": .string(Scene.playbook)],
    ]
    world.send(main, apply.text)
    world.commitNow()
    world.commitNow()
    world.passTime(seconds: 2)
    #expect(world.take(main).contains { $0.contains(#""applied":true"#) })
  }

  @Test("the next batch is gathered while one is being written, and follows it")
  func pipelined() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    scene.world.commitsAtOnce = false
    scene.world.send(producer, Scene.event("e-1", "2026-11-20T09:00:00Z"))
    scene.world.send(producer, Scene.event("e-2", "2026-11-20T09:00:00Z"))
    #expect(scene.world.take(producer) == [])
    scene.world.commitNow()
    #expect(scene.world.take(producer).count == 1, "the first batch's ack alone")
    scene.world.commitNow()
    let ack = try #require(scene.world.take(producer).first)
    #expect(ack.contains(#""n":2"#))
  }

  @Test("C21: a resend is known, another spelling is known, another content is refused")
  func identity() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    let event = Scene.event("e-1", "2026-11-20T09:00:00Z")
    scene.world.send(producer, event)
    scene.world.send(producer, event)
    scene.world.send(
      producer,
      event.replacing(#""specversion":"1.0","#, with: "").dropLast() + #", "specversion" : "1.0"}"#)
    scene.world.send(producer, event.replacing("09:00", with: "09:01"))
    let lines = scene.world.take(producer)
    let last = try JSONValue.parse(try #require(lines.last))
    #expect(last["params"]?["new"]?.integer == 1)
    #expect(last["params"]?["dup"]?.integer == 2)
    #expect(last["params"]?["rejected"]?.integer == 1)
    #expect(lines.contains { $0.contains("id_reused") })
    #expect(try scene.week("ana")["result"]?["rows"]?[0]?["done"]?.integer == 1)
  }

  @Test("a full disk refuses before harm, reads go on, and writing resumes by itself")
  func diskFull() throws {
    let scene = try Scene()
    scene.world.engine.diskChanged(hasSpace: false)
    let before = scene.world.lines.count
    let refused = try scene.call(
      scene.main, "append",
      ["events": [.object([.init("id", "x"), .init("type", "coxswain.activity.logged")])]])
    #expect(refused["error"]?["data"]?["kind"]?.string == "disk_full")
    #expect(scene.world.lines.count == before)
    #expect(try scene.week("ana")["result"] != nil)
    scene.world.engine.diskChanged(hasSpace: true)
    let producer = scene.world.connect()
    scene.world.send(producer, Scene.event("e-1", "2026-11-20T09:00:00Z"))
    #expect(scene.world.take(producer).last?.contains(#""new":1"#) == true)
  }

  @Test("a replayed log answers as the live engine did, and knows its events")
  func replay() throws {
    var scene = try Scene()
    let producer = scene.world.connect()
    for day in 2...6 {
      scene.world.send(producer, Scene.event("e-\(day)", "2026-11-1\(day)T09:00:00Z"))
    }
    try scene.advance("2026-12-20T12:00:00Z")
    let live = try scene.week("ana", "2026-W46")
    let head = scene.world.engine.durableSeq
    scene = try Scene(world: try scene.world.restarted())
    let clock = try scene.call(scene.main, "clock.advance", ["to": "2026-12-20T12:00:00Z"])
    #expect(clock["result"] != nil)
    #expect(
      scene.world.engine.durableSeq == head + 1, "the opening record, and nothing judged twice")
    #expect(try scene.week("ana", "2026-W46")["result"]?["rows"] == live["result"]?["rows"])
    let again = scene.world.connect()
    scene.world.send(again, Scene.event("e-2", "2026-11-12T09:00:00Z"))
    #expect(scene.world.take(again).last?.contains(#""dup":1"#) == true)
  }
}
