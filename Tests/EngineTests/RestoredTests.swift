import Domain
import Engine
import JSONText
import Testing

/// A log that was restored or repaired lacks its newest records until they are given back.
@Suite struct RestoredTests {
  /// When the log is started again: 34 days after the last record that is kept.
  private static let start = Instant(rfc3339: "2027-01-04T12:00:00Z") ?? World.start

  /// A team's six weeks, three of them short of the quota, judged as they ended; and the last seq that a
  /// repair would keep.
  private func original() throws -> (scene: Scene, kept: UInt64) {
    let scene = try Scene()
    let producer = scene.world.connect()
    let weeks = [
      ("2026-11-23", 8), ("2026-11-30", 8), ("2026-12-07", 8), ("2026-12-14", 4),
      ("2026-12-21", 4), ("2026-12-28", 4),
    ]
    var kept: UInt64 = 0
    for (number, (monday, calls)) in weeks.enumerated() {
      try scene.advance("\(monday)T20:00:00Z")
      for call in 0..<calls {
        scene.world.send(
          producer, Scene.event("c-\(number)-\(call)", "\(monday)T1\(call):00:00Z"))
      }
      if number == 1 { kept = scene.world.lines.keys.max() ?? 0 }
    }
    try scene.advance(Self.start.rfc3339)
    return (scene, kept)
  }

  private func restarted(
    _ scene: Scene, _ kept: UInt64, wall: Instant = Self.start, isRestored: Bool
  ) throws -> Scene {
    let lines = scene.world.lines.filter { $0.key <= kept }
    return try Scene(
      world: World(lines: lines, testClock: nil, wall: wall, isRestored: isRestored))
  }

  /// Says once more what others than the daemon had said after the last record that was kept.
  private func giveBack(_ original: Scene, after kept: UInt64, to scene: Scene) throws {
    let producer = scene.world.connect()
    for seq in original.world.lines.keys.sorted() where seq > kept {
      let line = try #require(original.world.lines[seq])
      let event = try JSONValue.parse(String(decoding: line, as: UTF8.self))["event"]
      guard let event, event["source"]?.string != "/coxswaind" else { continue }
      scene.world.send(producer, event.text)
    }
  }

  /// What was judged, and of whom and which week as far as it says so.
  private func judged(_ scene: Scene) throws -> [String] {
    try scene.world.lines.keys.sorted().compactMap { seq in
      let line = try #require(scene.world.lines[seq])
      let event = try JSONValue.parse(String(decoding: line, as: UTF8.self))["event"]
      guard let type = event?["type"]?.string,
        type.hasPrefix("coxswain.week.") || type.hasPrefix("coxswain.alert.")
      else { return nil }
      let (data, subject) = (event?["data"], event?["subject"]?.string ?? "")
      return "\(type) \(subject) \(data?["week"]?.text ?? "") \(data?["rule"]?.text ?? "")"
    }
  }

  private func clock(_ scene: Scene) throws -> JSONValue? {
    try scene.call(scene.main, "status")["result"]?["clock"]
  }

  @Test("no week closes until the rest is back, and then the judgements are those of the original")
  func heldUntilAccepted() throws {
    let (original, kept) = try original()
    let wanted = try judged(original)
    #expect(wanted.filter { $0.hasPrefix("coxswain.alert.raised") }.count == 1, "\(wanted)")
    let scene = try restarted(original, kept, isRestored: true)
    let before = try judged(scene)
    #expect(before.count < wanted.count)
    #expect(try clock(scene)?["held"]?.bool == true && clock(scene)?["doubt"]?.bool == false)
    #expect(scene.world.engine.statusLine(clients: 0).contains("cox clock accept"))
    scene.world.passTime(seconds: 60)
    try giveBack(original, after: kept, to: scene)
    scene.world.passTime(seconds: 240)
    #expect(try judged(scene) == before)
    #expect(scene.world.marksForgotten == 0)
    let accepted = try scene.call(scene.main, "clock.accept")["result"]
    #expect(accepted?["was_held"]?.bool == true && accepted?["was_doubted"]?.bool == false)
    #expect(try judged(scene) == wanted)
    #expect(scene.world.marksForgotten == 1)
    #expect(try clock(scene)?["held"] == nil)
    let again = try scene.call(scene.main, "clock.accept")["result"]
    #expect(again != nil && again?["was_held"] == nil)
    let kinds = scene.world.notes.map(\.kind).filter { $0 != .alertRaised }
    #expect(kinds == [.clockDoubted, .clockBelieved])
  }

  @Test("what is given back after weeks were judged revises them: that is what the hold is for")
  func notHeld() throws {
    let (original, kept) = try original()
    let scene = try restarted(original, kept, isRestored: false)
    scene.world.passTime(seconds: 60)
    try giveBack(original, after: kept, to: scene)
    scene.world.passTime(seconds: 7200)
    #expect(try judged(scene).contains { $0.hasPrefix("coxswain.week.revised") })
    #expect(scene.world.marksForgotten == 0)
  }

  @Test("a restore that no week's end came after holds nothing and leaves no mark")
  func nothingDue() throws {
    let (original, kept) = try original()
    let sameWeek = try #require(Instant(rfc3339: "2026-12-03T09:00:00Z"))
    let scene = try restarted(original, kept, wall: sameWeek, isRestored: true)
    #expect(try clock(scene)?["held"] == nil)
    #expect(scene.world.marksForgotten == 1 && scene.world.notes.isEmpty)
  }

  @Test("a doubt that ends by itself leaves the hold; one word ends both")
  func doubtToo() throws {
    let (original, kept) = try original()
    let before = try #require(Instant(rfc3339: "2026-11-25T12:00:00Z"))
    let scene = try restarted(original, kept, wall: before, isRestored: true)
    #expect(try clock(scene)?["held"]?.bool == true && clock(scene)?["doubt"]?.bool == true)
    let right = try #require(Instant(rfc3339: "2026-11-30T20:01:00Z"))
    scene.world.setWall(right)
    #expect(try clock(scene)?["held"]?.bool == true && clock(scene)?["doubt"]?.bool == false)
    scene.world.setWall(Self.start)
    #expect(try clock(scene)?["doubt"]?.bool == true)
    let accepted = try scene.call(scene.main, "clock.accept")["result"]
    #expect(accepted?["was_held"]?.bool == true && accepted?["was_doubted"]?.bool == true)
    #expect(try clock(scene)?["held"] == nil && clock(scene)?["doubt"]?.bool == false)
  }

  @Test("a log that a repair kept nothing of is held even before it has a playbook, on any clock")
  func nothingKept() throws {
    let scene = try Scene(world: World(isRestored: true))
    _ = try scene.apply(Scene.playbook)
    // Whoever moves the clock is answered, although nothing is judged.
    try scene.advance("2026-11-24T12:00:00Z")
    #expect(!scene.types.contains("coxswain.week.closed"))
    let accepted = try scene.call(scene.main, "clock.accept")["result"]
    #expect(accepted?["was_held"]?.bool == true)
    #expect(scene.types.contains("coxswain.week.closed"))
    let again = try scene.call(scene.main, "clock.accept")["error"]
    #expect(again?["data"]?["kind"]?.string == "unsupported")
  }
}
