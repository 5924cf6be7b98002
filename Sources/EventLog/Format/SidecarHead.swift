// A sidecar lies beside a sealed segment and holds what its records are decoded into, in blocks that
// mean nothing to the log; the little end of every number first:
//
//   "coxcols\n"  8
//   format       4
//   0            4
//   size        8   bytes of the whole file
//   first, last  8 + 8, seqs of the segment
//   sha256      32  of the segment, as its seal says
//   mark        16  what the blocks depend on beside the segment: whoever reads them must have the same
//   checksum     4  CRC-32C of the 88 bytes before
//   blocks          each: bytes of its content (4), records (4), content, checksum (4)
//
// A block's checksum continues that of the block before it, the first one's that of a head with a size
// of 0: so each covers all content up to it, and no block of another file or place fits.

/// The beginning of a sidecar.
struct SidecarHead: Sendable, Equatable {
  static let format: UInt32 = 1
  static let length = 92
  private static let name = Array("coxcols\n".utf8)

  let first: UInt64
  let last: UInt64
  let sha256: [UInt8]
  let mark: SidecarMark
  /// Bytes of the whole file.
  var size = 0

  /// The head of a sidecar for the segment with this seal; nil where the seal's hash is none.
  init?(_ seal: Seal, _ mark: SidecarMark) {
    guard let hash = rawHex(seal.sha256), hash.count == 32 else { return nil }
    (first, last, sha256, self.mark) = (seal.first, seal.last, hash, mark)
  }

  /// The checksum that the first block's continues.
  var seed: UInt32 {
    var head = self
    head.size = 0
    return little32(head.bytes.span, at: Self.length - 4)
  }

  var bytes: [UInt8] {
    var bytes = Self.name
    bytes.append(little: Self.format)
    bytes.append(little: UInt32(0))
    bytes.append(little: UInt64(size))
    bytes.append(little: first)
    bytes.append(little: last)
    bytes += sha256
    bytes.append(little: mark.high)
    bytes.append(little: mark.low)
    let checksum = Checksum.update(0, bytes.span)
    bytes.append(little: checksum)
    return bytes
  }
}

/// What the content of sidecars depends on beside their segments, in sixteen bytes.
package struct SidecarMark: Sendable, Equatable {
  let high: UInt64
  let low: UInt64

  package init(_ high: UInt64, _ low: UInt64) { (self.high, self.low) = (high, low) }
}

extension [UInt8] {
  mutating func append(little number: some FixedWidthInteger) {
    for byte in 0..<number.bitWidth / 8 {
      append(UInt8(truncatingIfNeeded: number >> (byte * 8)))
    }
  }
}

/// The number whose four bytes begin at a place, the little end first.
func little32(_ bytes: Span<UInt8>, at place: Int) -> UInt32 {
  (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32($1 * 8) }
}

/// The bytes that hex digits stand for; nil where there is anything else.
private func rawHex(_ text: String) -> [UInt8]? {
  let digits = Array(text.utf8)
  guard digits.count % 2 == 0 else { return nil }
  var bytes: [UInt8] = []
  for place in stride(from: 0, to: digits.count, by: 2) {
    guard let high = hexValue(digits[place]), let low = hexValue(digits[place + 1]) else {
      return nil
    }
    bytes.append(high << 4 | low)
  }
  return bytes
}

private func hexValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
  default: nil
  }
}
