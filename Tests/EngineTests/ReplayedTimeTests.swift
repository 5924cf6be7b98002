import Domain
import Engine
import EventLog
import Testing

@Suite("The time of the newest record")
struct ReplayedTimeTests {
  @Test(
    "an empty batch says nothing of time: a new log has no newest record, another keeps its own")
  func emptyBatch() throws {
    var decoder = BatchDecoder(hashKey: (1, 2))
    var replayer = Replayer(zones: { _ in nil }, hashKey: (1, 2))
    try replayer.apply(decoder.decode(RecordBatch()))
    #expect(replayer.state.lastRecorded == nil)
    var builder = BatchBuilder(nextSeq: 1, segmentBytes: 0)
    builder.append(
      control: Array(#"{"kind":"log.open"}"#.utf8).span, at: World.start.microseconds,
      by: Array("system".utf8).span)
    let line = builder.take().bytes
    var batch = RecordBatch()
    batch.append(try RecordView.parse(line.span, line: 0..<line.count - 1), in: line.span)
    try replayer.apply(decoder.decode(batch))
    try replayer.apply(decoder.decode(RecordBatch()))
    #expect(replayer.state.lastRecorded == World.start)
  }

  @Test("the clock of a new store is believed from the first moment")
  func newStore() throws {
    let scene = try Scene(world: World(testClock: nil))
    let clock = try scene.call(scene.main, "status")["result"]?["clock"]
    #expect(clock?["doubt"]?.bool == false)
    #expect(scene.world.notes.allSatisfy { $0.kind != .clockDoubted })
  }
}
