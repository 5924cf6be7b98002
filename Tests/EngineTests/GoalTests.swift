import Engine
import JSONText
import Testing

@Suite("Goals over the wire")
struct GoalTests {
  private func proposal(
    _ id: String, of member: String = "ana", source: String? = nil, count: Int = 12
  ) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("specversion", "1.0"), .init("id", .string(id)),
      .init("type", "coxswain.goal.proposed"), .init("subject", .string(member)),
      .init(
        "data",
        [
          "goal": .string("\(member)/won/2026-Q4"), "metric": "won",
          "count": .integer(Int64(count)), "period": "2026-Q4", "first": "2026-10-01",
          "last": "2026-12-31",
        ]),
    ]
    if let source { members.append(.init("source", .string(source))) }
    return .object(members)
  }

  private func acceptance(_ id: String, of member: String = "ana") -> JSONValue {
    [
      "specversion": "1.0", "id": .string(id), "type": "coxswain.goal.accepted",
      "subject": .string(member), "data": ["goal": .string("\(member)/won/2026-Q4")],
    ]
  }

  private func goals(_ scene: Scene, _ id: ConnectionID, _ params: JSONValue = [:]) throws
    -> JSONValue
  {
    try scene.call(id, "query", params.adding("view", "goals"))
  }

  @Test("a member proposes and accepts in one append, and sees what is achieved")
  func ownGoal() throws {
    let scene = try Scene()
    let ana = scene.world.connect(uid: 4711, user: "ana")
    let reply = try scene.call(
      ana, "append", ["events": [proposal("g-1"), acceptance("g-2")]])
    #expect(reply["result"]?["new"] == 2, "\(reply.text)")
    for (number, deal) in ["D-1", "D-2"].enumerated() {
      for type in ["deal.opened", "deal.won"] {
        scene.world.send(
          scene.main,
          Scene.event(
            "\(type)-\(deal)", "2026-11-1\(number)T09:00:00Z", type: type,
            data: #"{"deal":"\#(deal)"}"#))
      }
    }
    let row = try goals(scene, ana)["result"]?["rows"]?[0]
    #expect(row?["state"] == "accepted" && row?["amount"] == 12, "\(row?.text ?? "")")
    #expect(row?["achieved"] == 2 && row?["left"] == 10 && row?["times"] == 2)
    #expect(row?["from"]?.string == row?["accepted"]?.string)
    #expect(row?["terms"]?.array?.count == 1 && row?["terms"]?[0]?["by"] == "ana")
  }

  @Test("a tool may not speak for a person, a colleague sees nothing, a manager sees and counters")
  func whoSpeaks() throws {
    let scene = try Scene()
    let crm = scene.world.connect(uid: 4714, user: nil)
    let byTool = try scene.call(
      crm, "append", ["events": [proposal("g-1", source: "/crm/x")]])
    #expect(byTool["error"]?["data"]?["kind"] == "denied", "\(byTool.text)")
    let greg = scene.world.connect(uid: 4713, user: nil)
    #expect(
      try scene.call(greg, "append", ["events": [proposal("g-1")]])["result"]?["new"] == 1)
    let yes = try scene.call(greg, "append", ["events": [acceptance("g-2")]])
    #expect(yes["error"]?["data"]?["kind"] == "denied", "\(yes.text)")
    let ben = scene.world.connect(uid: 4712, user: nil)
    #expect(try goals(scene, ben)["result"]?["rows"] == [])
    let named = try goals(scene, ben, ["member": "ana"])
    #expect(named["error"]?["data"]?["kind"] == "denied", "\(named.text)")
    #expect(try goals(scene, greg)["result"]?["rows"]?[0]?["state"] == "proposed")
  }

  @Test("the day of the yes is the member's own, in the plan as among the goals")
  func acceptedDay() throws {
    let scene = try Scene(world: World())
    // It is one o'clock on the 21st there, and the 20th in Paris.
    let applied = try scene.apply(
      Scene.playbook.replacing("{name: Ben, ", with: "{name: Ben, zone: Pacific/Auckland, "))
    #expect(applied["result"] != nil, "\(applied.text)")
    let ben = scene.world.connect(uid: 4712, user: nil)
    let reply = try scene.call(
      ben, "append", ["events": [proposal("g-1", of: "ben"), acceptance("g-2", of: "ben")]])
    #expect(reply["result"]?["new"] == 2, "\(reply.text)")
    #expect(try goals(scene, ben)["result"]?["rows"]?[0]?["accepted"] == "2026-11-21")
    let plan = try scene.call(ben, "query", ["view": "plan"])
    #expect(plan["result"]?["goal"]?["accepted"] == "2026-11-21", "\(plan.text)")
  }

  @Test("what was offered after somebody looked is not accepted unseen")
  func expecting() throws {
    let scene = try Scene()
    let ana = scene.world.connect(uid: 4711, user: "ana")
    let greg = scene.world.connect(uid: 4713, user: nil)
    _ = try scene.call(greg, "append", ["events": [proposal("g-1")]])
    let seen = try #require(try goals(scene, ana)["result"]?["rows"]?[0]?["seq"])
    let counter: JSONValue = [
      "specversion": "1.0", "id": "g-2", "type": "coxswain.goal.countered", "subject": "ana",
      "data": ["goal": "ana/won/2026-Q4", "count": 20, "reason": "a big fair in december"],
    ]
    #expect(try scene.call(greg, "append", ["events": [counter]])["result"]?["new"] == 1)
    let late = try scene.call(
      ana, "append",
      [
        "expect": ["entity": "goal/ana/won/2026-Q4", "seq": seen], "events": [acceptance("g-3")],
      ])
    #expect(late["error"]?["data"]?["kind"] == "wrong_expected", "\(late.text)")
  }

  @Test("a morning has the offer until it is answered, then the goal and where it stands")
  func morning() throws {
    let scene = try Scene()
    let ana = scene.world.connect(uid: 4711, user: "ana")
    let greg = scene.world.connect(uid: 4713, user: nil)
    func morning() throws -> JSONValue {
      try scene.call(ana, "query", ["view": "morning"])["result"] ?? .null
    }
    let before = try morning()
    #expect(before["goal"] == .null && before["offers"] == [] && before["moved"] == [])
    _ = try scene.call(greg, "append", ["events": [proposal("g-1")]])
    let offered = try morning()
    #expect(offered["goal"] == .null && offered["offers"]?.array?.count == 1)
    let offer = offered["offers"]?[0]
    #expect(offer?["goal"] == "ana/won/2026-Q4" && offer?["amount"] == 12 && offer?["by"] == "greg")
    _ = try scene.call(ana, "append", ["events": [acceptance("g-2")]])
    let accepted = try morning()
    #expect(accepted["offers"] == [])
    #expect(
      accepted["goal"]
        == [
          "goal": "ana/won/2026-Q4", "metric": "won", "name": "Won", "unit": "count", "amount": 12,
          "first": "2026-10-01", "last": "2026-12-31", "achieved": 0, "left": 12, "times": 0,
        ], "\(accepted.text)")
  }

  @Test("a period is told with its days, and one that is none is refused")
  func periods() throws {
    let scene = try Scene()
    let reply = try goals(scene, scene.main, ["period": "FY2026"])
    #expect(
      reply["result"]?["period"]
        == ["name": "2026", "first": "2026-01-01", "last": "2026-12-31"], "\(reply.text)")
    #expect(reply["result"]?["metrics"] == [["metric": "won", "name": "Won", "unit": "count"]])
    let none = try goals(scene, scene.main, ["period": "soon"])
    #expect(none["error"]?["data"]?["details"]?["pointer"] == "/params/period")
  }
}

