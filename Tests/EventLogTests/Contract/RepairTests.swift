import EventLog
import Simulation
import SystemPorts
import Testing

@Suite struct RepairTests {
  /// A log of three segments as it was, and the bodies of its records.
  private func log() throws -> (image: Image, bodies: Bodies) {
    let root = SimulatedDisk(seed: 1).root
    let written = try writeThreeSegments(root)
    return (try Image(of: root), written.bodies)
  }

  /// The image on a disk of its own.
  private func installed(_ image: Image) throws -> SimulatedDirectory {
    let root = SimulatedDisk(seed: 2).root
    try image.install(in: root)
    return root
  }

  private func flipped(_ image: Image) throws -> Image {
    var image = image
    let path = image.segments[1]
    let middle = (image.files[path]?.count ?? 0) / 2
    image.files[path]?[middle] ^= 1
    return image
  }

  @Test("Whatever is ruined, what is in front of it stays, nothing else does, and no byte is lost")
  func seeds() throws {
    let (image, bodies) = try log()
    var kinds: Set<Ruin.Kind> = []
    for seed in 1...600 as ClosedRange<UInt64> {
      var random = SeededRandomness(seed: seed)
      let ruin = Ruin(image, &random)
      kinds.insert(ruin.kind)
      if ruin.image == image { continue }
      let findings = try findings(of: ruin, bodies)
      #expect(findings == [], "seed \(seed): \(ruin)")
    }
    #expect(kinds.count == Ruin.Kind.allCases.count)
  }

  private func findings(of ruin: Ruin, _ bodies: Bodies) throws -> [String] {
    let source = try installed(ruin.image)
    let target = SimulatedDisk(seed: 3).root
    let plan: RepairPlan
    do {
      let repair = try Repair.open(source)
      guard let found = repair.plan else { return ["no damage is found"] }
      plan = found
      _ = try repair.write(plan, into: target, holder: "test", report: Array("told".utf8))
    }
    var findings: [String] = []
    if try Image(of: source) != ruin.image { findings.append("the damaged log was changed") }
    if plan.lastSeq != ruin.lastWhole {
      findings.append("it keeps up to \(plan.lastSeq), not to \(ruin.lastWhole)")
    }
    let verified = try verify(target)
    if !verified.isSound || verified.lastSeq != plan.lastSeq {
      findings.append("verify says \(verified.problems), \(verified.lastSeq)")
    }
    let made = try Image(of: target)
    findings += try misses(in: made, of: ruin.image, plan)
    findings += try readable(in: made, plan, ruin, bodies)
    if (made.files["restored"] != nil) != (plan.lost != nil) {
      findings.append("weeks wait for what is lost, and for nothing else")
    }
    let kept = Array(bodies.prefix(Int(plan.lastSeq)))
    if try replayed(target) != kept { findings.append("a replay differs") }
    var again: Bodies = []
    _ = try openLog(target, replayed: &again)
    if again != kept { findings.append("a start replays something else") }
    if try !verify(target).isSound { findings.append("the start left it unsound") }
    return findings
  }

  /// Each file of the damaged log must be there: what is kept of it and what was left out.
  private func misses(in made: Image, of image: Image, _ plan: RepairPlan) throws -> [String] {
    var findings: [String] = []
    for path in image.segments + image.seals {
      let name = String(path.dropFirst("log/".count))
      let start = plan.left.first { $0.name == name }?.start
      let left = plan.left.first { $0.name == name }.flatMap {
        made.files["quarantine/\($0.quarantineName)"]
      }
      let kept = start == 0 ? [] : made.files[path] ?? []
      if image.seals.contains(path), start == nil, made.files[path] == nil {
        findings.append("\(path) is gone")
      }
      if kept + (left ?? []) != image.files[path] { findings.append("\(path) is not all there") }
    }
    if made.files["quarantine/REPORT"] != Array("told".utf8) { findings.append("no report") }
    return findings
  }

