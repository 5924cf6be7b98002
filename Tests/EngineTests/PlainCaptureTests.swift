import Domain
import Engine
import JSONText
import Testing

@Suite("Captures taken in one walk")
struct PlainCaptureTests {
  private let ingest =
    #"{"jsonrpc":"2.0","id":1,"method":"ingest","params":{"raw":true}}"#
  private static let time = "2026-11-20T09:00:00Z"

  private static let lines = [
    Scene.event("a", time), Scene.event("b", time), Scene.event("a", time),
    Scene.event("a", time, data: #"{"metric":"call","count":2}"#),
    Scene.event("c", time, source: "/elsewhere"), Scene.event("c", time, source: "/crm/y"),
    Scene.event("c", time), Scene.event("d", time, data: #"{"metric":"call","count":1000001}"#),
    Scene.event("e", time, type: "deal.opened", data: #"{"deal":"D-1"}"#),
    Scene.event("f", time, type: "deal.won", data: #"{"deal":"D-1","amount":900}"#),
    Scene.event("g", time, type: "deal.advanced", data: #"{"deal":"D-1"}"#),
    Scene.event("h", time, subject: "ben", source: "/cox/ana"), Scene.event("i", time),
    Scene.event("i", time, subject: "ben"), Scene.event("b", time),
  ]

  /// What a peer is told of the lines, one by one, and what the team's numbers are then.
  private func told(_ uid: UInt32, _ change: (String) -> String) throws -> [String] {
    let scene = try Scene()
    let producer = scene.world.connect(uid: uid, user: nil)
    scene.world.send(producer, ingest)
    var told = scene.world.take(producer)
    for line in Self.lines {
      scene.world.send(producer, change(line))
      told += scene.world.take(producer)
    }
    // What may be sent is decided again when the playbook says otherwise.
    _ = try scene.apply(Scene.playbook.replacing("/crm/*", with: "/crm/y"))
    for line in [Scene.event("j", Self.time), Scene.event("k", Self.time, source: "/crm/y")] {
      scene.world.send(producer, change(line))
      told += scene.world.take(producer)
    }
    return try told + [scene.week("ana").text, scene.week("ben").text] + scene.types
  }

  @Test(
    "a line has the verdict that it has when the parser reads it",
    arguments: [4711, 4714, 0] as [UInt32])
  func verdicts(_ uid: UInt32) throws {
    let plain = try told(uid) { $0 }
    let parsed = try told(uid) { $0.replacing(#""1.0","#, with: #""1.0","x":null,"#) }
    #expect(plain == parsed)
    #expect(plain.count > Self.lines.count)
  }

  @Test("a full disk refuses what could be taken plainly")
  func fullDisk() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    scene.world.send(producer, ingest)
    scene.world.send(producer, Scene.event("a", Self.time))
    _ = scene.world.take(producer)
    scene.world.engine.diskChanged(hasSpace: false)
    scene.world.send(producer, Scene.event("b", Self.time))
    #expect(scene.world.take(producer).contains { $0.contains("disk_full") })
  }
}