@Suite("Quotas over the wire")
struct QuotaTests {
  private func event(
    _ id: String, _ type: String, _ data: JSONValue, source: String? = nil
  ) -> JSONValue {
    let event: JSONValue = [
      "specversion": "1.0", "id": .string(id), "type": .string("coxswain.quota.\(type)"),
      "subject": "ana", "data": data,
    ]
    return source.map { event.adding("source", .string($0)) } ?? event
  }

  @Test("a manager offers, the member accepts, and applying the same playbook leaves it as agreed")
  func agreed() throws {
    let scene = try Scene()
    let ana = scene.world.connect(uid: 4711, user: "ana")
    let greg = scene.world.connect(uid: 4713, user: nil)
    func quotas() throws -> JSONValue {
      try scene.call(ana, "query", ["view": "quotas"])["result"] ?? .null
    }
    let next = try #require(try quotas()["next_week"]?.string)
    let quota: JSONValue = .string("ana/call/\(next)")
    let offer = event("q-1", "proposed", ["quota": quota, "metric": "call", "weekly": 10])
    let crm = scene.world.connect(uid: 4714, user: nil)
    let byTool = try scene.call(crm, "append", ["events": [offer.adding("source", "/crm/x")]])
    #expect(byTool["error"]?["data"]?["kind"] == "denied", "\(byTool.text)")
    let offered = try scene.call(greg, "append", ["events": [offer]])
    #expect(offered["result"]?["new"] == 1, "\(offered.text)")
    let yes = event("q-2", "accepted", ["quota": quota])
    #expect(
      try scene.call(greg, "append", ["events": [yes]])["error"]?["data"]?["kind"] == "denied")
    #expect(try scene.call(ana, "append", ["events": [yes]])["result"]?["new"] == 1)
    let applied = try scene.apply(Scene.playbook)
    #expect(applied["result"]?["events"] == [], "\(applied.text)")
    let rows = try quotas()["rows"]?.array ?? []
    #expect(rows.compactMap { $0["weekly"]?.integer } == [8, 10], "\(rows)")
    #expect(rows.compactMap { $0["state"]?.string } == ["in-force", "coming"])
    #expect(rows.compactMap { $0["origin"]?.string } == ["playbook", "self"])
    #expect(try quotas()["critical"] == ["limit": 5, "count": 1, "names": ["Call"]])
  }
}
