import SystemPorts

/// Finds out how far a damaged log can be trusted; writes nothing.
///
/// It is as strict as `verify`: a segment stays as a whole when its bytes have the hash that its own
/// seal says, or that the header of the next one says.
struct RepairSurvey<D: Directory> {
  let files: StateFiles<D>
  private let names: [String]
  private var seals: [UInt64: Seal] = [:]
  private var chain = Chain()
  /// The hash that the next segment's header must carry.
  private var hash = SegmentHeader.genesis
  private var lines = LineBuffer()
  private(set) var plan = RepairPlan()

  init(_ files: StateFiles<D>) throws(LogFailure) {
    self.files = files
    names = try attempt { () throws(IOFault) in try files.log.list() }
    for name in names {
      guard case .seal(let first) = StateName.kind(name) else { continue }
      do throws(LogFailure) {
        seals[first] = try Survey.readSeal(files, first)
      } catch {
        guard case .damaged = error else { throw error }
      }
    }
    while names.contains(StateName.segment(chain.next)) {
      guard try take(chain.next) else { break }
    }
    try leaveRest()
    try count()
  }

  /// Keeps of a segment what can be; true when all of it is there and the next one may follow.
  private mutating func take(_ first: UInt64) throws(LogFailure) -> Bool {
    guard let whole = try scan(first, limit: .max) else { return false }
    let size = try size(StateName.segment(first))
    let seal = seals[first]
    var sealed = whole
    if let seal {
      if seal.bytes < size, let part = try scan(first, limit: seal.bytes) { sealed = part }
      let isWhole = sealed.flaw == nil && sealed.wholeEnd == seal.bytes
      if isWhole, sealed.chain.last == seal.last,
        try hash(first, seal.bytes) == seal.sha256
      {
        keep(first, sealed, sealedAt: seal.at, seal.sha256)
        return true
      }
    }
    if whole.flaw == nil, whole.wholeEnd == size {
      let hash = try hash(first, size)
      if try follows(whole.chain.next, hash) {
        keep(first, whole, sealedAt: seal?.at ?? whole.chain.lastAt ?? 0, hash)
        return true
      }
      // Nothing tells which of the two was changed, the segment or its seal.
      if let seal, size >= seal.bytes { return false }
    }
    keep(first, sealed, sealedAt: nil, "")
    return false
  }

  /// Reads a segment's records as far as they continue what is kept; nil when it doesn't follow.
  private mutating func scan(_ first: UInt64, limit: Int) throws(LogFailure) -> SegmentScan? {
    let name = StateName.segment(first)
    let path = "\(files.root.path)/\(files.segmentPath(first))"
    let file = try attempt { () throws(IOFault) in try files.log.open(name, .read) }
    var scan = SegmentScan(chain)
    var header: SegmentHeader?
    try scan.run(file, limit: limit, &lines) { (record, bytes) throws(LogFailure) in
      header = record.control.flatMap { SegmentHeader.parse(bytes.span, body: $0) }
      if let format = header?.format, format > RecordFormat.number {
        throw .newerFormat(format, file: path)
      }
    } _: { (_, _) throws(LogFailure) in
    }
    guard let header, scan.wholeEnd > 0, header.store == plan.store ?? header.store,
      header.previousHash == hash
    else { return nil }
    plan.store = header.store
    return scan
  }

  /// Whether there is a segment that begins with seq `next` and says that it follows this hash.
  private func follows(_ next: UInt64, _ hash: String) throws(LogFailure) -> Bool {
    guard names.contains(StateName.segment(next)) else { return false }
    let start = try attempt { () throws(IOFault) in
      try readWhole(files.log, StateName.segment(next), limit: 4096)
    }
    guard let feed = firstIndex(of: RecordFormat.lineFeed, in: start.span, 0..<start.count),
      let record = try? RecordView.parse(start.span, line: 0..<feed), let body = record.control,
      let header = SegmentHeader.parse(start.span, body: body)
    else { return false }
    return record.seq == next && header.store == plan.store && header.previousHash == hash
  }

  private mutating func keep(
    _ first: UInt64, _ scan: SegmentScan, sealedAt: Int64?, _ sha256: String
  ) {
    let last = scan.wholeChain.last
    let seal = sealedAt.map {
      Seal(
        first: first, last: last, bytes: scan.wholeEnd, sha256: sha256, previousHash: hash, at: $0)
    }
    plan.kept.append(
      RepairPlan.Kept(first: first, last: last, bytes: scan.wholeEnd, seal: seal))
    plan.lastAt = scan.wholeChain.lastAt
    chain = scan.wholeChain
    hash = sha256
  }

  /// Notes every file, or end of one, that is not kept.
  private mutating func leaveRest() throws(LogFailure) {
    for name in names {
      switch StateName.kind(name) {
      case .segment(let first):
        let start = plan.kept.first { $0.first == first }?.bytes ?? 0
        let size = try size(name)
        if size > start || start == 0 { leave(name, from: start, size) }
      case .seal(let first):
        let kept = plan.kept.first { $0.first == first }?.seal
        if kept == nil || seals[first] != kept { leave(name, from: 0, try size(name)) }
      case .misnamed: leave(name, from: 0, try size(name))
      // A sidecar is no loss: it is made anew.
      case .temporary, .sidecar, .other: break
      }
    }
  }

  private mutating func leave(_ name: String, from start: Int, _ size: Int) {
    plan.left.append(RepairPlan.Left(name: name, start: start, bytes: size - start))
  }

  /// Counts what can be read of the rest, and finds out how far the log went.
  private mutating func count() throws(LogFailure) {
    var readable: UInt64 = 0
    var foreign: UInt64 = 0
    var last = try HeadFile<D.File>.read(files)?.seq ?? 0
    try plan.forEachReadable(in: files) { (record, _, isForeign) throws(LogFailure) in
      if isForeign { foreign += 1 } else { readable += 1 }
      if !isForeign { last = max(last, record.seq) }
    }
    // Seals don't say whose they are.
    if foreign == 0 { last = seals.values.reduce(last) { max($0, $1.last) } }
    plan.readable = readable
    plan.foreign = foreign
    plan.lastKnownSeq = last
  }

  private func hash(_ first: UInt64, _ bytes: Int) throws(LogFailure) -> String {
    try attempt { () throws(IOFault) in
      try hashFile(files.log, StateName.segment(first), limit: bytes)
    }
  }

  private func size(_ name: String) throws(LogFailure) -> Int {
    try attempt { () throws(IOFault) in try files.log.open(name, .read).size() }
  }
}
