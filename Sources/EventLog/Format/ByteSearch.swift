import Glibc

/// Index of the first `byte` at or after `start`.
@inline(__always)
func firstIndex(of byte: UInt8, in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
  guard start < bytes.count else { return nil }
  return unsafe bytes.withUnsafeBufferPointer { buffer -> Int? in
    guard let base = buffer.baseAddress else { return nil }
    guard let found = unsafe memchr(base + start, Int32(byte), buffer.count - start)
    else { return nil }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}

func contains(_ bytes: Span<UInt8>, _ byte: UInt8) -> Bool {
  firstIndex(of: byte, in: bytes) != nil
}

/// True when the text needs no escape inside a JSON string.
func isSafeText(_ bytes: Span<UInt8>) -> Bool {
  for index in bytes.indices {
    let byte = bytes[index]
    if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
  }
  return true
}
