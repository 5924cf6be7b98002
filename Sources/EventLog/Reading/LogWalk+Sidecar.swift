import SystemPorts

/// What the first and the last record of a sealed segment say, which links it with its neighbours.
struct SegmentEnds {
  let header: SegmentHeader
  let last: RecordView
  /// Whether the last record ends an orderly run.
  let isClosed: Bool
}

extension LogWalk {
  /// Walks a sealed segment by its sidecar as far as that goes, and record by record behind that.
  ///
  /// - Returns: false when the records had to be read. Where the segment's own ends are not as they
  ///   should be, nothing is taken from the sidecar, and the records tell what is wrong.
  mutating func sealed(
    _ segment: Survey.Segment, _ seal: Seal, _ use: SidecarUse, _ body: RecordBody
  ) throws(LogFailure) -> Bool {
    guard var sidecar = SidecarFile(files, seal, use.mark), let ends = try ends(segment, seal)
    else {
      try sealed(segment, seal, body)
      return false
    }
    var taken = segment.first - 1
    while taken < seal.last, let seqs = sidecar.step() {
      let isTaken = try sidecar.withBlock { (block) throws(LogFailure) in
        try use.take(block, seqs, seqs.lowerBound == segment.first)
      }
      if !isTaken { break }
      taken = seqs.upperBound
    }
    if taken == seal.last {
      pass(ends, seal)
      return true
    }
    try sealed(segment, seal) { (record, bytes) throws(LogFailure) in
      if record.seq > taken { try body(record, bytes) }
    }
    return false
  }

  /// Reads and checks the two ends of a segment; nil where either is not what should be there.
  private func ends(
    _ segment: Survey.Segment, _ seal: Seal
  ) throws(LogFailure) -> SegmentEnds? {
    let file = try open(segment.first)
    let size = try attempt { () throws(IOFault) in try file.size() }
    guard size == seal.bytes, previousHash == nil || previousHash == seal.previousHash else {
      return nil
    }
    let start = try piece(of: file, from: 0, through: min(size, 4096))
    guard let feed = firstIndex(of: RecordFormat.lineFeed, in: start.span, 0..<start.count),
      let first = try? RecordView.parse(start.span, line: 0..<feed)
    else { return nil }
    var chain = chain
    do throws(Chain.Break) { try chain.accept(first) } catch { return nil }
    let check = HeaderCheck(files: files, first: segment.first, store: store, hash: previousHash)
    let header = try check.check(first, start)
    let tail = try piece(of: file, from: max(0, size - RecordFormat.maximumLine), through: size)
    guard let last = Self.lastRecord(tail), last.seq == seal.last, last.at >= first.at,
      last.transaction.place == last.transaction.count
    else { return nil }
    let isClosed = last.control.map { CloseRecord.matches(tail.span, body: $0) } ?? false
    return SegmentEnds(header: header, last: last, isClosed: isClosed)
  }

  private func piece(
    of file: D.File, from start: Int, through end: Int
  ) throws(LogFailure) -> [UInt8] {
    try attempt { () throws(IOFault) in
      var bytes = [UInt8](repeating: 0, count: end - start)
      var done = 0
      while done < bytes.count {
        let got = try file.read(into: &bytes, done..<bytes.count, at: start + done)
        if got == 0 { return [] }
        done += got
      }
      return bytes
    }
  }

  /// The record in the last line; nil where there is none.
  private static func lastRecord(_ bytes: [UInt8]) -> RecordView? {
    guard bytes.last == RecordFormat.lineFeed else { return nil }
    let end = bytes.count - 1
    let feed = bytes[..<end].lastIndex(of: RecordFormat.lineFeed)
    return try? RecordView.parse(bytes.span, line: (feed.map { $0 + 1 } ?? 0)..<end)
  }
}
