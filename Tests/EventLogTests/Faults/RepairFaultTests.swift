import EventLog
import Simulation
import SystemPorts
import Testing

/// Repairs that are interrupted, at every call that changes something.
@Suite struct RepairFaultTests {
  private func broken() throws -> SimulatedDirectory {
    let root = SimulatedDisk(seed: 1).root
    _ = try writeThreeSegments(root)
    var image = try Image(of: root)
    image.files[image.segments[1]]?[700] ^= 4
    let ruined = SimulatedDisk(seed: 2).root
    try image.install(in: ruined)
    return ruined
  }

  private func repair(_ source: SimulatedDirectory, into target: SimulatedDirectory) throws
    -> UInt64
  {
    let repair = try Repair.open(source)
    let found = repair.plan
    let plan = try #require(found)
    return try repair.write(plan, into: target, holder: "test", report: [1]).lastSeq
  }

  /// A directory that is not finished is none that a daemon begins a log in.
  private func check(_ root: SimulatedDirectory, _ last: UInt64, _ what: String) throws {
    let names = try root.list()
    if names.contains("log") {
      let report = try verify(root)
      #expect(report.isSound && report.lastSeq == last, "\(what): \(report.problems)")
      for name in ["HEAD", "quarantine", "restored"] {
        #expect(names.contains(name), "\(what): \(names)")
      }
      return
    }
    if names.contains("log.repairing") {
      var bodies: Bodies = []
      let failure = #expect(throws: LogFailure.self, "\(what)") {
        _ = try openLog(root, replayed: &bodies)
      }
      #expect(failure?.exitCode == 65, "\(what)")
      #expect(failure?.description.contains("log.repairing") == true, "\(what)")
    } else {
      #expect(names.filter { $0 != "lock" } == [], "\(what)")
    }
  }

  @Test("A power cut at any call leaves a whole log, or a directory that says it is none")
  func powerCuts() throws {
    let source = try broken()
    let before = try Image(of: source)
    let whole = SimulatedDisk(seed: 3)
    let last = try repair(source, into: whole.root)
    let calls = whole.changes
    #expect(last > 0 && calls > 20)
    for call in 1...calls {
      for isKill in [false, true] {
        let disk = SimulatedDisk(seed: UInt64(call))
        disk.faults.powerCutInCall = call
        #expect(throws: (any Error).self) { _ = try repair(source, into: disk.root) }
        let after = isKill ? disk.afterKill() : disk.afterPowerCut()
        let what = "\(isKill ? "kill" : "power cut") in call \(call)"
        try check(after.root, last, what)
        // Over what was left, the same command makes the same log.
        if try !after.root.list().contains("log") {
          #expect(try repair(source, into: after.root) == last, "\(what)")
          try check(after.root, last, what)
        }
        #expect(try Image(of: after.root).files["quarantine/REPORT"] == [1], "\(what)")
      }
    }
    #expect(try Image(of: source) == before)
  }

  @Test("A disk that fills up at any byte is told, and with room the same command goes through")
  func fullDisk() throws {
    let source = try broken()
    let whole = SimulatedDisk(seed: 3)
    let last = try repair(source, into: whole.root)
    for capacity in stride(from: 0, to: whole.used, by: 97) {
      let disk = SimulatedDisk(seed: 4)
      disk.faults.capacity = capacity
      let failure = #expect(throws: RestoreFailure.self, "\(capacity)") {
        _ = try repair(source, into: disk.root)
      }
      guard case .log(.diskFull)? = failure else {
        Issue.record("with \(capacity) bytes: \(String(describing: failure))")
        continue
      }
      try check(disk.root, last, "\(capacity) bytes")
      disk.faults.capacity = nil
      #expect(try repair(source, into: disk.root) == last)
    }
  }
}