  private func readable(
    in made: Image, _ plan: RepairPlan, _ ruin: Ruin, _ bodies: Bodies
  ) throws -> [String] {
    let bytes = made.files["quarantine/records.ndjson"] ?? []
    var last = plan.lastSeq
    var count: UInt64 = 0
    var findings: [String] = []
    try RecordLines.forEach(in: bytes) { record in
      if record.seq <= last { findings.append("seq \(record.seq) comes twice") }
      last = record.seq
      count += 1
      if ruin.kind != .edited, Array(bytes[record.body]) != bodies[Int(record.seq) - 1] {
        findings.append("seq \(record.seq) is not what was written")
      }
    }
    if count != plan.readable { findings.append("\(plan.readable) were told, \(count) are there") }
    let all = UInt64(bodies.count)
    let expected: UInt64? =
      switch ruin.kind {
      case .flip, .headAhead: all - plan.lastSeq - 1
      case .renamed, .swapped, .edited: all - plan.lastSeq
      case .surplus, .doubled, .sealFlip, .sealMissing, .sealWrong: 0
      case .sector, .cut, .missing, .foreign: nil
      }
    if let expected, count != expected {
      findings.append("\(count) records can be read, not \(expected)")
    }
    // What HEAD says is known, wherever the records are.
    let lost = plan.lastSeq < all ? plan.lastSeq + 1...all : nil
    if plan.lost != lost { findings.append("it tells \(String(describing: plan.lost))") }
    return findings
  }

  @Test("A sound log, and one with a torn tail only, needs no repair; a newer format gets none")
  func notNeeded() throws {
    var (image, _) = try log()
    #expect(try Repair.open(try installed(image)).plan == nil)
    let path = try #require(image.segments.last)
    image.files[path]?.append(contentsOf: Array("{\"seq\":".utf8))
    #expect(try Repair.open(try installed(image)).plan == nil)
    let text = String(decoding: try #require(image.files[path]), as: UTF8.self)
    image.files[path] = Disguise.withFittingChecksums(
      Array(text.replacing("\"format\":1", with: "\"format\":2").utf8))
    let root = try installed(image)
    let failure = #expect(throws: LogFailure.self) { _ = try Repair.open(root) }
    #expect(failure?.description.contains("log format 2") == true)
  }

  @Test("A log in use is not read, a directory that holds anything is not written to")
  func taken() throws {
    let broken = try flipped(try log().image)
    let source = try installed(broken)
    let held = try source.lock("lock", holder: "a daemon")
    let failure = #expect(throws: LogFailure.self) { _ = try Repair.open(source) }
    #expect(failure?.exitCode == 75)
    _ = held
    for name in ["notes", "log", "HEAD", "quarantine"] {
      let full = SimulatedDisk(seed: 4).root
      if name == "log" { _ = try full.directory(name, create: true) }
      _ = try name == "log" ? nil : full.open(name, .create)
      let other = try installed(broken)
      #expect(throws: RestoreFailure.self, "\(name)") { try write(other, into: full) }
      #expect(try full.list().filter { $0 != "lock" } == [name])
    }
  }

  private func write<D: Directory>(_ source: D, into target: D) throws {
    let repair = try Repair.open(source)
    let found = repair.plan
    let plan = try #require(found)
    _ = try repair.write(plan, into: target, holder: "test", report: [])
  }

  @Test("On Linux, too, the damaged log stays as it is to the byte, its lock included")
  func linux() throws {
    let (image, bodies) = try log()
    let broken = try flipped(image)
    try LinuxWorld().withRoot { root in
      let source = try root.directory("old", create: true)
      let target = try root.directory("new", create: true)
      var held = broken
      held.files["lock"] = Array("coxswaind --team acme".utf8)
      try held.install(in: source)
      try write(source, into: target)
      #expect(try Image(of: source) == held)
      var again: Bodies = []
      _ = try openLog(target, replayed: &again)
      #expect(!again.isEmpty && again == Array(bodies.prefix(again.count)))
    }
  }
}
