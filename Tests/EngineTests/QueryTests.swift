import JSONText
import Testing

@Suite("Queries")
struct QueryTests {
  private func rows(_ scene: Scene, _ params: JSONValue) throws -> JSONValue? {
    let call = params.adding("view", "counts").adding("metric", "call")
    return try scene.call(scene.main, "query", call)["result"]?["rows"]
  }

  @Test("a count that is asked for alone is the row that it is among all")
  func oneCount() throws {
    let scene = try Scene()
    for (number, day) in ["2026-11-06", "2026-11-13", "2026-11-20"].enumerated() {
      for copy in 0...number {
        let (id, time) = ("\(day)-\(copy)", "\(day)T09:00:00Z")
        scene.world.send(scene.main, Scene.event("a-\(id)", time))
        scene.world.send(scene.main, Scene.event("b-\(id)", time, subject: "ben"))
      }
    }
    let all = try #require(try rows(scene, [:])?.array)
    #expect(all.count == 6)
    for row in all {
      let (member, week) = (try #require(row["member"]), try #require(row["week"]))
      #expect(try rows(scene, ["member": member, "week": week]) == [row])
    }
    for week in ["2026-W44", "1971-W02", "2105-W52"] {
      #expect(try rows(scene, ["member": "ana", "week": .string(week)]) == [])
    }
    #expect(try rows(scene, ["member": "greg", "week": "2026-W47"]) == [])
  }

  @Test("weeks far away and members who are not there are refused as such")
  func refused() throws {
    let scene = try Scene()
    for (week, kind) in [("1970-W53", "bad_params"), ("2106-W01", "bad_params")] {
      let reply = try scene.call(
        scene.main, "query",
        ["view": "counts", "metric": "call", "member": "ana", "week": .string(week)])
      #expect(reply["error"]?["data"]?["kind"]?.string == kind, "\(reply.text)")
    }
    let reply = try scene.call(
      scene.main, "query",
      ["view": "counts", "metric": "call", "member": "zoe", "week": "2026-W47"])
    #expect(reply["error"]?["data"]?["kind"]?.string == "not_found")
  }
}
