import Engine
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

  @Test("who shares a win traces the deal; doubts are told to whom they are about")
  func sharedDeal() throws {
    let scene = try Scene()
    for (id, type, subject, data) in [
      ("o", "deal.opened", "ana", #"{"deal":"T-1"}"#),
      (
        "w", "deal.won", "ana",
        #"{"deal":"T-1","amount":100,"currency":"EUR","credit":[{"member":"ana","share":4000},{"member":"ben","share":6000}]}"#
      ),
      ("x", "deal.lost", "ana", #"{"deal":"T-1"}"#),
      ("p", "deal.opened", "greg", #"{"deal":"O-1"}"#),
      ("q", "deal.opened", "greg", #"{"deal":"O-1"}"#),
    ] {
      scene.world.send(
        scene.main,
        Scene.event(id, "2026-11-20T09:00:00Z", subject: subject, type: type, data: data))
    }
    let ben = scene.world.connect(uid: 4712, user: nil)
    let trace = try scene.call(ben, "query", ["view": "deal", "deal": "T-1"])
    let rows = trace["result"]?["rows"]?.array ?? []
    #expect(rows.count == 3, "\(trace.text)")
    #expect(rows.compactMap { $0["credit"]?[1]?["member"]?.string } == ["ben"])
    #expect(rows.compactMap { $0["doubt"]?.string } == ["repeated-close"])
    let other = try scene.call(ben, "query", ["view": "deal", "deal": "O-1"])
    #expect(other["error"]?["data"]?["kind"] == "not_found", "\(other.text)")
    func kinds(_ id: ConnectionID) throws -> [String] {
      let reply = try scene.call(id, "query", ["view": "doubts"])
      return (reply["result"]?["rows"]?.array ?? []).compactMap { $0["kind"]?.string }
    }
    #expect(try kinds(ben) == ["repeated-close"])
    #expect(try kinds(scene.main).contains("repeated-opening"))
  }
}
