import SystemPorts

/// One sidecar in the making.
struct SidecarDraft<D: Directory>: Sendable {
  let seal: Seal
  private let files: StateFiles<D>
  private let file: D.File
  private var reader: LogReader<D>
  private var head: SidecarHead
  private var checksum: UInt32
  private var next: UInt64
  /// Of the records that were read, to be held against the seal.
  private var hash = SegmentHash()

  init(
    _ root: D, _ files: StateFiles<D>, _ seal: Seal, _ mark: SidecarMark
  ) throws(LogFailure) {
    guard let head = SidecarHead(seal, mark) else {
      throw files.damage(files.sealPath(seal.first), "its hash is none")
    }
    self.files = files
    self.seal = seal
    self.head = head
    (next, checksum) = (seal.first, head.seed)
    reader = try LogReader(root)
    file = try attempt { () throws(IOFault) in
      try files.log.open(StateName.sidecar(seal.first) + StateName.temporary, .replace)
    }
    self.head.size = SidecarHead.length
  }

  /// Whether all records are in it.
  var isWhole: Bool { next > seal.last }

  /// Reads more records, each checked, and writes the block that they make.
  mutating func add(
    maxBytes: Int, _ encode: SidecarMaker<D>.Encode
  ) throws(LogFailure) {
    let piece = try reader.read(from: next, through: seal.last, maxBytes: maxBytes)
    guard !piece.records.isEmpty, let content = encode(piece), content.count < Int(Int32.max) else {
      throw .unreadable(seq: next, reason: "no block can be made of it")
    }
    hash.update(piece.bytes.span)
    var block: [UInt8] = []
    block.reserveCapacity(content.count + 12)
    block.append(little: UInt32(content.count))
    block.append(little: UInt32(piece.records.count))
    block.append(content.span)
    checksum = Checksum.update(checksum, block.span)
    block.append(little: checksum)
    try attempt { () throws(IOFault) in
      try writeAll(block.span, to: file, at: head.size)
      // A little at a time: one sync of all of it would be in the way of the log's own.
      try file.synchronizeData()
    }
    head.size += block.count
    next = piece.nextSeq
  }

  /// Gives it its name, once what was read is what was sealed.
  mutating func finish() throws(LogFailure) {
    guard hash.text == seal.sha256 else {
      throw files.damage(
        files.segmentPath(seal.first), seqs: seal.first...seal.last,
        "its content is not what was sealed")
    }
    let name = StateName.sidecar(seal.first)
    try attempt { () throws(IOFault) in
      try writeAll(head.bytes.span, to: file, at: 0)
      try file.synchronize()
      try files.log.rename(name + StateName.temporary, to: name)
      try files.log.synchronize()
    }
  }
}
