// Small writers and readers of the log's fixed text shapes; no JSON parser is needed for any of them.

extension [UInt8] {
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { unsafe append(contentsOf: $0) }
  }

  mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }

  /// Appends a number in decimal, with zeros in front up to `width`.
  mutating func append(decimal value: UInt64, width: Int = 1) {
    var divisor: UInt64 = 1
    var digits = 1
    while digits < width || value / divisor >= 10 {
      if digits >= 20 { break }
      divisor *= 10
      digits += 1
    }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
      divisor /= 10
    }
  }

  /// Appends eight lower-case hex digits.
  mutating func append(hex value: UInt32) {
    var shift = 28
    while shift >= 0 {
      append(hexDigit(UInt8((value >> UInt32(shift)) & 0xf)))
      shift -= 4
    }
  }
}

func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}

/// Reads fixed text from left to right; each step answers whether it fitted.
struct TextCursor {
  var at: Int

  init(_ at: Int = 0) { self.at = at }

  mutating func skip(_ text: StaticString, in bytes: Span<UInt8>) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - at >= count else { return false }
    let start = at
    let same = text.withUTF8Buffer { wanted in
      for index in 0..<count where unsafe wanted[index] != bytes[start + index] { return false }
      return true
    }
    if same { at += count }
    return same
  }

  /// A decimal number without a sign; a zero in front is refused, unless it is all of it.
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

/// Reads eight lower-case hex digits at `start`; nil for anything else, upper case too.
func parseHex(_ bytes: Span<UInt8>, at start: Int) -> UInt32? {
  guard start >= 0, bytes.count - start >= 8 else { return nil }
  var value: UInt32 = 0
  for index in start..<start + 8 {
    let byte = bytes[index]
    let digit: UInt8
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
    default: return nil
    }
    value = value << 4 | UInt32(digit)
  }
  return value
}
