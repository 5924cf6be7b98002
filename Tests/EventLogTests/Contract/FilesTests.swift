import EventLog
import Simulation
import SystemPorts
import Testing

/// Copies of a log, put together from the reader's list of files.
@Suite struct FilesTests {
  /// The files of a copy through `last`, in the order of the list.
  private func copy(
    _ root: SimulatedDirectory, through last: UInt64
  ) throws -> [(path: String, bytes: [UInt8])] {
    var reader = try LogReader(root)
    var files: [(path: String, bytes: [UInt8])] = []
    for file in try reader.files(through: last) {
      var bytes: [UInt8] = []
      switch file.content {
      case .text(let text): bytes = text
      case .seal(let line): bytes = line + [UInt8(ascii: "\n")]
      case .records(let seqs):
        var next = seqs.lowerBound
        while next <= seqs.upperBound {
          let piece = try reader.read(from: next, through: seqs.upperBound, maxBytes: 700)
          bytes += piece.bytes
          next = piece.nextSeq
        }
      }
      #expect(bytes.count == file.bytes, "\(file.path)")
      files.append((file.path, bytes))
    }
    return files
  }

  private func installed(_ files: [(path: String, bytes: [UInt8])]) throws -> SimulatedDirectory {
    let root = SimulatedDisk(seed: 2).root
    var image = Image()
    for file in files { image.files[file.path] = file.bytes }
    _ = try root.directory("log", create: true)
    try image.install(in: root)
    return root
  }

  /// The last seqs of all batches: what a writer that goes on may have made durable.
  private func batchEnds(_ root: SimulatedDirectory) throws -> [UInt64] {
    var batches: [UInt64] = []
    try replay(root) { (record, _) throws(LogFailure) in batches.append(record.batch) }
    return batches.indices.filter { $0 + 1 == batches.count || batches[$0 + 1] != batches[$0] }
      .map { UInt64($0 + 1) }
  }

  @Test(
    "a copy through any durable seq is a sound log that ends there, and a writer goes on from it")
  func sound() throws {
    for closing in [false, true] {
      let root = SimulatedDisk(seed: 1).root
      let written = try writeThreeSegments(root, closing: closing)
      let ends = try batchEnds(root)
      #expect(ends.count > 10)
      for last in ends {
        let restored = try installed(try copy(root, through: last))
        let report = try verify(restored)
        #expect(report.problems == [] && report.notes == [], "through \(last)")
        #expect(report.lastSeq == last)
        #expect(try replayed(restored) == Array(written.bodies.prefix(Int(last))))
        var bodies: Bodies = []
        let writer = try openLog(restored, replayed: &bodies)
        #expect(writer.recovered.nextSeq == last + 2 && writer.recovered.cutBytes == 0)
      }
    }
  }

  @Test("a copy that ends early, after any file or inside any, is no sound log")
  func partial() throws {
    let root = SimulatedDisk(seed: 1).root
    _ = try writeThreeSegments(root)
    let files = try copy(root, through: try #require(try batchEnds(root).last))
    #expect(files.first?.path == "HEAD" && files.count == 6)
    for count in 1..<files.count {
      let restored = try installed(Array(files.prefix(count)))
      #expect((try? verify(restored).isSound) != true, "\(count) files")
      var bodies: Bodies = []
      #expect(throws: LogFailure.self) { _ = try openLog(restored, replayed: &bodies) }
      // Half of the next file, as a broken transfer leaves it.
      let next = files[count]
      let half = (next.path, Array(next.bytes.prefix(next.bytes.count / 2)))
      let broken = try installed(Array(files.prefix(count)) + [half])
      #expect((try? verify(broken).isSound) != true, "half of \(next.path)")
    }
  }

  @Test("the newest seal is that of the last segment that ends in time")
  func newestSeal() throws {
    let root = SimulatedDisk(seed: 1).root
    _ = try writeThreeSegments(root, closing: true)
    let reader = try LogReader(root)
    let image = try Image(of: root)
    let seals = image.seals.compactMap { image.files[$0]?.dropLast() }.map(Array.init)
    #expect(seals.count == 3)
    let all = try verify(root)
    #expect(try reader.newestSeal(through: all.lastSeq) == seals[2])
    #expect(try reader.newestSeal(through: all.lastSeq - 1) == seals[1])
    #expect(try reader.newestSeal(through: 2) == [])
  }

  @Test("a list is refused where a seal or a segment is missing")
  func missing() throws {
    for suffix in [".seal", ".ndjson"] {
      let root = SimulatedDisk(seed: 1).root
      _ = try writeThreeSegments(root)
      let last = try verify(root).lastSeq
      let log = try root.directory("log", create: false)
      let names = try log.list().filter { $0.hasSuffix(suffix) }
      try log.remove(try #require(names.dropFirst().first))
      var reader = try LogReader(root)
      #expect(throws: LogFailure.self) { _ = try reader.files(through: last) }
    }
  }
}
