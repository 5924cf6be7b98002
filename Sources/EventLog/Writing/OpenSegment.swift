import SystemPorts

/// The segment that is being written.
struct OpenSegment<D: Directory>: Sendable {
  let first: UInt64
  let header: SegmentHeader
  let file: D.File
  /// Bytes of whole, durable batches.
  private(set) var size: Int
  private(set) var lastSeq: UInt64
  /// Up to here the file system has promised room; what lies behind `size` is the reserve.
  var reservedEnd = 0
  private var hash = SegmentHash()

  /// Makes the segment with its header; durable when this returns.
  init(_ files: StateFiles<D>, _ header: SegmentHeader, seq: UInt64, at: Int64) throws(IOFault) {
    var line: [UInt8] = []
    let author = RecordFormat.daemon
    let json = header.json
    var frame = RecordFrame()
    frame.append(
      seq: seq, batch: seq, at: at, by: author.span, transaction: .single,
      isControl: true, body: json.span, to: &line)
    let name = StateName.segment(seq)
    try writeDurably(files.log, name) { (file) throws(IOFault) in
      try writeAll(line.span, to: file, at: 0)
    }
    first = seq
    self.header = header
    file = try files.log.open(name, .readWrite)
    size = line.count
    lastSeq = seq
    hash.update(line.span)
  }

  var head: Head { Head(seq: lastSeq, segment: first, offset: UInt64(size)) }

  /// Counts a batch that is durable now.
  mutating func advance(over bytes: Span<UInt8>, to seq: UInt64) {
    size += bytes.count
    lastSeq = seq
    hash.update(bytes)
  }

  /// The seal of the segment as it is.
  func seal(at: Int64) -> Seal {
    Seal(
      first: first, last: lastSeq, bytes: size, sha256: hash.text,
      previousHash: header.previousHash, at: at)
  }
}
