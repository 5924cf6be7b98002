import EventLog
import LinuxSystem
import Simulation
import SystemPorts
import Testing

/// What a log promises, on any disk.
struct Contract<W: World> {
  let world: W

  /// What is committed comes back in order, over segments, by replay, by reader and after a restart.
  func everythingComesBack(closing: Bool) throws {
    try world.withRoot { root in
      let written = try writeThreeSegments(root, closing: closing)
      #expect(try verify(root).problems == [])
      var again: Bodies = []
      let writer = try openLog(root, replayed: &again)
      #expect(again == written.bodies)
      #expect(writer.recovered.wasClean == closing)
      #expect(writer.recovered.nextSeq == UInt64(written.bodies.count + 2))
      #expect(writer.recovered.cutBytes == 0)
      #expect(writer.recovered.store == StoreID("test"))
      var reader = try LogReader(root)
      var read: Bodies = []
      while read.count < written.bodies.count {
        let piece = try reader.read(
          from: UInt64(read.count + 1), through: UInt64(written.bodies.count), maxBytes: 900)
        #expect(piece.bytes.count <= 900 || piece.records.count == 1)
        read += piece.records.map { Array(piece.bytes[$0.body]) }
      }
      #expect(read == written.bodies)
      for seq in [1, written.bodies.count / 2, written.bodies.count] {
        let piece = try reader.record(UInt64(seq))
        #expect(piece.records.map { Array(piece.bytes[$0.body]) } == [written.bodies[seq - 1]])
      }
      #expect(try verify(root).problems == [])
    }
  }

