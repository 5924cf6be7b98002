import SystemPorts

/// How a replay takes what sidecars hold.
package struct SidecarUse {
  /// Takes the content of a block, the seqs of its records and whether its sidecar begins with it; the
  /// answer is false where it is no such block, and then nothing of it was taken.
  package typealias Take = (Span<UInt8>, ClosedRange<UInt64>, Bool) throws(LogFailure) -> Bool

  let mark: SidecarMark
  let take: Take

  /// Takes blocks of sidecars that have this mark.
  package init(mark: SidecarMark, take: @escaping Take) {
    self.mark = mark
    self.take = take
  }
}

/// Reads the blocks of one sidecar in their order, each checked.
///
/// Whatever goes wrong with it, a fault of the disk included, only means that there is nothing more.
struct SidecarFile<D: Directory> {
  private static var mostBytes: Int { 64 << 20 }

  private let file: D.File
  private let size: Int
  private let last: UInt64
  private var next: UInt64
  private var offset = SidecarHead.length
  private var checksum: UInt32
  private var buffer: [UInt8] = []

  /// Nil where there is none that belongs to the segment with this seal and has this mark.
  init?(_ files: StateFiles<D>, _ seal: Seal, _ mark: SidecarMark) {
    guard let file = try? files.log.open(StateName.sidecar(seal.first), .read),
      let size = try? file.size(), var head = SidecarHead(seal, mark)
    else { return nil }
    head.size = size
    (self.file, self.size, last, next) = (file, size, seal.last, seal.first)
    checksum = head.seed
    guard read(SidecarHead.length, at: 0), buffer == head.bytes else { return nil }
  }

  /// Reads the next block and gives the seqs of its records; nil where there is none that is whole.
  mutating func step() -> ClosedRange<UInt64>? {
    guard next <= last, read(8, at: offset) else { return nil }
    let count = Int(little32(buffer.span, at: 0))
    let records = UInt64(little32(buffer.span, at: 4))
    guard count <= Self.mostBytes, records > 0, records - 1 <= last - next,
      read(8 + count + 4, at: offset)
    else { return nil }
    let end = 8 + count
    checksum = Checksum.update(checksum, buffer.span.extracting(0..<end))
    guard little32(buffer.span, at: end) == checksum else { return nil }
    offset += end + 4
    defer { next += records }
    return next...next + records - 1
  }

  /// The content of the block that was read last.
  func withBlock<R>(_ body: (Span<UInt8>) throws(LogFailure) -> R) throws(LogFailure) -> R {
    try body(buffer.span.extracting(8..<buffer.count - 4))
  }

  /// Fills the buffer with so many bytes of the file; false where it has fewer.
  private mutating func read(_ count: Int, at start: Int) -> Bool {
    guard count <= size - start else { return false }
    if buffer.count > count { buffer.removeLast(buffer.count - count) }
    if buffer.count < count {
      buffer.append(contentsOf: repeatElement(0, count: count - buffer.count))
    }
    var done = 0
    while done < count {
      guard let got = try? file.read(into: &buffer, done..<count, at: start + done), got > 0 else {
        return false
      }
      done += got
    }
    return true
  }
}
