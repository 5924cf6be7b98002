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

  /// So many numbers that lie side by side from a place on, all bytes of which must be there: one check
  /// for all of them.
  @inlinable
  @inline(__always)
  package static func numbers<let count: Int>(
    _ bytes: Span<UInt8>, at place: Int
  ) -> InlineArray<count, UInt64> {
    precondition(place >= 0 && place <= bytes.count - count * 8)
    var numbers = InlineArray<count, UInt64>(repeating: 0)
    unsafe bytes.withUnsafeBufferPointer { all in
      // reason: the check above keeps all of them inside the span.
      guard let start = all.baseAddress else { return }
      let first = unsafe UnsafeRawPointer(start) + place
      for number in 0..<count {
        numbers[number] = unsafe UInt64(
          littleEndian: first.loadUnaligned(fromByteOffset: number * 8, as: UInt64.self))
      }
    }
    return numbers
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
