import Engine
import JSONText
import Testing

@Suite("What the daemon says of its own failures")
struct FailureTests {
  private func kind(_ line: String?) throws -> String? {
    try JSONValue.parse(try #require(line))["error"]?["data"]?["kind"]?.string
  }

  @Test("a read that fails is told as the daemon's fault, and the next one succeeds")
  func failedRead() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    scene.world.send(
      producer,
      Scene.event("d-1", "2026-11-20T09:00:00Z", type: "deal.opened", data: #"{"deal":"d-1"}"#))
    let query =
      #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"deal","deal":"d-1"}}"#
    scene.world.readsAtOnce = false
    scene.world.send(scene.main, query)
    #expect(scene.world.readNow(problem: ReadProblem(message: "the disk does not read")) == 1)
    #expect(try kind(scene.world.take(scene.main).last) == "internal")
    scene.world.send(scene.main, query)
    #expect(scene.world.readNow() == 1)
    #expect(scene.world.take(scene.main).last?.contains(#""result""#) == true)
  }

  @Test("a resend whose record does not read is refused, and what comes after is acknowledged")
  func failedComparison() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    scene.world.send(producer, Scene.event("a", "2026-11-20T09:00:00Z"))
    scene.world.readsAtOnce = false
    scene.world.send(producer, Scene.event("a", "2026-11-20T10:00:00Z"))
    #expect(scene.world.readNow(problem: ReadProblem(message: "the disk does not read")) == 1)
    #expect(scene.world.take(producer).contains { $0.contains("ingest.reject") })
    scene.world.send(producer, Scene.event("b", "2026-11-20T09:00:00Z"))
    let ack = try JSONValue.parse(try #require(scene.world.take(producer).last))["params"]
    #expect(ack?["n"]?.integer == 3 && ack?["new"]?.integer == 2, "\(ack?.text ?? "")")
  }

  @Test("who connects while the daemon stops is sent away, for later")
  func stopping() throws {
    let scene = try Scene()
    scene.world.engine.stop(retryMilliseconds: 100)
    let late = scene.world.connect()
    scene.world.send(late, #"{"jsonrpc":"2.0","id":1,"method":"status"}"#)
    #expect(try kind(scene.world.take(late).last) == "stopping")
  }
}
