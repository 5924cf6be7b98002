import EventLog
import Simulation
import SystemPorts
import Testing

/// What reads the records again that a start took from sidecars.
@Suite("Sealed segments read again")
struct SealedCheckTests {
  /// What a check of the two sealed segments of a log fails on, and how many bytes it read.
  private static func failures<D: Directory>(
    _ root: D, _ firsts: Set<UInt64>
  ) throws -> (failures: [LogFailure], bytes: Int) {
    var check = try SealedCheck(root, beginningWith: firsts)
    var failures: [LogFailure] = []
    var read = 0
    for _ in 0..<10_000 {
      switch check.step() {
      case .done:
        #expect(check.segmentsLeft == 0)
        return (failures, read)
      case .going(let bytes):
        #expect(bytes <= 512 << 10, "a step is small")
        read += bytes
      case .failed(let failure): failures.append(failure)
      }
    }
    Issue.record("the check finds no end")
    return (failures, read)
  }

  private static func firsts(_ image: Image) -> [UInt64] {
    image.segments.compactMap { UInt64($0.dropFirst(4).prefix(20)) }
  }

  @Test("a sound log is read to the last byte of what was asked for, and nothing else is")
  func sound() throws {
    let disk = try SidecarDisk()
    let firsts = Self.firsts(disk.image)
    let sizes = disk.image.segments.map { disk.image.content($0).count }
    let both = try Self.failures(disk.root, Set(firsts.prefix(2)))
    #expect(both.failures.isEmpty && both.bytes == sizes[0] + sizes[1])
    let one = try Self.failures(disk.root, [firsts[1], firsts[1] + 1, 999_999])
    #expect(one.failures.isEmpty && one.bytes == sizes[1])
    #expect(try Self.failures(disk.root, []).bytes == 0)
  }

  @Test("a changed byte anywhere in a segment is found, at its line, and the next one is read too")
  func everyByte() throws {
    let disk = try SidecarDisk()
    let firsts = Set(Self.firsts(disk.image).prefix(2))
    let (path, other) = (disk.image.segments[0], disk.image.segments[1])
    let bytes = disk.image.content(path)
    var image = disk.image
    image.files[other]?[disk.image.content(other).count / 2] ^= 1
    for place in bytes.indices {
      image.files[path] = bytes
      image.files[path]?[place] ^= 1 << UInt8(place % 8)
      try image.install(in: disk.root)
      let found = try Self.failures(disk.root, firsts).failures
      guard found.count == 2, case .damaged(let one) = found[0], case .damaged(let two) = found[1]
      else {
        Issue.record("byte \(place): \(found)")
        return
      }
      #expect(one.file.hasSuffix(path) && two.file.hasSuffix(other))
      #expect(one.offset <= place, "byte \(place) is told as \(one.offset)")
    }
  }

  @Test("so is one that is cut, longer, gone, or has other records with checksums that fit")
  func others() throws {
    let disk = try SidecarDisk()
    let first = Self.firsts(disk.image)[0]
    let path = disk.image.segments[0]
    let bytes = disk.image.content(path)
    let half = bytes.prefix(bytes.count / 2).lastIndex(of: 10) ?? 0
    let lines: [[UInt8]?] = [
      Array(bytes.prefix(half + 1)), Array(bytes.prefix(half)), bytes + bytes, bytes + [10], [],
      nil,
      disk.image.content(disk.image.segments[1]), Self.forged(bytes),
    ]
    for (number, content) in lines.enumerated() {
      var image = disk.image
      image.files[path] = content
      try image.install(in: disk.root)
      #expect(try Self.failures(disk.root, [first]).failures.count == 1, "change \(number)")
    }
    var image = disk.image
    image.files[path.replacing(".ndjson", with: ".seal")]?[12] ^= 1
    try image.install(in: disk.root)
    #expect(try Self.failures(disk.root, [first]).failures.count == 1, "the seal")
  }

  /// A line with another word in it, and with the checksum that fits.
  private static func forged(_ bytes: [UInt8]) -> [UInt8] {
    var lines = bytes.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
    let body = Array(
      lines[2].replacing("xx", with: "xy", maxReplacements: 1).utf8.dropLast(18))
    let hex = String(Checksum.update(0, body.span), radix: 16)
    let digits = String(repeating: "0", count: 8 - hex.count) + hex
    lines[2] = String(decoding: body, as: UTF8.self) + ",\"crc\":\"\(digits)\"}"
    return lines.flatMap { Array($0.utf8) + [10] }
  }
}
