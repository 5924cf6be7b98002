import JSONText
import Testing

@Suite("The morning and the reasons of numbers")
struct WhyTests {
  private func asked(_ scene: Scene, as member: String, _ params: JSONValue) throws -> JSONValue {
    let id = scene.world.connect()
    _ = try scene.call(id, "hello", ["as": .string(member)])
    return try scene.call(id, "query", params)
  }

  @Test("reasons are for who may see the numbers, and no name can be tried out")
  func access() throws {
    let scene = try Scene()
    for view in ["why", "morning"] {
      for (member, about, kind) in [
        ("ana", "ana", nil), ("greg", "ana", nil), ("ben", "ana", "denied"),
        ("ben", "zoe", "denied"), ("greg", "zoe", "not_found"), ("crm", "ana", "denied"),
      ] {
        let reply = try asked(
          scene, as: member, ["view": .string(view), "member": .string(about)])
        #expect(
          reply["error"]?["data"]?["kind"]?.string == kind, "\(view) \(member): \(reply.text)")
      }
    }
  }

  @Test("only the first 200 records are listed, and the others counted")
  func manyEvents() throws {
    let scene = try Scene()
    for number in 0..<205 {
      scene.world.send(scene.main, Scene.event("c-\(number)", "2026-11-20T09:00:00Z"))
    }
    let reply = try asked(
      scene, as: "ana", ["view": "why", "metric": "call"])["result"]?["rows"]?.array?.first
    #expect(reply?["events"]?.array?.count == 200)
    #expect(reply?["event_count"]?.integer == 205 && reply?["done"]?.integer == 205)
  }

  @Test("without a metric every one is explained that something is asked for")
  func allAsked() throws {
    let scene = try Scene()
    let all = try asked(scene, as: "ana", ["view": "why"])["result"]
    #expect(all?["rows"]?.array?.map { $0["metric"]?.string } == ["call"])
    let won = try asked(scene, as: "ana", ["view": "why", "metric": "won"])["result"]
    #expect(won?["rows"]?.array?.map { $0["metric"]?.string } == ["won"])
    #expect(won?["rows"]?.array?.first?["origin"] == nil)
  }
}
