import Engine
import JSONText
import Testing

@Suite("The back-test over the wire")
struct CalibrationTests {
  /// Ana's and ben's calls of three months, half of them on deals that were won; lena leads nobody.
  private func scene() throws -> Scene {
    let scene = try Scene()
    let reply = try scene.apply(
      Scene.playbook + "\n"
        + ##"""
          lena: {name: Lena, role: manager, unix: ["#4715"]}
        funnels:
          main:
            from: call
            steps:
              - {to: won}
        """##)
    #expect(reply["result"] != nil, "\(reply.text)")
    for number in 0..<80 {
      let (member, day) = (number % 2 == 0 ? "ana" : "ben", 1 + number % 28)
      let time =
        "2026-\(7 + number / 28 < 10 ? "0" : "")\(7 + number / 28)-"
        + "\(day < 10 ? "0" : "")\(day)T09:00:00Z"
      let deal = #""deal":"D-\#(number)""#
      func say(_ type: String, _ data: String) {
        scene.world.send(
          scene.main,
          Scene.event(
            "\(type)-\(number)", time, subject: member, type: type, data: "{\(deal)\(data)}"))
      }
      say("activity.logged", #","metric":"call""#)
      say("deal.opened", "")
      if number % 4 < 2 { say("deal.won", "") }
    }
    _ = scene.world.take(scene.main)
    return scene
  }

  @Test("everybody counts, and those rows are told whose numbers the caller may see")
  func rows() throws {
    let scene = try scene()
    func ask(_ uid: UInt32) throws -> JSONValue {
      let id = scene.world.connect(uid: uid, user: "u\(uid)")
      return try scene.call(id, "query", ["view": "calibration"])
    }
    func names(_ reply: JSONValue) -> [String] {
      (reply["result"]?["rows"]?.array ?? []).compactMap { $0["member"]?.string }.sorted()
    }
    let (greg, lena) = (try ask(4713), try ask(4715))
    #expect(names(greg) == ["ana", "ben"], "\(greg.text)")
    #expect(names(lena) == [] && lena["result"]?["matured"] == greg["result"]?["matured"])
    #expect(greg["result"]?["matured"]?["of"] == 2, "\(greg.text)")
    #expect(try ask(4711)["error"]?["data"]?["kind"] == "denied")
  }
}
