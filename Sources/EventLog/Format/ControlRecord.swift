// What the log says about itself, as the `control` of a record.
//
// First record of every segment; it catches swapped, foreign and missing segments:
//   {"kind":"log.open","format":1,"store":"<uuid>","prev":"<SHA-256 of the segment before, 64 hex>"}
// In the very first segment `prev` is 64 zeros. Last record before an orderly stop:
//   {"kind":"log.close"}
// Readers keep unknown fields after these; a changed meaning is a new format number.

/// Names one log for ever: the text of a UUID, drawn when the log is first opened.
package struct StoreID: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  /// - Parameter text: 1 to 64 letters, digits and hyphens.
  package init?(_ text: String) {
    let allowed = text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard allowed, (1...64).contains(text.utf8.count) else { return nil }
    self.text = text
  }

  /// Draws a random UUID (version 4).
  package static func random(_ randomness: inout some RandomNumberGenerator) -> StoreID {
    let high = randomness.next() & ~0xf000 | 0x4000
    let low = randomness.next() & ~(0xc000 << 48) | 0x8000 << 48
    var hex: [UInt8] = []
    for value in [UInt32(high >> 32), UInt32(truncatingIfNeeded: high)] { hex.append(hex: value) }
    for value in [UInt32(low >> 32), UInt32(truncatingIfNeeded: low)] { hex.append(hex: value) }
    for place in [20, 16, 12, 8] { hex.insert(UInt8(ascii: "-"), at: place) }
    return StoreID(unchecked: String(decoding: hex, as: UTF8.self))
  }

  private init(unchecked text: String) { self.text = text }

  package var description: String { text }
}

/// The header of a segment.
struct SegmentHeader: Equatable {
  static let genesis = String(repeating: "0", count: 64)

  let format: Int
  let store: StoreID
  let previousHash: String

  var json: [UInt8] {
    Array(
      "{\"kind\":\"log.open\",\"format\":\(format),\"store\":\"\(store)\",\"prev\":\"\(previousHash)\"}"
        .utf8)
  }

  /// Reads the control object in `body`; nil when it is no header of a known shape.
  static func parse(_ bytes: Span<UInt8>, body: Range<Int>) -> SegmentHeader? {
    var cursor = TextCursor(body.lowerBound)
    guard cursor.skip("{\"kind\":\"log.open\",\"format\":", in: bytes),
      let format = cursor.number(in: bytes), format < 1_000_000
    else { return nil }
    // What follows in a newer format is not ours to judge: the caller refuses the number.
    if format != RecordFormat.number {
      return StoreID("unknown").map {
        SegmentHeader(format: Int(format), store: $0, previousHash: genesis)
      }
    }
    guard cursor.skip(",\"store\":\"", in: bytes), let name = cursor.stringBody(in: bytes),
      let store = StoreID(text(bytes, name)),
      cursor.skip(",\"prev\":\"", in: bytes), let hash = cursor.stringBody(in: bytes),
      hash.count == 64, hash.allSatisfy({ isHex(bytes[$0]) }), cursor.at < body.upperBound
    else { return nil }
    return SegmentHeader(format: Int(format), store: store, previousHash: text(bytes, hash))
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}

/// The control record that ends an orderly run.
enum CloseRecord {
  static let json = Array("{\"kind\":\"log.close\"}".utf8)

  static func matches(_ bytes: Span<UInt8>, body: Range<Int>) -> Bool {
    var cursor = TextCursor(body.lowerBound)
    return cursor.skip("{\"kind\":\"log.close\"", in: bytes)
  }
}

/// Copies a range of bytes into a string.
func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
  unsafe bytes.extracting(range).withUnsafeBufferPointer {
    unsafe String(decoding: $0, as: UTF8.self)
  }
}
