import SystemPorts

/// Reads one segment's records in order and stops at the first place that does not continue the log.
struct SegmentScan<File: AppendOnlyFile> {
  /// Why the scan stopped before the file's end.
  struct Flaw: Equatable {
    let offset: Int
    let reason: String
  }

  private(set) var chain: Chain
  private(set) var flaw: Flaw?
  /// End of the last record that leaves no transaction half told.
  private(set) var wholeEnd: Int
  /// The chain at that place.
  private(set) var wholeChain: Chain
  private var reader: ChunkReader<File>

  /// Starts behind what was read before, as `chain` tells it, and stops in front of offset `limit`.
  init(_ file: File, chain: Chain, limit: Int = .max) {
    self.chain = chain
    self.wholeChain = chain
    self.wholeEnd = 0
    self.reader = ChunkReader(file, limit: limit)
  }

  /// The bytes that the ranges of the last record count in.
  var buffer: [UInt8] { reader.buffer }

  /// The next record; nil at the file's end and at the first flaw.
  mutating func next() throws(LogFailure) -> RecordView? {
    guard flaw == nil else { return nil }
    let start = reader.position
    let piece = try attempt { () throws(IOFault) in try reader.read() }
    guard let piece else { return nil }
    guard case .line(let line) = piece else { return stop(start, RecordFlaw.noLineFeed.text) }
    let record: RecordView
    do throws(RecordFlaw) {
      record = try RecordView.parse(reader.buffer.span, line: line)
    } catch {
      return stop(start, error.text)
    }
    do throws(Chain.Break) { try chain.accept(record) } catch { return stop(start, error.text) }
    if chain.isWhole {
      wholeEnd = reader.position
      wholeChain = chain
    }
    return record
  }

  private mutating func stop(_ offset: Int, _ reason: String) -> RecordView? {
    flaw = Flaw(offset: offset, reason: reason)
    return nil
  }
}

extension Chain.Break {
  var text: String {
    switch self {
    case .sequence(let expected, let found): "seq \(expected) should stand where \(found) stands"
    case .batch: "it names a batch that is not its own"
    case .transaction: "a transaction is not in one piece"
    case .time: "its time is before the record in front of it"
    }
  }
}

extension RecordFlaw {
  var text: String {
    switch self {
    case .noLineFeed: "a record without its end"
    case .shape: "no record by its shape"
    case .checksum: "the checksum does not match"
    }
  }
}
