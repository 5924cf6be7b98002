import EventLog
import Glibc
import LinuxSystem
import Simulation
import SystemPorts
import Testing

/// One failing call at every place of a log's life, on any disk.
struct FaultSweep<W: World> {
  let world: W

  /// Fails call 1, 2, 3 … of a kind until the life ends without meeting the fault.
  func run(_ call: FaultyCall, code: Int32) throws -> (places: Int, findings: [String]) {
    var findings: [String] = []
    for number in 1...2000 {
      let plan = FaultPlan(call, number: number, code: code)
      findings += try world.withRoot { root in
        var acknowledged: Bodies = []
        // What a crash while a segment was made leaves behind.
        _ = try root.directory("log", create: true).open("1.ndjson.tmp", .replace)
        for _ in 0..<2 { live(FaultyDirectory(root, plan), &acknowledged) }
        return check(root, acknowledged).map { "\(call) \(number), errno \(code): \($0)" }
      }
      if !plan.hasFired { return (number - 1, findings) }
    }
    return (2000, findings)
  }

  /// Opens, writes into a few segments, closes; ends at the first failure.
  private func live(_ root: FaultyDirectory<W.Root>, _ acknowledged: inout Bodies) {
    do throws(LogFailure) {
      var found: Bodies = []
      var writer = try openLog(root, replayed: &found)
      acknowledged = found
      var builder = BatchBuilder(
        nextSeq: writer.recovered.nextSeq, segmentBytes: writer.recovered.segmentBytes,
        segmentLimit: 700)
      for number in 1...6 {
        _ = writer.reserveSpace()
        builder.append(event(number, size: 300), Transaction(1, of: 2))
        builder.append(event(-number, size: 300), Transaction(2, of: 2))
        let batch = builder.take()
        try commit(batch, &writer)
        while acknowledged.count < Int(batch.firstSeq) - 1 { acknowledged.append([]) }
        for seq in batch.firstSeq...batch.lastSeq {
          acknowledged.append(
            Array(event(seq == batch.firstSeq ? number : -number, size: 300).utf8))
        }
      }
      try writer.close(at: testTime, tick: 0)
    } catch {}
  }

  /// "No space" leaves the log as it was: the same batch is tried once more.
  private func commit(
    _ batch: Batch, _ writer: inout LogWriter<FaultyDirectory<W.Root>>
  ) throws(LogFailure) {
    do throws(LogFailure) {
      try writer.commit(batch, tick: 0)
    } catch {
      guard case .diskFull = error else {
        // After anything else the writer is done for.
        #expect(throws: LogFailure.self) { try writer.commit(batch, tick: 0) }
        throw error
      }
      try writer.commit(batch, tick: 0)
    }
  }

  private func check(_ root: W.Root, _ acknowledged: Bodies) -> [String] {
    var found: Bodies = []
    do throws(LogFailure) {
      _ = try openLog(root, replayed: &found)
      let problems = try verify(root).problems
      if !problems.isEmpty { return problems }
    } catch {
      return ["the start after it fails: \(error)"]
    }
    if found.count < acknowledged.count { return ["acknowledged records are lost"] }
    return zip(acknowledged, found).allSatisfy { $0.isEmpty || $0 == $1 } ? [] : ["records differ"]
  }
}

/// Each kind of call with the errors it can meet.
private let faults: [(FaultyCall, Int32)] =
  FaultyCall.allCases.map { ($0, EIO) }
  + [FaultyCall.open, .write, .sync, .directorySync, .rename, .reserve].map { ($0, ENOSPC) }

@Suite struct FaultSweepTests {
  @Test("One failing call anywhere loses nothing on the simulated disk", arguments: faults)
  func simulated(call: FaultyCall, code: Int32) throws {
    let result = try FaultSweep(world: SimulatedWorld()).run(call, code: code)
    #expect(result.findings == [])
    #expect(result.places > 0)
  }

  @Test("One failing call anywhere loses nothing on Linux", arguments: faults)
  func linux(call: FaultyCall, code: Int32) throws {
    let result = try FaultSweep(world: LinuxWorld()).run(call, code: code)
    #expect(result.findings == [])
    #expect(result.places > 0)
  }
}
