import SystemPorts

/// Takes a record and the bytes that its ranges count in; both are good until the next record.
package typealias RecordBody = (RecordView, [UInt8]) throws(LogFailure) -> Void

/// Walks the segments of a log in order and holds each against what came before it.
struct LogWalk<D: Directory> {
  let files: StateFiles<D>
  /// Where the walk is; records of transactions half told are counted.
  private(set) var chain: Chain
  private(set) var store: StoreID?
  /// SHA-256 of the segment before, as its seal says; nil when the walk begins behind it.
  private(set) var previousHash: String?
  /// True when the last record walked past ends an orderly run.
  private(set) var isClosed = false
  private var lines = LineBuffer()

  /// Starts at the segment that begins with seq `first`.
  init(_ files: StateFiles<D>, first: UInt64 = 1) {
    self.files = files
    self.chain = Chain(next: first)
    self.previousHash = first == 1 ? SegmentHeader.genesis : nil
  }

  /// Walks a sealed segment; any flaw is damage.
  mutating func sealed(
    _ segment: Survey.Segment, _ seal: Seal, _ body: RecordBody
  ) throws(LogFailure) {
    let file = try open(segment.first)
    let size = try attempt { () throws(IOFault) in try file.size() }
    let scan = try run(file, segment.first, limit: .max, body)
    try files.hold(scan, bytes: size, against: seal)
    guard previousHash == nil || previousHash == seal.previousHash else {
      throw files.damage(
        files.sealPath(segment.first), "it follows another segment than the one before it")
    }
    previousHash = seal.sha256
  }

  /// Walks the segment without a seal up to `limit`; what a flaw means is the caller's to judge.
  mutating func unsealed(
    _ segment: Survey.Segment, limit: Int = .max, _ body: RecordBody
  ) throws(LogFailure) -> SegmentScan {
    try run(try open(segment.first), segment.first, limit: limit, body)
  }

  /// The hash that the next segment's header must carry.
  var hashForNext: String { previousHash ?? SegmentHeader.genesis }

  /// Passes a sealed segment whose records came from elsewhere.
  mutating func pass(_ ends: SegmentEnds, _ seal: Seal) {
    chain = Chain(next: seal.last + 1, lastAt: ends.last.at)
    store = ends.header.store
    isClosed = ends.isClosed
    previousHash = seal.sha256
  }

  func open(_ first: UInt64) throws(LogFailure) -> D.File {
    try attempt { () throws(IOFault) in try files.log.open(StateName.segment(first), .read) }
  }

  private mutating func run(
    _ file: D.File, _ first: UInt64, limit: Int, _ body: RecordBody
  ) throws(LogFailure) -> SegmentScan {
    var scan = SegmentScan(chain)
    let expected = HeaderCheck(files: files, first: first, store: store, hash: previousHash)
    var found: SegmentHeader?
    try scan.run(file, limit: limit, &lines) { (record, bytes) throws(LogFailure) in
      found = try expected.check(record, bytes)
    } _: { (record, bytes) throws(LogFailure) in
      try body(record, bytes)
    }
    chain = scan.chain
    store = found?.store ?? store
    isClosed =
      scan.newest?.control.map { CloseRecord.matches(lines.bytes.span, body: $0) } ?? false
    return scan
  }
}

extension StateFiles {
  /// Holds what was read of a segment to its end against its seal.
  func hold(
    _ scan: SegmentScan, bytes: Int, against seal: Seal
  ) throws(LogFailure) {
    let path = segmentPath(seal.first)
    let chain = scan.chain
    if let flaw = scan.flaw {
      throw damage(
        path, at: flaw.offset, seqs: chain.next...max(chain.next, seal.last), flaw.reason)
    }
    guard bytes == seal.bytes, chain.last == seal.last, chain.isWhole else {
      throw damage(
        path, at: min(bytes, seal.bytes),
        seqs: min(chain.next, seal.last)...max(chain.next, seal.last),
        "it has \(bytes) bytes up to seq \(chain.last), its seal says \(seal.bytes) up to \(seal.last)"
      )
    }
  }
}

/// Holds the first record of a segment, which names the store and the segment before, against these.
struct HeaderCheck<D: Directory> {
  let files: StateFiles<D>
  let first: UInt64
  /// Nil when not known yet.
  let store: StoreID?
  /// Nil when the walk did not see the segment before.
  let hash: String?

  func check(_ record: RecordView, _ bytes: [UInt8]) throws(LogFailure) -> SegmentHeader {
    let path = files.segmentPath(first)
    guard let body = record.control, let header = SegmentHeader.parse(bytes.span, body: body) else {
      throw files.damage(path, seqs: first...first, "it does not begin with a log.open record")
    }
    guard header.format == RecordFormat.number else {
      throw .newerFormat(header.format, file: "\(files.root.path)/\(path)")
    }
    guard store == nil || store == header.store else {
      throw files.damage(
        path, seqs: first...first,
        "it belongs to store \(header.store), not to \(store?.text ?? "")")
    }
    guard hash == nil || hash == header.previousHash else {
      throw files.damage(
        path, seqs: first...first, "it follows another segment than the one before it")
    }
    return header
  }
}
