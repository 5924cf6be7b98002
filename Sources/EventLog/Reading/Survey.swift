import SystemPorts

/// The segments of a log by their names and seals; nothing inside the segments is read.
struct Survey: Sendable {
  struct Segment: Sendable, Equatable {
    /// Its first seq, which is its name.
    let first: UInt64
    /// What it must be; nil for the one that was still written to.
    let seal: Seal?
  }

  /// In order of their first seq; only the last may be without a seal.
  let segments: [Segment]
  let temporaries: [String]
  /// The segments beside which a sidecar lies, by their first seq; nothing else is known of these yet.
  let sidecars: [UInt64]

  init<D: Directory>(_ files: StateFiles<D>) throws(LogFailure) {
    let names = try attempt { () throws(IOFault) in try files.log.list() }
    var firsts: [UInt64] = []
    var seals: [UInt64: Seal] = [:]
    var temporaries: [String] = []
    var sidecars: [UInt64] = []
    for name in names {
      switch StateName.kind(name) {
      case .segment(let first): firsts.append(first)
      case .seal(let first): seals[first] = try Self.readSeal(files, first)
      case .sidecar(let first): sidecars.append(first)
      case .temporary: temporaries.append(name)
      case .misnamed:
        throw files.damage("\(StateName.log)/\(name)", "no part of a log has such a name")
      case .other: break
      }
    }
    let segments = firsts.map { Segment(first: $0, seal: seals[$0]) }
    if let orphan = seals.keys.filter({ !firsts.contains($0) }).min() {
      throw files.damage(
        files.segmentPath(orphan), seqs: orphan...(seals[orphan]?.last ?? orphan),
        "the segment is missing, its seal is there")
    }
    try Self.checkNames(files, segments)
    self.segments = segments
    self.temporaries = temporaries
    self.sidecars = sidecars
  }

  /// Each segment begins where the one before ends.
  private static func checkNames<D: Directory>(
    _ files: StateFiles<D>, _ segments: [Segment]
  ) throws(LogFailure) {
    var expected: UInt64 = 1
    for (index, segment) in segments.enumerated() {
      guard segment.first == expected else {
        throw segment.first > expected
          ? files.damage(
            files.segmentPath(expected), seqs: expected...segment.first - 1,
            "the segment is missing")
          : files.damage(files.segmentPath(segment.first), "it overlaps the segment before it")
      }
      guard let seal = segment.seal else {
        guard index == segments.count - 1 else {
          throw files.damage(
            files.sealPath(segment.first), seqs: segment.first...segments[index + 1].first - 1,
            "the seal is missing")
        }
        return
      }
      expected = seal.last + 1
    }
  }

  /// The seal of the segment that begins with seq `first`.
  static func readSeal<D: Directory>(
    _ files: StateFiles<D>, _ first: UInt64
  ) throws(LogFailure) -> Seal {
    let bytes = try attempt { () throws(IOFault) in
      try readWhole(files.log, StateName.seal(first), limit: 4096)
    }
    guard let seal = Seal.parse(bytes.span) else {
      if let format = try headerFormat(files, first), format > RecordFormat.number {
        throw .newerFormat(format, file: "\(files.root.path)/\(files.segmentPath(first))")
      }
      throw files.damage(files.sealPath(first), "it cannot be read")
    }
    guard seal.first == first else {
      throw files.damage(files.sealPath(first), "it is the seal of seq \(seal.first)")
    }
    return seal
  }
}

/// The format number in a segment's header, when that much can be read.
private func headerFormat<D: Directory>(
  _ files: StateFiles<D>, _ first: UInt64
) throws(LogFailure) -> Int? {
  let start = try attempt { () throws(IOFault) in
    try readWhole(files.log, StateName.segment(first), limit: 4096)
  }
  guard let feed = firstIndex(of: RecordFormat.lineFeed, in: start.span, 0..<start.count),
    let record = try? RecordView.parse(start.span, line: 0..<feed), let body = record.control
  else { return nil }
  return SegmentHeader.parse(start.span, body: body)?.format
}

/// Reads a small file; bytes past `limit` are left out.
func readWhole<D: Directory>(
  _ directory: D, _ name: String, limit: Int
) throws(IOFault) -> [UInt8] {
  let file = try directory.open(name, .read)
  var bytes = [UInt8](repeating: 0, count: limit)
  var count = 0
  while count < limit {
    let got = try file.read(into: &bytes, count..<limit, at: count)
    if got == 0 { break }
    count += got
  }
  bytes.removeLast(limit - count)
  return bytes
}
