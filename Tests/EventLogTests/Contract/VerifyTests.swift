import EventLog
import Simulation
import SystemPorts
import Testing

@Suite struct VerifyTests {
  @Test("A sound log is counted and its newest seal named")
  func sound() throws {
    let root = SimulatedDisk(seed: 1).root
    let written = try writeThreeSegments(root, closing: true)
    let report = try verify(root)
    #expect(report.problems == [])
    #expect(report.notes == [])
    #expect(report.segments == 3)
    #expect(report.records == UInt64(written.bodies.count))
    #expect(report.lastSeq == UInt64(written.bodies.count))
    #expect(report.newestSeal?.last == report.lastSeq)
    #expect(report.store == StoreID("test"))
  }

  @Test("Any edit of a sealed log is found, even with every checksum made to fit")
  func edits() throws {
    let root = SimulatedDisk(seed: 1).root
    _ = try writeThreeSegments(root, closing: true)
    let image = try Image(of: root)
    var random = SeededRandomness(seed: 11)
    for number in 1...1000 {
      let path = image.segments[random.below(image.segments.count)]
      var changed = image
      changed.files[path] = edited(try #require(image.files[path]), &random)
      if changed == image { continue }
      try changed.put(path, in: root)
      #expect(try !verify(root).isSound, "edit \(number) of \(path)")
      try image.put(path, in: root)
    }
    #expect(try verify(root).isSound)
  }

  /// Changes, removes, doubles or swaps records, then mends the checksums.
  private func edited(_ bytes: [UInt8], _ random: inout SeededRandomness) -> [UInt8] {
    var lines = bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
    let one = random.below(lines.count)
    switch random.below(4) {
    case 0:
      let place = 10 + random.below(lines[one].count - 40)
      lines[one][place] = UInt8(ascii: "a") + UInt8(random.below(26))
    case 1: lines.remove(at: one)
    case 2: lines.insert(lines[one], at: random.below(lines.count))
    default: lines.swapAt(one, random.below(lines.count))
    }
    return Disguise.withFittingChecksums(lines.flatMap { $0 + [UInt8(ascii: "\n")] })
  }

  @Test("Damage in one segment does not hide damage in another")
  func goesOn() throws {
    let root = SimulatedDisk(seed: 1).root
    _ = try writeThreeSegments(root, closing: true)
    var image = try Image(of: root)
    for path in [image.segments[0], image.segments[2]] { image.files[path]?[700] ^= 4 }
    try image.install(in: root)
    let report = try verify(root)
    #expect(report.problems.count == 2)
    #expect(report.problems[0].contains(image.segments[0]))
    #expect(report.problems[1].contains(image.segments[2]))
  }

  @Test("cat gives the asked records line by line")
  func lines() throws {
    let root = SimulatedDisk(seed: 1).root
    let written = try writeThreeSegments(root)
    let image = try Image(of: root)
    let all = image.segments.flatMap { image.files[$0] ?? [] }
    var text: [UInt8] = []
    try cat(root) { line in for index in line.indices { text.append(line[index]) } }
    #expect(text == all)
    var count = 0
    let last = UInt64(written.bodies.count)
    try cat(root, from: last - 4, through: last - 2) { _ in count += 1 }
    #expect(count == 3)
  }

  @Test("Damage is told with file, byte, seqs and the commands that show more of it")
  func words() throws {
    let root = SimulatedDisk(seed: 1).root
    _ = try writeThreeSegments(root)
    var image = try Image(of: root)
    let path = image.segments[1]
    image.files[path]?[700] ^= 4
    try image.install(in: root)
    var bodies: Bodies = []
    let failure = #expect(throws: LogFailure.self) { _ = try openLog(root, replayed: &bodies) }
    let text = try #require(failure).description
    #expect(text.hasPrefix("/disk/\(path) is damaged at byte "))
    #expect(text.contains(", seq "))
    #expect(text.contains("the checksum does not match. Nothing was written."))
    #expect(text.contains("coxswaind verify --state /disk;"))
    #expect(text.hasSuffix("coxswaind repair --state /disk"))
  }
}