  /// A second opener is refused and says so; after the first is gone, it succeeds.
  func oneWriter() throws {
    try world.withRoot { root in
      var bodies: Bodies = []
      let first = try openLog(root, replayed: &bodies)
      #expect(throws: LogFailure.self) {
        do { _ = try openLog(root, replayed: &bodies) } catch let failure as LogFailure {
          #expect(failure.exitCode == 75)
          throw failure
        }
      }
      _ = consume first
      _ = try openLog(root, replayed: &bodies)
    }
  }

  /// A batch written in part is cut, kept in the quarantine, and never seen.
  func tornTail() throws {
    try world.withRoot { root in
      let written = try writeThreeSegments(root)
      var builder = BatchBuilder(nextSeq: UInt64(written.bodies.count + 1), segmentBytes: 0)
      builder.append(event(1, size: 300), Transaction(1, of: 3))
      builder.append(event(2, size: 300), Transaction(2, of: 3))
      builder.append(event(3, size: 300), Transaction(3, of: 3))
      let torn = builder.take().bytes.dropLast(40)
      var image = try Image(of: root)
      let path = try #require(image.segments.last)
      image.files[path]?.append(contentsOf: torn)
      try image.put(path, in: root)
      #expect(try verify(root).notes.count == 1)
      var again: Bodies = []
      let writer = try openLog(root, replayed: &again)
      #expect(again == written.bodies)
      #expect(writer.recovered.cutBytes == torn.count)
      let after = try Image(of: root)
      #expect(
        after.paths.filter { $0.hasPrefix("quarantine/") }.map { after.files[$0] } == [Array(torn)])
      #expect(try verify(root).problems == [])
    }
  }

  /// A newer format is named and refused before a byte is written.
  func newerFormat() throws {
    try world.withRoot { root in
      var image = Image()
      var builder = BatchBuilder(nextSeq: 1, segmentBytes: 0)
      let control = Array(#"{"kind":"log.open","format":2,"signed":true}"#.utf8)
      let author = Array("daemon".utf8)
      builder.append(control: control.span, at: testTime, by: author.span)
      image.files["log/00000000000000000001.ndjson"] = builder.take().bytes
      image.files["log/00000000000000000001.seal"] = Array("{\"signature\":\"x\"}\n".utf8)
      image.files["lock"] = Array("test".utf8)
      try image.install(in: root)
      var bodies: Bodies = []
      let failure = #expect(throws: LogFailure.self) { _ = try openLog(root, replayed: &bodies) }
      #expect(failure?.exitCode == 65)
      #expect(failure?.description.contains("log format 2") == true)
      #expect(try Image(of: root) == image)
    }
  }

  /// Swapped, missing, doubled, renamed and foreign segments are refused.
  func wrongFiles() throws {
    try world.withRoot { root in
      _ = try writeThreeSegments(root)
      let image = try Image(of: root)
      let names = image.segments
      var cases: [(String, Image)] = []
      for name in names {
        var missing = image
        missing.files[name] = nil
        cases.append(("missing \(name)", missing))
        var renamed = image
        renamed.files["log/00000000000000099999.ndjson"] = image.files[name]
        renamed.files[name] = nil
        cases.append(("renamed \(name)", renamed))
        var odd = image
        odd.files["log/copy.ndjson"] = image.files[name]
        cases.append(("doubled \(name)", odd))
      }
      var swapped = image
      swapped.files[names[0]] = image.files[names[1]]
      swapped.files[names[1]] = image.files[names[0]]
      cases.append(("swapped", swapped))
      for seal in image.seals {
        var missing = image
        missing.files[seal] = nil
        cases.append(("missing \(seal)", missing))
      }
      for (name, changed) in cases { try expectRefused(changed, on: root, name) }
      try expectForeignSegmentRefused(image)
    }
  }

  /// The third segment of another store with the same shape.
  private func expectForeignSegmentRefused(_ image: Image) throws {
    try world.withRoot { root in
      var foreign = image
      let name = try #require(image.segments.last)
      let text = String(decoding: try #require(image.files[name]), as: UTF8.self)
      let lines = text.split(separator: "\n").map { Array($0.utf8) }
      let first = lines[0]
      let header = try RecordView.parse(first.span, line: 0..<first.count)
      var builder = BatchBuilder(nextSeq: header.seq, segmentBytes: 0)
      let body = Array(
        String(decoding: first[header.body], as: UTF8.self)
          .replacing("\"store\":\"test\"", with: "\"store\":\"tost\"").utf8)
      let author = Array("daemon".utf8)
      builder.append(control: body.span, at: header.at, by: author.span)
      let rest = lines.dropFirst().flatMap { $0 + [UInt8(ascii: "\n")] }
      foreign.files[name] = builder.take().bytes + rest
      try expectRefused(foreign, on: root, "foreign")
    }
  }
}

/// Opening must end with exit code 65 and leave every file as it was.
func expectRefused<D: Directory>(_ image: Image, on root: D, _ what: String) throws {
  try image.install(in: root)
  var bodies: Bodies = []
  let failure = #expect(throws: LogFailure.self, "\(what)") {
    _ = try openLog(root, replayed: &bodies)
  }
  #expect(failure?.exitCode == 65, "\(what): \(String(describing: failure))")
  #expect(failure?.description.contains("coxswaind verify --state \(root.path)") == true, "\(what)")
  #expect(try Image(of: root) == image, "\(what): files were changed")
  #expect(try !verify(root).isSound, "\(what): verify saw nothing")
}

@Suite struct ContractOnSimulatedDisk {
  let contract = Contract(world: SimulatedWorld())

  @Test("Everything comes back", arguments: [false, true])
  func back(closing: Bool) throws { try contract.everythingComesBack(closing: closing) }
  @Test("One writer at a time") func lock() throws { try contract.oneWriter() }
  @Test("A torn tail is cut and kept") func torn() throws { try contract.tornTail() }
  @Test("A newer format is refused") func format() throws { try contract.newerFormat() }
  @Test("Wrong files are refused") func files() throws { try contract.wrongFiles() }
}

@Suite struct ContractOnLinux {
  let contract = Contract(world: LinuxWorld())

  @Test("Everything comes back", arguments: [false, true])
  func back(closing: Bool) throws { try contract.everythingComesBack(closing: closing) }
  @Test("One writer at a time") func lock() throws { try contract.oneWriter() }
  @Test("A torn tail is cut and kept") func torn() throws { try contract.tornTail() }
  @Test("A newer format is refused") func format() throws { try contract.newerFormat() }
  @Test("Wrong files are refused") func files() throws { try contract.wrongFiles() }
}
