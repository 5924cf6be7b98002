import EventLog
import Glibc
import Simulation
import SystemPorts
import Testing

/// What a start with sidecars gave: all bodies, and how many of them came out of sidecars.
struct SidecarStart {
  var bodies: Bodies = []
  var fromSidecars = 0
  /// The seqs with which a block began that was called its sidecar's first.
  var beginnings: [UInt64] = []
}

/// Blocks for tests: each record's body behind its length.
enum TestBlock {
  static let mark = SidecarMark(1, 2)

  static func encode(_ piece: LogPiece) -> [UInt8] {
    piece.records.flatMap { record in
      let count = record.body.count
      return [UInt8(count & 0xff), UInt8(count >> 8)] + piece.bytes[record.body]
    }
  }

  /// Nil where the bytes are not so many bodies.
  static func decode(_ block: Span<UInt8>, count: Int) -> Bodies? {
    var bodies: Bodies = []
    var at = 0
    while at < block.count {
      guard at + 2 <= block.count else { return nil }
      let end = at + 2 + Int(block[at]) + Int(block[at + 1]) << 8
      guard end <= block.count else { return nil }
      bodies.append((at + 2..<end).map { block[$0] })
      at = end
    }
    return bodies.count == count ? bodies : nil
  }
}

/// Collects what a start gives: the closure that takes blocks outlives the call it is written in.
private final class Collected {
  var start = SidecarStart()
  var blocks = 0
}

/// Starts with sidecars; from block `refusing` on (0 is the first), none is taken.
func startWithSidecars<D: Directory>(
  _ root: D, mark: SidecarMark = TestBlock.mark, refusing: Int = .max
) throws -> SidecarStart {
  var random = SeededRandomness(seed: 7)
  let collected = Collected()
  let use = SidecarUse(mark: mark) { block, seqs, isFirst throws(LogFailure) in
    let start = collected.start
    guard seqs.lowerBound == UInt64(start.bodies.count + 1) else {
      throw .unreadable(seq: seqs.lowerBound, reason: "a block is not in its place")
    }
    collected.blocks += 1
    guard collected.blocks <= refusing,
      let bodies = TestBlock.decode(block, count: seqs.count)
    else { return false }
    if isFirst { collected.start.beginnings.append(seqs.lowerBound) }
    collected.start.bodies += bodies
    collected.start.fromSidecars += bodies.count
    return true
  }
  let options = LogOptions(
    reserveBytes: 4096, batchBytes: 4096, newStore: StoreID("test"), holder: "test")
  for attempt in 1...200 {
    do throws(LogFailure) {
      _ = try LogWriter.open(
        root, randomness: &random, now: testTime, tick: 0, options: options, sidecars: use
      ) { (record, bytes) throws(LogFailure) in
        guard record.seq == UInt64(collected.start.bodies.count + 1) else {
          throw .unreadable(seq: record.seq, reason: "the replay left out records")
        }
        collected.start.bodies.append(Array(bytes[record.body]))
      }
      break
    } catch {
      // A child of another test may hold a copy of the lock for a moment, as `openLog` says.
      guard error.exitCode == 75, attempt < 200 else { throw error }
      usleep(1_000)
    }
  }
  return collected.start
}

/// Makes all sidecars that are missing, in blocks of a few records, and tells what came of it.
@discardableResult
func makeSidecars<D: Directory>(
  _ root: D, mark: SidecarMark = TestBlock.mark, leastBytes: Int = 0,
  encode: (LogPiece) -> [UInt8]? = TestBlock.encode
) throws -> [SidecarMaker<D>.Step] {
  var maker = try SidecarMaker(root, mark: mark, leastBytes: leastBytes, blockBytes: 1500)
  var steps: [SidecarMaker<D>.Step] = []
  for _ in 0..<1000 {
    let step = maker.step(encode)
    if step == .done { return steps }
    if step != .going { steps.append(step) }
  }
  Issue.record("the maker finds no end")
  return steps
}

extension Image {
  var sidecars: [String] { paths.filter { $0.hasSuffix(".cols") } }
  var temporaries: [String] { paths.filter { $0.hasSuffix(".tmp") } }

  func content(_ path: String) -> [UInt8] { files[path] ?? [] }
}

/// A simulated disk with two sealed segments and an open one, sidecars beside the sealed ones, what is in
/// all files, and what every start must give.
struct SidecarDisk {
  let disk = SimulatedDisk(seed: 3)
  let written: Bodies
  let image: Image
  var root: SimulatedDirectory { disk.root }

  init() throws {
    written = try writeThreeSegments(disk.root).bodies
    try makeSidecars(disk.root)
    image = try Image(of: disk.root)
    try #require(image.sidecars.count == 2 && image.segments.count == 3)
  }

  /// Puts back what was there in the beginning, with these sidecars changed, and starts.
  func start(
    _ changed: [String: [UInt8]?], mark: SidecarMark = TestBlock.mark
  ) throws -> SidecarStart {
    var image = image
    for (path, bytes) in changed { image.files[path] = bytes }
    try image.install(in: root)
    return try startWithSidecars(root, mark: mark)
  }
}
