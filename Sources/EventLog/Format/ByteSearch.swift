import Glibc

/// Index of the first `byte` in a range of `bytes`.
@inline(__always)
package func firstIndex(of byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
  precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
  return unsafe bytes.withUnsafeBufferPointer { buffer -> Int? in
    guard let base = buffer.baseAddress else { return nil }
    guard let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}

func contains(_ bytes: Span<UInt8>, _ byte: UInt8) -> Bool {
  firstIndex(of: byte, in: bytes, 0..<bytes.count) != nil
}

/// True when both are the same bytes.
@inline(__always)
func isSame(_ one: Span<UInt8>, _ two: Span<UInt8>) -> Bool {
  guard one.count == two.count else { return false }
  return unsafe one.withUnsafeBufferPointer { left in
    unsafe two.withUnsafeBufferPointer { right in
      guard let a = left.baseAddress, let b = right.baseAddress else { return true }
      return unsafe memcmp(a, b, left.count) == 0
    }
  }
}

/// True when the text needs no escape inside a JSON string.
func isSafeText(_ bytes: Span<UInt8>) -> Bool {
  for index in bytes.indices {
    let byte = bytes[index]
    if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
  }
  return true
}
