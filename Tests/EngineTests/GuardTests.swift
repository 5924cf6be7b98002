import Domain
import Engine
import JSONText
import Testing

@Suite("What nobody may do, and nothing may break")
struct GuardTests {
  @Test("a person's own lines are decided alike, whether appended or streamed")
  func decidedAlike() throws {
    let scene = try Scene()
    let ana = scene.world.connect(uid: 4711, user: "ana")
    let producer = scene.world.connect()
    scene.world.send(producer, Scene.event("b-1", "2026-11-20T09:00:00Z", subject: "ben"))
    let forged = [
      Scene.event("f-1", "2026-11-20T09:00:00Z", subject: "ben", source: "/cox/ana"),
      Scene.event(
        "f-2", "2026-11-20T09:00:00Z", source: "/cox/ana", type: "event.amended",
        data: #"{"id":"b-1","source":"/crm/x","data":{"count":500}}"#),
      Scene.event(
        "f-3", "2026-11-20T09:00:00Z", source: "/cox/ana", type: "event.retracted",
        data: #"{"id":"b-1","source":"/crm/x"}"#),
    ]
    for line in forged {
      scene.world.send(ana, line)
      #expect(scene.world.take(ana).contains { $0.contains("denied") }, "\(line)")
    }
    #expect(try scene.week("ben")["result"]?["rows"]?[0]?["done"]?.integer == 1)
  }

  @Test("an integration corrects its own sources only")
  func corrections() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    scene.world.send(producer, Scene.event("d-1", "2026-11-20T09:00:00Z", source: "/dialer/1"))
    let crm = scene.world.connect(uid: 4714, user: "crm")
    scene.world.send(
      crm,
      Scene.event(
        "r-1", "2026-11-20T09:00:00Z", type: "event.retracted",
        data: #"{"id":"d-1","source":"/dialer/1"}"#))
    #expect(scene.world.take(crm).contains { $0.contains("denied") })
    #expect(try scene.week("ana")["result"]?["rows"]?[0]?["done"]?.integer == 1)
  }

  @Test("a playbook's text, with everybody's quotas, goes to operators only")
  func playbookText() throws {
    let scene = try Scene()
    let ana = scene.world.connect(uid: 4711, user: "ana")
    scene.world.send(
      ana, #"{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"from":"start"}}"#)
    let heard = scene.world.take(ana)
    #expect(heard.contains { $0.contains("events.mark") })
    #expect(!heard.contains { $0.contains("playbook.applied") })
  }

  @Test("a deal is moved by its owner and their manager, not by a colleague")
  func dealsOfOthers() throws {
    let scene = try Scene()
    func append(_ uid: UInt32, _ user: String, _ id: String, _ type: String) throws -> JSONValue {
      let event: JSONValue = [
        "id": .string(id), "type": .string("coxswain.deal.\(type)"), "data": ["deal": "d-7"],
      ]
      return try scene.call(
        scene.world.connect(uid: uid, user: user), "append", ["events": .array([event])])
    }
    #expect(try append(4711, "ana", "o", "opened")["result"] != nil)
    let stolen = try append(4712, "ben", "w", "won")
    #expect(stolen["error"]?["data"]?["kind"]?.string == "denied", "\(stolen.text)")
    #expect(try append(4711, "ana", "w2", "won")["result"] != nil)
  }

  @Test("an operator's event that counts nowhere is answered with the reason")
  func idleEvents() throws {
    let scene = try Scene()
    for (subject, metric, doubt) in [
      ("ana", "convresation", "unknown-metric"), ("anna", "call", "unknown-subject"),
    ] {
      let event = Scene.event(
        "x-\(metric)", "2026-11-20T09:00:00Z", subject: subject, data: #"{"metric":"\#(metric)"}"#)
      let answer = try scene.call(
        scene.main, "append", ["events": .array([try JSONValue.parse(event)])])
      #expect(answer["result"]?["doubts"]?[0]?.string == doubt, "\(answer.text)")
    }
  }

  @Test("the playbook of another team changes nothing, and the error names both teams")
  func otherTeam() throws {
    let scene = try Scene()
    let head = scene.types.count
    let answer = try scene.apply(
      Scene.playbook.replacing("team: acme", with: "team: emea").replacing("8}", with: "9}"))
    #expect(answer["error"]?["message"]?.string?.contains("team emea") == true, "\(answer.text)")
    #expect(scene.types.count == head)
  }

  @Test("a correction of what is not there is kept, and its sender learns that it had no effect")
  func idleCorrection() throws {
    let scene = try Scene()
    // More of them than examples are kept: the last one's sender learns it, too.
    for number in 0..<12 {
      let event = Scene.event(
        "r-\(number)", "2026-11-20T09:00:00Z", type: "event.retracted", data: #"{"id":"none"}"#)
      let answer = try scene.call(
        scene.main, "append", ["events": .array([try JSONValue.parse(event)])])
      #expect(answer["result"]?["new"]?.integer == 1)
      #expect(answer["result"]?["doubts"]?[0]?.string == "unknown-target", "\(answer.text)")
    }
  }

  @Test("amounts beyond ten billions are refused, so that every judgement reads back")
  func amounts() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    for (id, amount) in [("a", "9007199254740992"), ("b", "-1"), ("c", "1000000000001")] {
      scene.world.send(
        producer,
        Scene.event(
          id, "2026-11-20T09:00:00Z", type: "deal.won",
          data: #"{"deal":"d-\#(id)","amount":\#(amount)}"#))
      #expect(scene.world.take(producer).first?.contains("event_invalid") == true)
    }
    try scene.advance("2026-11-24T12:00:00Z")
  }

  @Test("a JSON line that is no event keeps its number and is refused")
  func numbering() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    scene.world.send(
      producer,
      #"{"jsonrpc":"2.0","id":1,"method":"ingest","params":{"raw":true,"eventsOnly":true}}"#)
    for line in ["[1]", #"{"foo":1}"#, #"{"jsonrpc":"2.0","id":2,"method":"status"}"#] {
      scene.world.send(producer, line)
    }
    let last = try JSONValue.parse(try #require(scene.world.take(producer).last))
    #expect(last["params"]?["n"]?.integer == 3 && last["params"]?["rejected"]?.integer == 3)
  }

  @Test("an error never gives back all that was sent, and a clock never leaves the calendar")
  func bounds() throws {
    let scene = try Scene()
    let long = String(repeating: "x", count: 500_000)
    scene.world.send(scene.main, #"{"jsonrpc":"2.0","id":1,"method":"\#(long)"}"#)
    #expect(scene.world.take(scene.main).allSatisfy { $0.utf8.count < 4_096 })
    let beyond = try scene.call(scene.main, "clock.advance", ["to": "2110-01-01T00:00:00Z"])
    #expect(beyond["error"]?["data"]?["kind"]?.string == "bad_params")
  }
}
