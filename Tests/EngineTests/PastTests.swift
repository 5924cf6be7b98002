import Domain
import Engine
import JSONText
import Testing
import WireProtocol

/// Looking back: every view at every past moment, as it was known then.
@Suite("The past")
struct PastTests {
  @Test("every view as of every cursor is what was answered there", arguments: 1...8)
  func everyCursor(_ seed: UInt64) throws {
    var history = try PastHistory(seed: seed)
    for _ in 0..<30 { try history.live() }
    let scene = history.scene
    let eyes = [
      scene.main, scene.world.connect(uid: 4711, user: "ana"),
      scene.world.connect(uid: 4713, user: "greg"),
    ]
    // Oldest first goes on from the question before; the other way begins anew each time.
    let moments = seed % 4 == 0 ? history.moments.reversed() : history.moments
    var compared = 0
    for moment in moments {
      for asked in moment.asked {
        let params = asked.params.adding("asOf", .string(moment.asOf))
        let then = try scene.call(eyes[asked.eyes], "query", params)
        let words = "seed \(seed), \(params.text)\nlive \(asked.answer.text)\nthen \(then.text)"
        if let kind = asked.answer["error"]?["data"]?["kind"] {
          #expect(then["error"]?["data"]?["kind"] == kind, "\(words)")
          continue
        }
        compared += 1
        guard PastHistory.plain(then, moment) != PastHistory.plain(asked.answer, moment) else {
          continue
        }
        // What is not for these eyes any more is not shown of the past either.
        let today = try scene.call(eyes[asked.eyes], "query", asked.params)
        if let kind = then["error"]?["data"]?["kind"], kind == today["error"]?["data"]?["kind"] {
          continue
        }
        Issue.record("\(words)")
        return
      }
    }
    #expect(compared > 1_000)
  }

  @Test("who looks back is who they are today: reports are today's, their past comes along")
  func leaders() throws {
    let scene = try Scene()
    let lena = "\n" + ##"  lena: {name: Lena, role: manager, unix: ["#4715"]}"##
    _ = try scene.apply(Scene.playbook + lena)
    scene.world.send(scene.main, Scene.event("c-1", "2026-11-20T09:00:00Z"))
    let before = try #require(try scene.week("ana")["result"]?["at"])
    try scene.advance("2026-11-21T12:00:00Z")
    _ = try scene.apply(
      (Scene.playbook + lena).replacing(
        "ana: {name: Ana, role: rep, manager: greg",
        with: "ana: {name: Ana, role: rep, manager: lena"
      ))
    let greg = scene.world.connect(uid: 4713, user: "greg")
    let lenaHere = scene.world.connect(uid: 4715, user: "lena")
    func ask(_ who: ConnectionID, _ view: JSONValue) throws -> JSONValue {
      try scene.call(who, "query", view.adding("asOf", before))
    }
    let week: JSONValue = ["view": "week", "member": "ana"]
    #expect(try ask(greg, week)["error"]?["data"]?["kind"] == "denied")
    let past = try ask(lenaHere, week)["result"]
    #expect(past?["rows"]?[0]?["done"] == 1)
    #expect(past?["member"]?["manager"] == "greg", "what was known then stays what it was")
    func team(_ who: ConnectionID) throws -> [JSONValue?] {
      try ask(who, ["view": "team"])["result"]?["rows"]?.array?.map { $0["member"] } ?? []
    }
    #expect(try team(lenaHere) == ["ana"])
    #expect(try team(greg) == ["ben"])
  }

