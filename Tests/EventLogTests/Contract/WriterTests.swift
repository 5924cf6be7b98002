import EventLog
import Glibc
import LinuxSystem
import Simulation
import SystemPorts
import Testing

@Suite struct WriterTests {
  private let second: Int64 = 1_000_000_000

  @Test("HEAD is synced at most once a second, and not when nothing changed")
  func headCadence() throws {
    let plan = FaultPlan(.sync, number: .max)
    let root = FaultyDirectory(SimulatedDisk(seed: 1).root, plan)
    var bodies: Bodies = []
    var writer = try openLog(root, replayed: &bodies)
    var builder = BatchBuilder(nextSeq: 2, segmentBytes: 0)
    var syncs: [Int] = []
    for tick in [second / 2, second, second * 3 / 2, second * 5 / 2] {
      let before = plan.count(of: .sync)
      builder.append(event(1))
      try writer.commit(builder.take(), tick: tick)
      syncs.append(plan.count(of: .sync) - before)
    }
    #expect(syncs == [1, 2, 1, 2])
    let before = plan.count(of: .sync)
    try writer.synchronizeHead(tick: second * 9)
    #expect(plan.count(of: .sync) == before)
  }

  @Test("After a failed sync the writer touches the disk no more")
  func failedSync() throws {
    let disk = SimulatedDisk(seed: 1)
    var bodies: Bodies = []
    var writer = try openLog(disk.root, replayed: &bodies)
    var builder = BatchBuilder(nextSeq: 2, segmentBytes: 0)
    builder.append(event(1))
    let batch = builder.take()
    disk.faults.failingSync = 1
    var failures: [Int32] = []
    var changes: [Int] = []
    for _ in 0..<3 {
      do throws(LogFailure) { try writer.commit(batch, tick: 0) } catch {
        failures.append(error.exitCode)
      }
      changes.append(disk.changes)
    }
    #expect(failures == [74, 74, 74])
    #expect(changes[0] == changes[2])
    #expect(throws: LogFailure.self) { try writer.close(at: testTime, tick: 0) }
  }

  private static let days35: Int64 = 35 * 86_400_000_000
  private static let steps: [(Int64, Int64)] = [(-1, 0), (1, 1), (days35, days35), (days35 + 1, 0)]

  @Test("A clock in doubt does not move the log's time away from its records", arguments: steps)
  func clockInDoubt(step: Int64, expected: Int64) throws {
    let root = SimulatedDisk(seed: 1).root
    var bodies: Bodies = []
    _ = try openLog(root, replayed: &bodies)
    let writer = try openLog(root, replayed: &bodies, now: testTime + step)
    #expect(writer.recovered.lastAt == testTime)
    #expect(writer.recovered.openedAt == testTime + expected)
  }

  @Test("A reader follows a writer over segments that did not exist when it began")
  func following() throws {
    let root = SimulatedDisk(seed: 1).root
    var bodies: Bodies = []
    var writer = try openLog(root, replayed: &bodies)
    var reader = try LogReader(root)
    var builder = BatchBuilder(
      nextSeq: 2, segmentBytes: writer.recovered.segmentBytes, segmentLimit: 900)
    var next: UInt64 = 1
    for number in 1...40 {
      builder.append(event(number, size: 200))
      try writer.commit(builder.take(), tick: 0)
      let piece = try reader.read(from: next, through: writer.lastSeq, maxBytes: 1 << 20)
      #expect(piece.nextSeq == writer.lastSeq + 1)
      #expect(piece.records.map(\.seq) == Array(next..<piece.nextSeq))
      next = piece.nextSeq
    }
    #expect(try Image(of: root).segments.count > 5)
  }

  @Test("Sealed segments cannot be written by anyone, the others only by their owner")
  func modes() throws {
    try LinuxWorld().withRoot { root in
      _ = try writeThreeSegments(root)
      let log = try root.directory("log", create: false)
      for name in try log.list() {
        var status = stat()
        #expect(stat("\(log.path)/\(name)", &status) == 0)
        let isSealed = try name.hasSuffix(".ndjson") && name != log.list().last
        #expect(status.st_mode & 0o777 == (isSealed ? 0o440 : 0o600), "\(name)")
      }
    }
  }
}
