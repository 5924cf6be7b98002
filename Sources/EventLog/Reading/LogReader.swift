package import SystemPorts

/// Consecutive records as they stand in the log.
package struct LogPiece: Sendable, Equatable {
  package let firstSeq: UInt64
  /// Whole lines, each with its line feed.
  package internal(set) var bytes: [UInt8] = []
  /// Where each record is in `bytes`.
  package internal(set) var records: [RecordView] = []

  /// Puts a piece together from whole lines and where their records are in them.
  package init(firstSeq: UInt64, bytes: [UInt8] = [], records: [RecordView] = []) {
    self.firstSeq = firstSeq
    self.bytes = bytes
    self.records = records
  }

  /// The seq to go on with.
  package var nextSeq: UInt64 { firstSeq + UInt64(records.count) }
}

/// Reads committed records by their seq, on a thread of its own, while the writer appends.
///
/// What it has learnt about a segment stays, so that the next read goes straight to its place.
package struct LogReader<D: Directory>: Sendable {
  let files: StateFiles<D>
  private var firsts: [UInt64] = []
  var indexes: [UInt64: SegmentIndex] = [:]
  private var current: (first: UInt64, file: D.File)?
  var lines = LineBuffer()

  /// Reads the log in the state directory `root`; a writer must have opened it before.
  package init(_ root: D) throws(LogFailure) {
    files = try StateFiles(reading: root)
  }

  /// Reads records from `first` on, each checked.
  ///
  /// `last` is the last record that is known to be durable. It stops before `maxBytes`; one record is
  /// read in any case.
  package mutating func read(
    from first: UInt64, through last: UInt64, maxBytes: Int
  ) throws(LogFailure) -> LogPiece {
    var piece = LogPiece(firstSeq: first)
    piece.bytes.reserveCapacity(min(maxBytes, LineBuffer.capacity))
    while piece.nextSeq <= last {
      let before = piece.nextSeq
      let isFull = try readSegment(into: &piece, through: last, maxBytes: maxBytes)
      if isFull { break }
      // The segment ended: the next one begins here.
      if piece.nextSeq == before { try refresh(for: before) }
    }
    return piece
  }

  /// One record.
  package mutating func record(_ seq: UInt64) throws(LogFailure) -> LogPiece {
    try read(from: seq, through: seq, maxBytes: 0)
  }

  /// Reads on in the segment that holds the next record; true when there is nothing more to read.
  private mutating func readSegment(
    into piece: inout LogPiece, through last: UInt64, maxBytes: Int
  ) throws(LogFailure) -> Bool {
    guard let first = segment(of: piece.nextSeq) else { return false }
    let file = try open(first)
    let step = min(max(maxBytes, SegmentIndex.spacing * 2), LineBuffer.capacity)
    var index = indexes[first] ?? SegmentIndex(first: first)
    defer { indexes[first] = index }
    var (seq, start) = index.mark(before: piece.nextSeq)
    lines.restart(at: start)
    while try attempt({ () throws(IOFault) in try lines.fill(from: file, step: step) }) {
      start = lines.position
      while seq <= last, let line = lines.line() {
        index.note(seq, at: start)
        if seq >= piece.nextSeq {
          let isRoom = piece.bytes.count + line.count < maxBytes
          guard isRoom || piece.records.isEmpty else { return true }
          try append(lines.bytes, line, seq, at: start, in: first, to: &piece)
        }
        seq += 1
        start = lines.position
      }
      if seq > last { return true }
    }
    return false
  }

  private func append(
    _ buffer: [UInt8], _ line: Range<Int>, _ seq: UInt64, at offset: Int, in first: UInt64,
    to piece: inout LogPiece
  ) throws(LogFailure) {
    let start = piece.bytes.count
    piece.bytes.append(buffer.span.extracting(line.lowerBound..<line.upperBound + 1))
    let record: RecordView
    do throws(RecordFlaw) {
      record = try RecordView.parse(piece.bytes.span, line: start..<piece.bytes.count - 1)
    } catch {
      throw files.damage(files.segmentPath(first), at: offset, seqs: seq...seq, error.text)
    }
    guard record.seq == seq else {
      throw files.damage(
        files.segmentPath(first), at: offset, seqs: seq...seq,
        Chain.Break.sequence(expected: seq, found: record.seq).text)
    }
    piece.records.append(record)
  }

  /// The known segment that holds a record, or would hold it.
  private func segment(of seq: UInt64) -> UInt64? { firsts.last { $0 <= seq } }

  mutating func open(_ first: UInt64) throws(LogFailure) -> D.File {
    if let current, current.first == first { return current.file }
    let file = try attempt { () throws(IOFault) in
      try files.log.open(StateName.segment(first), .read)
    }
    current = (first, file)
    return file
  }

  /// Looks for segments that came since; one must begin at or before `seq`, behind all known ones.
  private mutating func refresh(for seq: UInt64) throws(LogFailure) {
    let names = try attempt { () throws(IOFault) in try files.log.list() }
    let known = segment(of: seq)
    firsts = names.compactMap {
      if case .segment(let first) = StateName.kind($0) { first } else { nil }
    }
    guard let found = segment(of: seq), found != known else {
      throw files.damage(
        files.segmentPath(known ?? seq), seqs: seq...seq, "a durable record is missing")
    }
  }
}
