import EventLog
import Simulation
import SystemPorts
import Testing

/// Damage of every byte and every bit of a small log: nothing of it may go unnoticed.
struct DamageSweep<W: World> {
  let world: W

  /// With HEAD as it should be, every changed bit and every cut of segments and seals is refused.
  func everyBitIsRefused() throws -> [String] {
    try world.withRoot { root in
      _ = try writeThreeSegments(root)
      let image = try Image(of: root)
      var findings: [String] = []
      for path in image.segments + image.seals {
        var changed = image
        try forEachFlip(of: path, in: image) { bit, bytes in
          changed.files[path] = bytes
          try changed.put(path, in: root)
          if !isRefused(root) { findings.append("bit \(bit) of \(path) is not noticed") }
          return findings.count < 20
        }
        try image.install(in: root)
        if findings.count >= 20 { break }
      }
      if try Image(of: root) != image { findings.append("a refused start changed files") }
      return findings
    }
  }

  func everyTruncationIsRefused() throws -> [String] {
    try world.withRoot { root in
      _ = try writeThreeSegments(root)
      let image = try Image(of: root)
      var findings: [String] = []
      for path in image.segments + image.seals {
        var changed = image
        for length in 0..<(image.files[path]?.count ?? 0) {
          changed.files[path] = Array((image.files[path] ?? []).prefix(length))
          try changed.put(path, in: root)
          if !isRefused(root) { findings.append("\(path) cut to \(length) is not noticed") }
        }
        try image.install(in: root)
      }
      if try Image(of: root) != image { findings.append("a refused start changed files") }
      return findings
    }
  }

  /// HEAD itself is only a help: a start with a changed one loses nothing and refuses nothing.
  func everyBitOfHeadIsHarmless() throws -> [String] {
    try world.withRoot { root in
      let written = try writeThreeSegments(root)
      let image = try Image(of: root)
      var findings: [String] = []
      try forEachFlip(of: "HEAD", in: image) { bit, bytes in
        var changed = image
        changed.files["HEAD"] = bytes
        try changed.install(in: root)
        var bodies: Bodies = []
        do { _ = try openLog(root, replayed: &bodies) } catch {
          findings.append("bit \(bit) of HEAD: refused, \(error)")
        }
        if bodies != written.bodies { findings.append("bit \(bit) of HEAD: records differ") }
        return true
      }
      return findings
    }
  }

  /// Without HEAD, too, damage before the last batch is told from a torn tail, and a cut segment gives
  /// a beginning of what was written, whole transactions only.
  func damageWithoutHead() throws -> [String] {
    try world.withRoot { root in
      let written = try writeThreeSegments(root)
      var image = try Image(of: root)
      image.files["HEAD"] = nil
      let path = try #require(image.segments.last)
      let bytes = try #require(image.files[path])
      let lastBatchStart = try startOfBatch(after: written.lastBatch, in: bytes)
      var findings: [String] = []
      try forEachFlip(of: path, in: image) { bit, changed in
        let found = try open(image, path, changed, root)
        if bit / 8 < lastBatchStart && found != nil {
          findings.append("bit \(bit) without HEAD is not noticed")
        }
        if let found, !isBeginning(found, of: written.bodies, from: written.lastBatch) {
          findings.append("bit \(bit) without HEAD: records lost or changed")
        }
        return findings.count < 20
      }
      for length in 1..<bytes.count {
        guard let found = try open(image, path, Array(bytes.prefix(length)), root) else {
          let header = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0
          if length > header { findings.append("\(length) bytes: refused without need") }
          continue
        }
        if !isBeginning(found, of: written.bodies, from: 0) {
          findings.append("\(length) bytes: records changed")
        }
      }
      return findings
    }
  }

  private func open(
    _ image: Image, _ path: String, _ bytes: [UInt8], _ root: W.Root
  ) throws -> Bodies? {
    var changed = image
    changed.files[path] = bytes
    try changed.install(in: root)
    var bodies: Bodies = []
    do { _ = try openLog(root, replayed: &bodies) } catch { return nil }
    return bodies
  }

  private func isRefused(_ root: W.Root) -> Bool {
    var bodies: Bodies = []
    do { _ = try openLog(root, replayed: &bodies) } catch { return error.exitCode == 65 }
    return false
  }

  private func isBeginning(_ found: Bodies, of all: Bodies, from least: Int) -> Bool {
    found.count >= least && found == Array(all.prefix(found.count))
  }

  /// Where the first record behind seq `seq` begins in a segment.
  private func startOfBatch(after seq: Int, in bytes: [UInt8]) throws -> Int {
    let wanted = Array("{\"seq\":\(seq + 1),".utf8)
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      if bytes[start...].starts(with: wanted) { return start }
      start = index + 1
    }
    return try #require(nil)
  }

  private func forEachFlip(
    of path: String, in image: Image, _ body: (Int, [UInt8]) throws -> Bool
  ) throws {
    var bytes = try #require(image.files[path])
    for bit in 0..<bytes.count * 8 {
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      let goesOn = try body(bit, bytes)
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      if !goesOn { return }
    }
  }
}

@Suite struct DamageOnSimulatedDisk {
  let sweep = DamageSweep(world: SimulatedWorld())

  @Test("Every flipped bit is refused") func bits() throws {
    let findings = try sweep.everyBitIsRefused()
    #expect(findings == [])
  }
  @Test("Every truncation is refused") func cuts() throws {
    let findings = try sweep.everyTruncationIsRefused()
    #expect(findings == [])
  }
  @Test("Every flipped bit of HEAD is harmless") func head() throws {
    let findings = try sweep.everyBitOfHeadIsHarmless()
    #expect(findings == [])
  }
  @Test("Damage is told from a torn tail without HEAD") func noHead() throws {
    let findings = try sweep.damageWithoutHead()
    #expect(findings == [])
  }
}

@Suite struct DamageOnLinux {
  let sweep = DamageSweep(world: LinuxWorld())

  @Test("Every flipped bit is refused") func bits() throws {
    let findings = try sweep.everyBitIsRefused()
    #expect(findings == [])
  }
  @Test("Every truncation is refused") func cuts() throws {
    let findings = try sweep.everyTruncationIsRefused()
    #expect(findings == [])
  }
  @Test("Every flipped bit of HEAD is harmless") func head() throws {
    let findings = try sweep.everyBitOfHeadIsHarmless()
    #expect(findings == [])
  }
  @Test("Damage is told from a torn tail without HEAD") func noHead() throws {
    let findings = try sweep.damageWithoutHead()
    #expect(findings == [])
  }
}
