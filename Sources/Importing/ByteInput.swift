/// Where the bytes of a data file come from, in order, once.
package protocol ByteInput: ~Copyable {
  /// Puts the next bytes into `buffer` from `offset` on, at most up to its end.
  ///
  /// - Returns: how many bytes were put; 0 at the end of the input.
  mutating func read(into buffer: inout [UInt8], at offset: Int) throws(ImportFault) -> Int
  /// The part of the input already read, 0 to 1; nil when its size is not known.
  var portion: Double? { get }
}

/// Bytes already in memory, handed out in pieces of a chosen size; look-up tables and tests read it.
package struct MemoryInput: ByteInput {
  private let bytes: [UInt8]
  private let piece: Int
  private var position = 0

  package init(_ bytes: [UInt8], piece: Int = .max) {
    self.bytes = bytes
    self.piece = piece
  }

  package var portion: Double? {
    bytes.isEmpty ? 1 : Double(position) / Double(bytes.count)
  }

  package mutating func read(into buffer: inout [UInt8], at offset: Int) -> Int {
    let count = min(piece, bytes.count - position, buffer.count - offset)
    for index in 0..<count { buffer[offset + index] = bytes[position + index] }
    position += count
    return count
  }
}
