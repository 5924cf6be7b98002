import CChecksum

/// CRC-32C, which finds every error of one to three bits and every burst up to 32 bits in a record.
///
/// It protects against machines; against people the chain of seals does.
package enum Checksum {
  private static let hasInstruction = cox_crc32c_supported() == 1

  /// Continues a checksum over more bytes; start with 0.
  @inline(__always)
  package static func update(_ checksum: UInt32 = 0, _ bytes: Span<UInt8>) -> UInt32 {
    guard hasInstruction else { return portable(checksum, bytes) }
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return checksum }
      return unsafe cox_crc32c(checksum, start, buffer.count)
    }
  }

  /// The same by tables, eight bytes a step, for processors without the instruction.
  package static func portable(_ checksum: UInt32 = 0, _ bytes: Span<UInt8>) -> UInt32 {
    var state = ~checksum
    var index = 0
    while index + 8 <= bytes.count {
      let low =
        state
        ^ (UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8
          | UInt32(bytes[index + 2]) << 16 | UInt32(bytes[index + 3]) << 24)
      state =
        entry(7, low) ^ entry(6, low >> 8) ^ entry(5, low >> 16) ^ entry(4, low >> 24)
        ^ entry(3, UInt32(bytes[index + 4])) ^ entry(2, UInt32(bytes[index + 5]))
        ^ entry(1, UInt32(bytes[index + 6])) ^ entry(0, UInt32(bytes[index + 7]))
      index += 8
    }
    while index < bytes.count {
      state = (state >> 8) ^ entry(0, state ^ UInt32(bytes[index]))
      index += 1
    }
    return ~state
  }

  @inline(__always)
  private static func entry(_ table: Int, _ byte: UInt32) -> UInt32 {
    tables[table * 256 + Int(byte & 0xff)]
  }

  /// Eight tables of 256: table k holds the effect of a byte that k more bytes follow.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var value = UInt32(byte)
      for _ in 0..<8 { value = (value >> 1) ^ (value & 1 == 1 ? 0x82F6_3B78 : 0) }
      tables[byte] = value
    }
    for index in 256..<tables.count {
      let before = tables[index - 256]
      tables[index] = (before >> 8) ^ tables[Int(before & 0xff)]
    }
    return tables
  }()
}
