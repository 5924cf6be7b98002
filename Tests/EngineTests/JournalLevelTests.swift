import Domain
import Engine
import JSONText
import Testing

@Suite("How much the journal is told")
struct JournalLevelTests {
  @Test("a level holds for the time that was said, goes back by itself, and is asked for any time")
  func forAWhile() throws {
    let scene = try Scene()
    let world = scene.world
    #expect(try scene.call(scene.main, "journal.level")["result"] == ["level": "info"])
    let set = try scene.call(scene.main, "journal.level", ["level": "debug", "seconds": 90])
    #expect(set["result"] == ["level": "debug", "seconds": 90])
    world.passTime(seconds: 89)
    #expect(
      try scene.call(scene.main, "journal.level")["result"] == ["level": "debug", "seconds": 1])
    world.passTime(seconds: 1)
    #expect(try scene.call(scene.main, "journal.level")["result"] == ["level": "info"])
    #expect(world.levels == [.debug, .info])
    // Nothing is left that would set it once more.
    world.passTime(seconds: 1_000)
    #expect(world.levels == [.debug, .info])
  }

  @Test("ten minutes unless said otherwise; the usual level has no end, and ends another at once")
  func back() throws {
    let scene = try Scene()
    let set = try scene.call(scene.main, "journal.level", ["level": "warning"])["result"]
    #expect(set?["seconds"]?.integer == 600)
    let back = try scene.call(scene.main, "journal.level", ["level": "info", "seconds": 9])[
      "result"]
    #expect(back == ["level": "info"])
    scene.world.passTime(seconds: 700)
    #expect(scene.world.levels == [.warning, .info])
  }

  @Test("what calls say is never told, only whose they are and how they went")
  func traces() throws {
    let scene = try Scene()
    _ = try scene.call(scene.main, "status")
    #expect(scene.world.traces == [])
    _ = try scene.call(scene.main, "journal.level", ["level": "debug"])
    _ = try scene.call(scene.main, "query", ["view": "week", "member": "secret-name"])
    _ = try scene.call(scene.main, "no.such-secret-method")
    #expect(
      scene.world.traces == ["journal.level of uid 0: taken", "query of uid 0: not_found"])
  }

  @Test("only operators may, and only with a level and a time that there are")
  func refused() throws {
    let scene = try Scene()
    let ana = scene.world.connect(uid: 4711, user: nil)
    let denied = try scene.call(ana, "journal.level", ["level": "debug"])
    #expect(denied["error"]?["data"]?["kind"]?.string == "denied")
    for params: JSONValue in [
      ["level": "loud"], ["level": "debug", "seconds": 0], ["level": "debug", "seconds": 86_401],
    ] {
      let reply = try scene.call(scene.main, "journal.level", params)
      #expect(reply["error"]?["data"]?["kind"]?.string == "bad_params", "\(params.text)")
    }
    #expect(scene.world.levels == [])
  }
}
