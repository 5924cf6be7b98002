/// Eight lower-case hex digits, most significant first, as the eight bytes of a number in memory order.
///
/// All digits at once: the checksum of every record is written and compared with this.
@inline(__always)
func hexDigits(_ value: UInt32) -> UInt64 {
  var digits = UInt64(value)
  digits = (digits & 0xffff_0000) << 16 | digits & 0xffff
  digits = (digits & 0x0000_ff00_0000_ff00) << 8 | digits & 0x0000_00ff_0000_00ff
  digits = (digits & 0x00f0_00f0_00f0_00f0) << 4 | digits & 0x000f_000f_000f_000f
  let letters = (digits &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
  let text = digits &+ 0x3030_3030_3030_3030 &+ letters &* 39
  return UInt64(bigEndian: text)
}

/// True when the eight bytes at `start` are the hex digits of `value`, in lower case.
@inline(__always)
func isHex(_ value: UInt32, in bytes: Span<UInt8>, at start: Int) -> Bool {
  guard start >= 0, bytes.count - start >= 8 else { return false }
  return unsafe bytes.withUnsafeBytes {
    unsafe $0.loadUnaligned(fromByteOffset: start, as: UInt64.self) == hexDigits(value)
  }
}

extension [UInt8] {
  /// Appends eight lower-case hex digits.
  mutating func append(hex value: UInt32) {
    unsafe Swift.withUnsafeBytes(of: hexDigits(value)) { unsafe append(contentsOf: $0) }
  }
}

func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
