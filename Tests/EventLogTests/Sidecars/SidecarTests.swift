import EventLog
import LinuxSystem
import Simulation
import SystemPorts
import Testing

@Suite("Sidecars")
struct SidecarTests {
  @Test("what sidecars hold comes in place of the records of sealed segments, and is the same")
  func taken() throws {
    let disk = try SidecarDisk()
    let start = try disk.start([:])
    #expect(start.bodies == disk.written)
    let read = disk.written.count - start.fromSidecars
    #expect(read > 0 && read < start.fromSidecars, "only the open one is read")
    let opening = disk.written.indices.filter {
      $0 < start.fromSidecars && disk.written[$0].starts(with: #"{"kind":"log.open""#.utf8)
    }
    #expect(opening.count > 1 && start.beginnings == opening.map { UInt64($0 + 1) })
    #expect(try Image(of: disk.root).sidecars == disk.image.sidecars)
  }

  @Test("on a real disk, too, and the segment that this start sealed gets one at the next look")
  func onLinux() throws {
    try LinuxWorld().withRoot { root in
      let written = try writeThreeSegments(root, closing: true).bodies
      #expect(try makeSidecars(root).count == 3)
      let start = try startWithSidecars(root)
      #expect(start.bodies == written && start.fromSidecars == written.count)
      // That start's own segment, which was not closed, is sealed by the next one.
      let again = try startWithSidecars(root)
      #expect(again.bodies.count == written.count + 1)
      #expect(try makeSidecars(root).count == 1)
      #expect(try startWithSidecars(root).fromSidecars == written.count + 1)
      #expect(try verify(root).problems == [], "and verify does not mind them")
    }
  }

  @Test("an orderly end is known by the last record alone")
  func closed() throws {
    let disk = SimulatedDisk(seed: 3)
    _ = try writeThreeSegments(disk.root, closing: true)
    try makeSidecars(disk.root)
    var random = SeededRandomness(seed: 7)
    let use = SidecarUse(mark: TestBlock.mark) { _, _, _ throws(LogFailure) in true }
    let writer = try LogWriter.open(
      disk.root, randomness: &random, now: testTime, tick: 0,
      options: LogOptions(reserveBytes: 4096, batchBytes: 4096, holder: "test"), sidecars: use)
    #expect(writer.recovered.wasClean)
    #expect(writer.recovered.store == StoreID("test"))
    #expect(writer.recovered.lastAt == testTime)
  }

  @Test("a block that is not understood ends the use of its sidecar: records tell the rest")
  func refused() throws {
    let disk = try SidecarDisk()
    for refusing in 0..<6 {
      try disk.image.install(in: disk.root)
      let start = try startWithSidecars(disk.root, refusing: refusing)
      #expect(start.bodies == disk.written, "refusing from block \(refusing) on")
      #expect((start.fromSidecars > 0) == (refusing > 0))
      #expect(try Image(of: disk.root).sidecars.count < 2, "and is made again")
    }
  }

  @Test("the ends of a segment are read and checked though it has a sidecar")
  func ends() throws {
    let disk = try SidecarDisk()
    let path = disk.image.segments[0]
    let bytes = disk.image.content(path)
    for place in [12, bytes.count - 40] {
      var changed = bytes
      changed[place] ^= 1
      let failure = #expect(throws: LogFailure.self) { try disk.start([path: changed]) }
      #expect(failure?.exitCode == 65, "byte \(place)")
    }
    var shorter = bytes
    shorter.removeLast()
    #expect(throws: LogFailure.self) { try disk.start([path: shorter]) }
    // What lies between is for verify, and for whoever reads it.
    var changed = bytes
    changed[bytes.count / 2] ^= 1
    #expect(try disk.start([path: changed]).bodies == disk.written)
    #expect(try !verify(disk.root).isSound)
    #expect(throws: LogFailure.self, "without its sidecar the start reads it") {
      try disk.start([path: changed, disk.image.sidecars[0]: nil])
    }
  }

  @Test("a segment of another store is found by its first record, whatever its sidecar says")
  func otherStore() throws {
    let disk = try SidecarDisk()
    let path = disk.image.segments[1]
    let changed = Self.forged(disk.image.content(path), line: 0, "\"test\"", "\"tesu\"")
    let failure = #expect(throws: LogFailure.self) { try disk.start([path: changed]) }
    #expect(failure?.exitCode == 65 && failure?.description.contains("store tesu") == true)
  }

  @Test("small segments get none, and neither does any where the disk has no room to spare")
  func notWorth() throws {
    let disk = SimulatedDisk(seed: 3)
    _ = try writeThreeSegments(disk.root)
    #expect(try makeSidecars(disk.root, leastBytes: 1 << 20).isEmpty)
    disk.faults.capacity = disk.used + (1 << 20)
    #expect(try makeSidecars(disk.root).isEmpty)
    #expect(try Image(of: disk.root).sidecars.isEmpty)
    disk.faults.capacity = nil
    #expect(try makeSidecars(disk.root).count == 2)
    #expect(try makeSidecars(disk.root).isEmpty, "once is enough")
  }

  @Test("records that are not what was sealed make no sidecar, though each is whole")
  func notSealed() throws {
    let disk = SimulatedDisk(seed: 3)
    _ = try writeThreeSegments(disk.root)
    var image = try Image(of: disk.root)
    let path = image.segments[0]
    image.files[path] = Self.forged(image.content(path), line: 1, "xx", "xy")
    try image.install(in: disk.root)
    let steps = try makeSidecars(disk.root)
    guard case .gaveUp(first: 1, let failure) = steps.first else {
      Issue.record("\(steps)")
      return
    }
    #expect(failure.description.contains("not what was sealed") && steps.count == 2)
    let after = try Image(of: disk.root)
    #expect(after.sidecars.count == 1 && after.temporaries.isEmpty)
  }

  @Test("no block, no sidecar")
  func noBlock() throws {
    let disk = SimulatedDisk(seed: 3)
    _ = try writeThreeSegments(disk.root)
    let steps = try makeSidecars(disk.root) { _ in nil }
    #expect(steps.count == 2)
    #expect(try Image(of: disk.root).sidecars.isEmpty)
  }

  /// A line with other words in it, and with the checksum that fits.
  private static func forged(
    _ bytes: [UInt8], line: Int, _ old: String, _ new: String
  ) -> [UInt8] {
    var lines = bytes.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
    let body = Array(lines[line].replacing(old, with: new, maxReplacements: 1).utf8.dropLast(18))
    let hex = String(Checksum.update(0, body.span), radix: 16)
    let digits = String(repeating: "0", count: 8 - hex.count) + hex
    lines[line] = String(decoding: body, as: UTF8.self) + ",\"crc\":\"\(digits)\"}"
    return lines.flatMap { Array($0.utf8) + [10] }
  }
}
