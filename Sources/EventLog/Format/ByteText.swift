import Glibc

// Small writers and readers of the log's fixed text shapes; no JSON parser is needed for any of them.

extension [UInt8] {
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { unsafe append(contentsOf: $0) }
  }

  mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }

  /// Appends a number in decimal, with zeros in front up to `width` (at most 20).
  mutating func append(decimal value: UInt64, width: Int = 1) {
    // Twenty digits hold every number; they are made from the last one backwards.
    var digits: InlineArray<20, UInt8> = .init(repeating: UInt8(ascii: "0"))
    var rest = value
    var start = 20
    repeat {
      start -= 1
      digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    append(digits.span.extracting(Swift.min(start, 20 - width)..<20))
  }
}

/// Reads fixed text from left to right; each step answers whether it fitted.
struct TextCursor {
  var at: Int

  init(_ at: Int = 0) { self.at = at }

  @inline(__always)
  mutating func skip(_ text: StaticString, in bytes: Span<UInt8>) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - at >= count else { return false }
    let start = at
    let same = unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      return unsafe memcmp(base + start, text.utf8Start, count) == 0
    }
    if same { at += count }
    return same
  }

  /// A decimal number without a sign; a zero in front is refused, unless it is all of it.
  @inline(__always)
  mutating func number(in bytes: Span<UInt8>) -> UInt64? {
    let start = at
    var value: UInt64 = 0
    while at < bytes.count {
      let digit = bytes[at] &- UInt8(ascii: "0")
      if digit > 9 { break }
      if at - start == 19 { return nil }
      value = value * 10 + UInt64(digit)
      at += 1
    }
    if at == start || (bytes[start] == UInt8(ascii: "0") && at - start > 1) { return nil }
    return value
  }

  /// The inside of a JSON string whose opening quote was skipped; goes past the closing quote.
  @inline(__always)
  mutating func stringBody(in bytes: Span<UInt8>) -> Range<Int>? {
    let start = at
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\"") {
        at += 1
        return start..<at - 1
      }
      at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }
}
