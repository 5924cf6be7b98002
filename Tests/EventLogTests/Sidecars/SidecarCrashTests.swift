import EventLog
import Simulation
import SystemPorts
import Testing

@Suite("Sidecars and crashes")
struct SidecarCrashTests {
  @Test("a maker that is killed or loses power in any call leaves nothing in the way of a start")
  func anywhere() throws {
    var calls = 0
    while true {
      calls += 1
      let disk = SimulatedDisk(seed: UInt64(calls))
      let written = try writeThreeSegments(disk.root).bodies
      disk.faults.powerCutInCall = calls
      try makeSidecars(disk.root)
      let wasOff = disk.isOff
      for after in [disk.afterPowerCut(), disk.afterKill()] {
        let start = try startWithSidecars(after.root)
        #expect(start.bodies == written, "in call \(calls)")
        #expect(try Image(of: after.root).temporaries.isEmpty)
        try makeSidecars(after.root)
        #expect(try Image(of: after.root).sidecars.count == 3)
        #expect(try startWithSidecars(after.root).bodies.starts(with: written))
      }
      if !wasOff { break }
    }
    #expect(calls > 20, "it takes so many calls to make two sidecars")
  }

  @Test("failing syncs and short writes cost a sidecar at most")
  func faults() throws {
    for sync in 1...12 {
      let disk = SimulatedDisk(seed: UInt64(sync))
      let written = try writeThreeSegments(disk.root).bodies
      disk.faults.failingSync = sync
      disk.faults.shortWriteOneIn = 3
      try makeSidecars(disk.root)
      let after = disk.afterPowerCut()
      #expect(try startWithSidecars(after.root).bodies == written, "sync \(sync)")
    }
  }

  @Test("a log goes on behind the back of a maker, which then finds what was sealed")
  func beside() throws {
    let disk = SimulatedDisk(seed: 5)
    var bodies: Bodies = []
    var writer = try openLog(disk.root, replayed: &bodies)
    var maker = try SidecarMaker(
      disk.root, mark: TestBlock.mark, leastBytes: 0, blockBytes: 1500)
    var builder = BatchBuilder(
      nextSeq: writer.recovered.nextSeq, segmentBytes: writer.recovered.segmentBytes,
      segmentLimit: 4096)
    var made = 0
    for number in 1...120 {
      builder.append(event(number))
      try writer.commit(builder.take(), tick: 0)
      if case .made = maker.step(TestBlock.encode) { made += 1 }
    }
    try writer.close(at: testTime, tick: 0)
    _ = consume writer
    #expect(made >= 3)
    let all = try replayed(disk.root)
    let start = try startWithSidecars(disk.root)
    #expect(start.bodies == all && start.fromSidecars > 0 && start.fromSidecars < all.count)
  }
}

@Suite("The identities' key")
struct IdentityKeyTests {
  @Test("it is kept as it is, and anything of another size is none")
  func kept() throws {
    let root = SimulatedDisk(seed: 1).root
    #expect(IdentityKey.read(root) == nil)
    let key = (1...16).map { UInt8($0) }
    try IdentityKey.keep(key, in: root)
    #expect(IdentityKey.read(root) == key)
    for odd in [[], Array(key.dropLast()), key + [17]] {
      try IdentityKey.keep(odd, in: root)
      #expect(IdentityKey.read(root) == nil, "\(odd.count) bytes")
    }
  }

  @Test("a crash while it is written leaves the old one or the new one")
  func crash() throws {
    let (old, new) = ([UInt8](repeating: 1, count: 16), [UInt8](repeating: 2, count: 16))
    for call in 1...12 {
      let disk = SimulatedDisk(seed: UInt64(call))
      try IdentityKey.keep(old, in: disk.root)
      disk.faults.powerCutInCall = call
      try? IdentityKey.keep(new, in: disk.root)
      let found = IdentityKey.read(disk.afterPowerCut().root)
      #expect(found == old || found == new, "call \(call)")
      if !disk.isOff { #expect(found == new) }
    }
  }
}
