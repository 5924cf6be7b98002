import EventLog
import Simulation
import SystemPorts
import Testing

/// Sidecars are only a cache: whatever happens to one, the start gives the same.
@Suite("Damaged sidecars")
struct SidecarDamageTests {
  @Test("a changed byte anywhere leads where the records lead, and the sidecar is made again")
  func everyByte() throws {
    let disk = try SidecarDisk()
    for path in disk.image.sidecars {
      let bytes = disk.image.content(path)
      for place in bytes.indices {
        var changed = bytes
        changed[place] ^= 1 << UInt8(place % 8)
        let start = try disk.start([path: changed])
        guard start.bodies == disk.written else {
          Issue.record("byte \(place) of \(path) is believed")
          break
        }
        let left = try Image(of: disk.root).sidecars
        #expect(!left.contains(path), "byte \(place) of \(path) is noticed, so it is cleared away")
        guard place % 97 == 0 else { continue }
        try makeSidecars(disk.root)
        #expect(try Image(of: disk.root).content(path) == bytes)
      }
    }
  }

  @Test("so does one that is cut anywhere, gone, empty or too long")
  func everyLength() throws {
    let disk = try SidecarDisk()
    let path = disk.image.sidecars[0]
    let bytes = disk.image.content(path)
    var changed = bytes.indices.map { Array(bytes.prefix($0)) as [UInt8]? }
    changed += [nil, bytes + [0], bytes + bytes]
    for (number, content) in changed.enumerated() {
      let start = try disk.start([path: content])
      guard start.bodies == disk.written else {
        Issue.record("change \(number) is believed")
        break
      }
      #expect(try !Image(of: disk.root).sidecars.contains(path))
    }
  }

  @Test("one of another segment, with another mark, or of an older format is none")
  func foreign() throws {
    let disk = try SidecarDisk()
    let (one, two) = (disk.image.sidecars[0], disk.image.sidecars[1])
    let (a, b) = (disk.image.content(one), disk.image.content(two))
    let swapped = try disk.start([one: b, two: a])
    #expect(swapped.bodies == disk.written && swapped.fromSidecars == 0)
    for mark in [SidecarMark(1, 3), SidecarMark(2, 2)] {
      let start = try disk.start([:], mark: mark)
      #expect(start.bodies == disk.written && start.fromSidecars == 0)
      #expect(try Image(of: disk.root).sidecars.isEmpty)
    }
    var older = a
    older[8] = 0
    Self.seal(&older)
    let start = try disk.start([one: older, two: nil])
    #expect(start.bodies == disk.written && start.fromSidecars == 0)
  }

  @Test("one beside a segment that is not sealed, or beside none, is cleared away")
  func beside() throws {
    let disk = try SidecarDisk()
    let bytes = disk.image.content(disk.image.sidecars[0])
    let open = disk.image.segments[2].replacing(".ndjson", with: ".cols")
    let none = "log/00000000000000999999.cols"
    let odd = "log/1.cols"
    let start = try disk.start([open: bytes, none: bytes, odd: bytes])
    #expect(start.bodies == disk.written)
    #expect(try Image(of: disk.root).sidecars == (disk.image.sidecars + [odd]).sorted())
  }

  @Test("blocks of another segment do not fit, though they are whole and the head is right")
  func otherBlocks() throws {
    let disk = try SidecarDisk()
    let (one, two) = (disk.image.sidecars[0], disk.image.sidecars[1])
    let (a, b) = (disk.image.content(one), disk.image.content(two))
    var head = Array(a.prefix(92))
    for byte in 0..<8 { head[16 + byte] = UInt8(truncatingIfNeeded: b.count >> (byte * 8)) }
    Self.seal(&head)
    let start = try disk.start([one: head + b.dropFirst(92), two: nil])
    #expect(start.bodies == disk.written && start.fromSidecars == 0)
  }

  @Test("only a lie with the right checksums is believed: they stand between damage and the state")
  func lie() throws {
    let disk = try SidecarDisk()
    let path = disk.image.sidecars[0]
    _ = try disk.start([path: nil])
    try makeSidecars(disk.root) { piece in
      var block = TestBlock.encode(piece)
      block[2] = UInt8(ascii: "!")
      return block
    }
    let lying = try Image(of: disk.root).content(path)
    #expect(try disk.start([path: lying]).bodies != disk.written)
    var changed = lying
    changed[94] ^= 1
    #expect(try disk.start([path: changed]).bodies == disk.written)
  }

  /// Gives a head the checksum that fits.
  private static func seal(_ bytes: inout [UInt8]) {
    let checksum = Checksum.update(0, bytes.span.extracting(0..<88))
    for byte in 0..<4 { bytes[88 + byte] = UInt8(truncatingIfNeeded: checksum >> UInt32(byte * 8)) }
  }
}
