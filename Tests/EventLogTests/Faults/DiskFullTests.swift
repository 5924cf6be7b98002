import EventLog
import Simulation
import SystemPorts
import Testing

@Suite struct DiskFullTests {
  private let capacity = 40_000

  @Test("A full disk is told before harm, what is under way still fits, and room heals it")
  func fillAndFree() throws {
    let disk = SimulatedDisk(seed: 1)
    var bodies: Bodies = []
    var writer = try openLog(disk.root, replayed: &bodies)
    var builder = BatchBuilder(
      nextSeq: 2, segmentBytes: writer.recovered.segmentBytes, segmentLimit: 6000)
    var count = 1
    for cycle in 1...100 {
      // Room for a few batches and the reserve, taken by others or given free each time.
      disk.faults.capacity = disk.used + 9000 + cycle * 37
      while writer.reserveSpace() {
        try commit(&builder, &writer, &count)
      }
      // The batch that was being made when the room ended.
      try commit(&builder, &writer, &count)
      let isRoom = writer.reserveSpace()
      disk.faults.capacity = nil
      let isRoomAgain = writer.reserveSpace()
      #expect(!isRoom && isRoomAgain, "cycle \(cycle)")
    }
    _ = consume writer
    #expect(try verify(disk.root).problems == [])
    var again: Bodies = []
    _ = try openLog(disk.root, replayed: &again)
    #expect(again.filter { $0.starts(with: "{\"id\"".utf8) }.count == count - 1)
  }

  @Test("A start succeeds on a disk that is full to the last byte", arguments: [false, true])
  func restart(torn: Bool) throws {
    var disk = SimulatedDisk(seed: 1)
    var bodies: Bodies = []
    var writer = try openLog(disk.root, replayed: &bodies)
    var builder = BatchBuilder(nextSeq: 2, segmentBytes: 0)
    disk.faults.capacity = capacity
    var count = 1
    while writer.reserveSpace() { try commit(&builder, &writer, &count) }
    if torn {
      builder.append(event(count))
      disk.faults.powerCutInCall = 2
      #expect(throws: LogFailure.self) { try writer.commit(builder.take(), tick: 0) }
    }
    _ = consume writer
    disk = disk.afterKill()
    disk.faults.capacity = disk.used
    var again: Bodies = []
    var next = try openLog(disk.root, replayed: &again)
    #expect(again.count >= count)
    let isRoom = next.reserveSpace()
    disk.faults.capacity = nil
    let isRoomAgain = next.reserveSpace()
    #expect(!isRoom && isRoomAgain)
    #expect(try verify(disk.root).problems == [])
  }

  private func commit(
    _ builder: inout BatchBuilder, _ writer: inout LogWriter<SimulatedDirectory>, _ count: inout Int
  ) throws {
    builder.append(event(count, size: 700))
    count += 1
    try writer.commit(builder.take(), tick: 0)
  }
}