  @Test("one question at a time goes to the reader, in steps, while others are answered")
  func inTurn() throws {
    let scene = try Self.large()
    let world = scene.world
    let askers = (0..<3).map { _ in world.connect() }
    let other = world.connect()
    let asOf = #""asOf":"K7QD2M:\#(world.lines.keys.max() ?? 0)""#
    let question =
      #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"doubts",\#(asOf)}}"#
    world.readsAtOnce = false
    for asker in askers { world.send(asker, question) }
    world.send(askers[0], #"{"jsonrpc":"2.0","id":2,"method":"status"}"#)
    #expect(world.readNow() == 1, "the others wait in line")
    #expect(world.take(askers[0]).isEmpty, "and so do the asker's later lines")
    let status = try scene.call(other, "status")
    #expect(status["result"] != nil, "a part of it is replayed, and everybody else is answered")
    world.drop(askers[1])
    var rounds = 0
    while world.readNow() > 0 { rounds += 1 }
    #expect(rounds >= 2)
    let first = world.take(askers[0])
    #expect(first.count == 2 && first[0].contains(#""id":1"#) && first[1].contains(#""id":2"#))
    #expect(world.take(askers[2]).count == 1)
    #expect(world.take(askers[1]).isEmpty)
  }

  @Test("whoever leaves ends the replay that was for them, and the next one's turn comes")
  func leaving() throws {
    let scene = try Self.large()
    let world = scene.world
    let askers = (0..<2).map { _ in world.connect() }
    world.readsAtOnce = false
    let question =
      #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"doubts","asOf":"K7QD2M:9"}}"#
    for asker in askers { world.send(asker, question) }
    world.drop(askers[0])
    #expect(world.readNow() == 1)
    #expect(world.readNow() == 1)
    #expect(world.take(askers[1]).count == 1)
    #expect(world.readNow() == 0)
  }

  @Test("a later question goes on from the one before, and a minute of quiet lets go of it")
  func goesOn() throws {
    let scene = try Self.large()
    let world = scene.world
    let newest = world.lines.keys.max() ?? 0
    func records(_ seq: UInt64) throws -> Int {
      let before = world.recordsRead
      let answer = try scene.call(
        scene.main, "query", ["view": "doubts", "asOf": .string("K7QD2M:\(seq)")])
      #expect(answer["result"]?["at"] == .string("K7QD2M:\(seq)"))
      return world.recordsRead - before
    }
    #expect(try records(newest - 10) >= Int(newest) - 10)
    #expect(try records(newest) <= 20, "only what came since")
    #expect(try records(newest) == 0)
    world.passTime(seconds: 50)
    #expect(world.forgotten == 0)
    world.passTime(seconds: 20)
    #expect(world.forgotten == 1)
    world.passTime(seconds: 200)
    #expect(world.forgotten == 1, "once is enough")
    #expect(try records(20) >= 20)
    // A record's short name is its place, too.
    let named = try scene.call(scene.main, "query", ["view": "doubts", "asOf": "e-20"])
    #expect(named["result"]?["at"] == "K7QD2M:20")
    let ahead = try scene.call(scene.main, "query", ["view": "doubts", "asOf": "e-99999999"])
    #expect(ahead["error"]?["data"]?["kind"] == "cursor_ahead")
  }

  @Test("a log that cannot be read back fails the question, and the next one is answered")
  func unreadable() throws {
    let scene = try Scene()
    let world = scene.world
    world.readsAtOnce = false
    let question =
      #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"doubts","asOf":"K7QD2M:9"}}"#
    world.send(scene.main, question)
    world.readNow(problem: ReadProblem(message: "the disk is gone"))
    #expect(world.take(scene.main).first?.contains("the disk is gone") == true)
    world.send(scene.main, question)
    world.readNow()
    #expect(world.take(scene.main).first?.contains(#""view":"doubts""#) == true)
  }

  @Test("a deal of the past has its notes from the log, in lines as long as the asker takes")
  func notes() throws {
    let scene = try Self.large()
    let world = scene.world
    let slow = world.connect()
    world.send(slow, #"{"jsonrpc":"2.0","id":1,"method":"hello","params":{"maxLine":1048576}}"#)
    _ = world.take(slow)
    let answer = try scene.call(
      slow, "query",
      ["view": "deal", "deal": "D-1", "asOf": .string("K7QD2M:\(world.lines.count)")])
    #expect((answer["result"]?["rows"]?.array?.count ?? 0) > 1, "notes come from the log, too")
    #expect(answer["result"]?["rows"]?[1]?["note"] != nil)
  }

  /// A team with some megabytes of log.
  static func large() throws -> Scene {
    let scene = try Scene()
    let producer = scene.world.connect()
    let note = String(repeating: "n", count: 50_000)
    for number in 1...60 {
      let deal = number < 10 ? #","deal":"D-1""# : ""
      let data =
        number == 1
        ? #"{"deal":"D-1"}"# : #"{"metric":"call","note":"\#(note)"\#(deal)}"#
      scene.world.send(
        producer,
        Scene.event(
          "l-\(number)", "2026-11-20T09:00:00Z",
          type: number == 1 ? "deal.opened" : "activity.logged", data: data))
    }
    return scene
  }
}
