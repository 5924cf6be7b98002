import Domain
import Engine
import JSONText
import Testing

@Suite struct JudgementTests {
  @Test("the clock closes weeks, a consistent miss raises an alert, and a follower hears it")
  func alert() throws {
    let scene = try Scene()
    let follower = scene.world.connect(uid: 4711, user: "ana")
    scene.world.send(
      follower,
      #"{"jsonrpc":"2.0","id":9,"method":"subscribe","params":{"from":"now","filter":{"types":["coxswain.alert."]}}}"#
    )
    let producer = scene.world.connect()
    // 4 of 8 in each of three whole weeks: 12 of 24 has P 0.0054.
    for (week, monday) in ["2026-11-23", "2026-11-30", "2026-12-07"].enumerated() {
      for call in 0..<4 {
        scene.world.send(producer, Scene.event("c-\(week)-\(call)", "\(monday)T1\(call):00:00Z"))
      }
    }
    _ = scene.world.take(follower)
    try scene.advance("2026-12-14T10:59:00Z")
    #expect(!scene.types.contains("coxswain.alert.raised"), "12 h after Sunday's end, not before")
    try scene.advance("2026-12-14T11:01:00Z")
    let heard = scene.world.take(follower)
    #expect(
      heard.contains { $0.contains("alert.raised") && $0.contains("conversation") }, "\(heard)")
    #expect(scene.types.filter { $0 == "coxswain.week.closed" }.count >= 4)
  }

  @Test("the week of many closes in parts, and whoever set the time is answered after the last one")
  func inParts() throws {
    let scene = try Scene()
    let many = (0..<30).map {
      "  r\($0): {name: R\($0), role: rep, manager: greg, joined: 2026-06-01, quotas: {call: 8}}"
    }
    _ = try scene.apply(Scene.playbook + "\n" + many.joined(separator: "\n"))
    let before = scene.world.turnsAsked
    try scene.advance("2026-11-24T12:00:00Z")
    #expect(scene.types.filter { $0 == "coxswain.week.closed" }.count >= 31)
    #expect(scene.world.turnsAsked - before >= 3, "eight at a time")
  }

  @Test("a late event revises its judged week, visibly and once")
  func late() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    scene.world.send(producer, Scene.event("e-1", "2026-11-20T09:00:00Z"))
    try scene.advance("2026-11-24T12:00:00Z")
    #expect(try scene.week("ana", "2026-W47")["result"]?["week"]?["state"]?.string == "closed")
    scene.world.send(producer, Scene.event("e-2", "2026-11-19T09:00:00Z"))
    scene.world.send(producer, Scene.event("e-3", "2026-11-18T09:00:00Z"))
    try scene.advance("2026-11-24T13:00:00Z")
    let week = try scene.week("ana", "2026-W47")
    #expect(week["result"]?["week"]?["state"]?.string == "revised")
    #expect(week["result"]?["rows"]?[0]?["done"]?.integer == 3)
    #expect(scene.types.contains("coxswain.week.revised"))
  }

  @Test("a doubted clock closes no week until an operator accepts it; the journal hears of both")
  func acceptClock() throws {
    let scene = try Scene(world: World(testClock: nil))
    _ = try scene.apply(Scene.playbook)
    let member = scene.world.connect(uid: 4711, user: "ana")
    let later = try #require(Instant(rfc3339: "2026-11-30T12:00:00Z"))
    scene.world.setWall(later)
    let status = try scene.call(scene.main, "status")["result"]
    #expect(status?["clock"]?["doubt"]?.bool == true)
    #expect(!scene.types.contains("coxswain.week.closed"))
    #expect(
      try scene.call(member, "clock.accept")["error"]?["data"]?["kind"]?.string == "denied")
    let accepted = try scene.call(scene.main, "clock.accept")["result"]
    #expect(accepted?["was_doubted"]?.bool == true)
    #expect(accepted?["now"]?.string == later.rfc3339)
    #expect(scene.types.contains("coxswain.week.closed"))
    let again = try scene.call(scene.main, "clock.accept")["result"]
    #expect(again?["was_doubted"]?.bool == false)
    let clockNotes = scene.world.notes.map(\.kind).filter {
      $0 == .clockDoubted || $0 == .clockBelieved
    }
    #expect(clockNotes == [.clockDoubted, .clockBelieved])
  }

  @Test("history is judged once when its source is done, and nothing of it is pushed")
  func history() throws {
    let scene = try Scene()
    // The member herself, who may read every alert about her: history is pushed to nobody.
    let follower = scene.world.connect(uid: 4711, user: "ana")
    scene.world.send(
      follower,
      #"{"jsonrpc":"2.0","id":9,"method":"subscribe","params":{"from":"now","filter":{"types":["coxswain.alert.","coxswain.week."]}}}"#
    )
    let producer = scene.world.connect()
    scene.world.send(
      producer,
      #"{"jsonrpc":"2.0","id":1,"method":"ingest","params":{"source":"/crm/x","raw":true,"history":true}}"#
    )
    for week in 0..<6 {
      scene.world.send(producer, Scene.event("h-\(week)", "2026-08-\(10 + week * 3)T09:00:00Z"))
    }
    #expect(!scene.types.contains("coxswain.week.closed"))
    scene.world.endInput(producer)
    let closed = scene.types.filter { $0 == "coxswain.week.closed" }.count
    #expect(closed > 0)
    let judged = try scene.week("ana", "2026-W33")
    #expect(judged["result"]?["week"]?["history"]?.bool == true)
    #expect(!scene.world.take(follower).contains { $0.contains("events.next") })
    #expect(!scene.world.notes.contains { $0.kind == .alertRaised })
  }

  @Test("events that only the daemon writes are refused from everybody else")
  func forged() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    scene.world.send(
      producer,
      Scene.event(
        "f-1", "2026-11-20T09:00:00Z", type: "alert.cleared",
        data: #"{"alert":"A-1","reason":"met"}"#))
    #expect(scene.world.take(producer).first?.contains("denied") == true)
  }
}
