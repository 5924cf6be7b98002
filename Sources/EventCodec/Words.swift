/// Reads and writes numbers in bytes, the little end first on every machine.
package enum Words {
  /// The number at a place, all bytes of which must be there.
  @inlinable
  @inline(__always)
  package static func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: Span<UInt8>, at place: Int
  ) -> Number {
    precondition(place >= 0 && place <= bytes.count - MemoryLayout<Number>.size)
    return unsafe bytes.withUnsafeBytes {
      // reason: the check above keeps it inside the span; eight reads of a byte cost as many checks.
      unsafe Number(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Number.self))
    }
  }

  /// Appends a number.
  @inlinable
  @inline(__always)
  package static func append(
    _ number: some FixedWidthInteger & BitwiseCopyable, to bytes: inout [UInt8]
  ) {
    unsafe withUnsafeBytes(of: number.littleEndian) { unsafe bytes.append(contentsOf: $0) }
  }
}
