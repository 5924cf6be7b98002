// DIR/HEAD says how far the log was durable when it was last written. Two slots of 64 bytes take turns,
// so that a write cut short leaves the other one:
//
//   00000000000000001842 00000000000000001840 000000012345 9ab01c2e⏎
//   seq (20)             segment (20)         offset (12)  CRC-32C of the 55 bytes before (8)
//
// Written after each fdatasync and before the answer, so everything up to seq was durable. It is itself
// synced at most once a second: after a power cut it may be old, never ahead.

/// How far the log is durable.
struct Head: Equatable, Sendable {
  static let slotLength = 64

  /// Last durable record.
  var seq: UInt64
  /// Number in the name of the segment that holds it.
  var segment: UInt64
  /// Size of that segment in bytes.
  var offset: UInt64

  var slot: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Head.slotLength)
    bytes.append(decimal: seq, width: 20)
    bytes.append(" ")
    bytes.append(decimal: segment, width: 20)
    bytes.append(" ")
    bytes.append(decimal: offset, width: 12)
    bytes.append(" ")
    let checksum = Checksum.update(0, bytes.span)
    bytes.append(hex: checksum)
    bytes.append("\n")
    return bytes
  }

  /// The slot at `start`; nil when it is missing or damaged.
  static func parse(_ bytes: Span<UInt8>, at start: Int) -> Head? {
    guard bytes.count - start >= slotLength, bytes[start + 63] == RecordFormat.lineFeed,
      isHex(
        Checksum.update(0, bytes.extracting(start..<start + 55)), in: bytes, at: start + 55),
      let seq = digits(bytes, start, 20), let segment = digits(bytes, start + 21, 20),
      let offset = digits(bytes, start + 42, 12)
    else { return nil }
    return Head(seq: seq, segment: segment, offset: offset)
  }

  /// The newer of the two slots.
  static func newest(_ bytes: Span<UInt8>) -> Head? {
    let slots = [parse(bytes, at: 0), parse(bytes, at: slotLength)].compactMap { $0 }
    return slots.max { $0.seq < $1.seq }
  }

  private static func digits(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> UInt64? {
    var value: UInt64 = 0
    for index in start..<start + count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit > 9 || value > UInt64.max / 10 - 1 { return nil }
      value = value * 10 + UInt64(digit)
    }
    return value
  }
}
