package import SystemPorts

/// Reads sealed segments again, a small piece at a time, and holds every record against its checksum and
/// the one before it, and all of them against the seal.
///
/// For segments whose records a start took from sidecars: nobody else may ever read these lines.
package struct SealedCheck<D: Directory>: Sendable {
  /// What a step did.
  package enum Step: Sendable, Equatable {
    /// All was read.
    case done
    /// So many bytes were read, at most half a mebibyte, and there is more to do.
    case going(bytes: Int)
    /// A segment is not what was sealed, or cannot be read; the next step goes on behind it.
    case failed(LogFailure)
  }

  private let files: StateFiles<D>
  /// The first seqs of the segments that are left, the next one last.
  private var waiting: [UInt64]
  private var reading: SealedReading<D>?
  private var lines = LineBuffer()

  /// Checks those segments of the log in the state directory `root` that begin with one of these seqs.
  package init(_ root: D, beginningWith firsts: Set<UInt64>) throws(LogFailure) {
    files = try StateFiles(reading: root)
    let names = try attempt { [files] () throws(IOFault) in try files.log.list() }
    var found: Set<UInt64> = []
    for name in names {
      switch StateName.kind(name) {
      // By any of its files: a segment that is gone is to be missed.
      case .segment(let first), .seal(let first), .sidecar(let first): found.insert(first)
      default: break
      }
    }
    waiting = found.intersection(firsts).sorted(by: >)
  }

  /// How many segments it has not read to their end.
  package var segmentsLeft: Int { waiting.count + (reading == nil ? 0 : 1) }

  /// Reads the next piece.
  package mutating func step() -> Step {
    do throws(LogFailure) {
      if reading == nil { reading = try next() }
      guard var current = reading.take() else { return .done }
      let bytes = try current.step(&lines)
      if bytes > 0 { reading = current }
      return .going(bytes: bytes)
    } catch {
      return .failed(error)
    }
  }

  private mutating func next() throws(LogFailure) -> SealedReading<D>? {
    guard let first = waiting.popLast() else { return nil }
    lines.restart(at: 0)
    return try SealedReading(files, first)
  }
}

/// One segment that is read again.
private struct SealedReading<D: Directory>: Sendable {
  private let files: StateFiles<D>
  private let seal: Seal
  private let file: D.File
  private var scan: SegmentScan
  private var hash = SegmentHash()
  private var bytes = 0

  init(_ files: StateFiles<D>, _ first: UInt64) throws(LogFailure) {
    self.files = files
    seal = try Survey.readSeal(files, first)
    file = try attempt { () throws(IOFault) in
      try files.log.open(StateName.segment(first), .read)
    }
    scan = SegmentScan(Chain(next: first))
  }

  /// Reads on; 0 when all was read and is as it was sealed.
  mutating func step(_ lines: inout LineBuffer) throws(LogFailure) -> Int {
    let expected = HeaderCheck(
      files: files, first: seal.first, store: nil, hash: seal.previousHash)
    let count = try scan.step(file, &lines, &hash) { (record, bytes) throws(LogFailure) in
      _ = try expected.check(record, bytes)
    }
    bytes += count
    if count > 0, scan.flaw == nil { return count }
    try files.hold(scan, bytes: bytes, against: seal)
    guard hash.text == seal.sha256 else {
      throw files.damage(
        files.segmentPath(seal.first), seqs: seal.first...seal.last,
        "its content is not what was sealed")
    }
    return 0
  }
}
