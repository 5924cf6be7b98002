import Crypto

// A seal is written beside a segment once nothing more is added to it; one line of JSON:
//
//   {"first":1840,"last":2951,"count":1112,"bytes":67108991,"sha256":"<64 hex>","prev":"<64 hex>",
//    "at":"2026-11-21T18:05:09.123456Z","crc":"9ab01c2e"}⏎
//
//   sha256  of the whole segment file; the next segment's header repeats it as its `prev`
//   prev    sha256 of the segment before, as the segment's own header says, too
//   crc     as in a record
// So each segment pins all before it: who changes one must rewrite every later one.

/// What a finished segment is.
package struct Seal: Sendable, Equatable {
  package let first: UInt64
  package let last: UInt64
  package let bytes: Int
  package let sha256: String
  package let previousHash: String
  /// When it was sealed, microseconds since 1970.
  package let at: Int64

  var line: [UInt8] {
    var line: [UInt8] = []
    line.append(
      contentsOf:
        "{\"first\":\(first),\"last\":\(last),\"count\":\(last - first + 1),\"bytes\":\(bytes),"
        .utf8)
    line.append(contentsOf: "\"sha256\":\"\(sha256)\",\"prev\":\"\(previousHash)\",\"at\":\"".utf8)
    InstantText.append(at, to: &line)
    line.append("\"")
    let checksum = Checksum.update(0, line.span)
    line.append(",\"crc\":\"")
    line.append(hex: checksum)
    line.append("\"}\n")
    return line
  }

  /// Reads a seal's whole file; nil when it is anything else.
  static func parse(_ bytes: Span<UInt8>) -> Seal? {
    var cursor = TextCursor()
    guard cursor.skip("{\"first\":", in: bytes), let first = cursor.number(in: bytes),
      cursor.skip(",\"last\":", in: bytes), let last = cursor.number(in: bytes),
      cursor.skip(",\"count\":", in: bytes), let count = cursor.number(in: bytes),
      cursor.skip(",\"bytes\":", in: bytes), let size = cursor.number(in: bytes),
      cursor.skip(",\"sha256\":\"", in: bytes), let hash = cursor.stringBody(in: bytes),
      cursor.skip(",\"prev\":\"", in: bytes), let previous = cursor.stringBody(in: bytes),
      cursor.skip(",\"at\":\"", in: bytes), let at = InstantText.parse(bytes, at: cursor.at)
    else { return nil }
    cursor.at += InstantText.length
    guard cursor.skip("\"", in: bytes) else { return nil }
    let covered = cursor.at
    guard cursor.skip(",\"crc\":\"", in: bytes),
      isHex(Checksum.update(0, bytes.extracting(0..<covered)), in: bytes, at: cursor.at)
    else { return nil }
    cursor.at += 8
    guard cursor.skip("\"}\n", in: bytes), cursor.at == bytes.count,
      first > 0, last >= first, last - first + 1 == count, size < UInt64(Int.max)
    else { return nil }
    return Seal(
      first: first, last: last, bytes: Int(size), sha256: text(bytes, hash),
      previousHash: text(bytes, previous), at: at)
  }
}

/// The running SHA-256 of a segment.
struct SegmentHash: Sendable {
  private var hash = SHA256()

  mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
  }

  /// 64 lower-case hex digits.
  var text: String {
    var digits: [UInt8] = []
    for byte in hash.finalize() {
      digits.append(hexDigit(byte >> 4))
      digits.append(hexDigit(byte & 0xf))
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
