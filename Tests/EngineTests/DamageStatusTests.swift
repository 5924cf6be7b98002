import Engine
import EventLog
import JSONText
import Testing

@Suite("Damage that a running daemon has met")
struct DamageStatusTests {
  private func damage(_ seqs: ClosedRange<UInt64>?, _ offset: Int) -> Damage {
    Damage(
      file: "/srv/secret/log/00000000000000000001.ndjson", offset: offset, seqs: seqs,
      reason: "the checksum does not match", state: "/srv/secret")
  }

  @Test("status and the operator's line tell it, without saying where the state is")
  func told() throws {
    let scene = try Scene()
    let engine = scene.world.engine
    let before = try scene.call(scene.main, "status")["result"]
    #expect(before?["damage"] == nil && !engine.statusLine(clients: 1).contains("damaged"))
    engine.figures.damages = [damage(9108...9110, 3_000_003), damage(nil, 5)]
    let answer = try scene.call(scene.main, "status")
    let told = try #require(answer["result"]?["damage"])
    #expect(told["places"]?.integer == 2 && told["byte"]?.integer == 3_000_003)
    #expect(told["file"]?.string == "00000000000000000001.ndjson")
    #expect(told["first"]?.integer == 9108 && told["last"]?.integer == 9110)
    #expect(told["reason"]?.string == "the checksum does not match")
    #expect(!"\(answer)".contains("secret"))
    #expect(engine.statusLine(clients: 1).hasSuffix(", log damaged"))
    engine.figures.damages = [damage(nil, 5)]
    let bare = try #require(try scene.call(scene.main, "status")["result"]?["damage"])
    #expect(bare["first"] == nil && bare["last"] == nil && bare["byte"]?.integer == 5)
  }
}
