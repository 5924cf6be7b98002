import Domain
import Engine
import JSONText
import Testing

@Suite("Room on the disk")
struct DiskUseTests {
  /// A scene in which 300 records of 1,000 bytes each came on two days, 40 days apart.
  private func grown(free: Int64?) throws -> Scene {
    let scene = try Scene()
    let producer = scene.world.connect()
    for day in ["2026-11-20", "2026-12-30"] {
      if day > "2026-11-20" { try scene.advance("\(day)T12:00:00Z") }
      for number in 1...300 {
        scene.world.send(producer, Scene.event("\(day)-\(number)", "\(day)T09:00:00Z"))
      }
    }
    var figures = Figures()
    let records = Int64(scene.world.lines.count)
    figures.segments = [.init(first: 1, bytes: records * 1_000)]
    figures.freeBytes = free
    scene.world.engine.figures = figures
    return scene
  }

  private func told(_ scene: Scene) throws -> JSONValue {
    try #require(try scene.call(scene.main, "store.status")["result"])
  }

  @Test("the pace is what was recorded in the last 7 and 28 days, a day")
  func pace() throws {
    let scene = try grown(free: nil)
    let use = try told(scene)
    let week = try #require(use["per_day_7"]?.integer)
    let month = try #require(use["per_day_28"]?.integer)
    // 300 records and what was judged meanwhile, known to 256 records.
    #expect((300_000 / 7...700_000 / 7).contains(week), "\(week)")
    #expect((300_000 / 28...700_000 / 28).contains(month), "\(month)")
    #expect(use["bytes"]?.integer == Int64(scene.world.lines.count) * 1_000)
    #expect(use["free"] == nil && use["full_on"] == nil)
  }

  @Test("the disk is full when the faster pace has used up what is not kept as a reserve")
  func full() throws {
    let week = try #require(try told(try grown(free: nil))["per_day_7"]?.integer)
    let reserve: Int64 = 20 << 20
    let room = try told(try grown(free: reserve + 10 * week + week / 2))
    #expect(room["full_on"]?.string == "2027-01-09")
    #expect(try told(try grown(free: reserve - 1))["full_on"]?.string == "2026-12-30")
    #expect(try told(try grown(free: 1 << 52))["full_on"] == nil)
  }

  @Test("sidecars grow with the log, and so the disk is full earlier")
  func sidecars() throws {
    let scene = try grown(free: nil)
    let before = try told(scene)
    let (pace, bytes) = (before["per_day_7"]?.integer ?? 0, before["bytes"]?.integer ?? 0)
    scene.world.engine.figures.sidecarBytes = bytes / 2
    let after = try told(scene)
    #expect((pace * 3 / 2 - 2...pace * 3 / 2 + 2).contains(after["per_day_7"]?.integer ?? 0))
    #expect(after["bytes"]?.integer == bytes, "the log's own bytes are what they were")
  }

  @Test("a new log's first day is not stretched to a week, and status tells the same")
  func young() throws {
    let scene = try Scene()
    var figures = Figures()
    figures.segments = [.init(first: 1, bytes: 5_000)]
    figures.freeBytes = 1 << 40
    scene.world.engine.figures = figures
    #expect(try told(scene)["per_day_7"]?.integer == 5_000)
    let status = try scene.call(scene.main, "status")["result"]
    #expect(status?["disk"]?["per_day_28"]?.integer == 5_000)
    #expect(status?["log"]?["bytes"]?.integer == 5_000)
    #expect(status?["disk"]?["full_on"] == nil)
  }
}
