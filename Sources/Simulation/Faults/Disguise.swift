import EventLog

/// Rewrites a segment's bytes so that a reader which checks something looks as if it did not.
package enum Disguise {
  private static let trailer = RecordFormat.trailerLength

  /// Every line that could be a record gets the checksum of what it holds.
  package static func withFittingChecksums(_ bytes: [UInt8]) -> [UInt8] {
    lines(bytes).flatMap { line in
      line.last == UInt8(ascii: "\n") && line.count > trailer
        ? checksummed(Array(line)) : Array(line)
    }
  }

  /// Every record claims the batch of the first one.
  package static func asOneBatch(_ bytes: [UInt8]) -> [UInt8] {
    let all = lines(bytes)
    guard let first = all.first.flatMap({ view(Array($0)) }) else { return bytes }
    return all.flatMap { line -> [UInt8] in
      let line = Array(line)
      guard let record = view(line) else { return line }
      let old = Array(",\"batch\":\(record.batch),".utf8)
      let new = Array(",\"batch\":\(first.batch),".utf8)
      let start = "{\"seq\":\(record.seq)".utf8.count
      return checksummed(line[..<start] + new + line[(start + old.count)...])
    }
  }

  private static func view(_ line: [UInt8]) -> RecordView? {
    try? RecordView.parse(line.span, line: 0..<max(0, line.count - 1))
  }

  /// Pieces that end in a line feed, and the rest.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      pieces.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { pieces.append(bytes[start...]) }
    return pieces
  }

  private static func checksummed(_ line: [UInt8]) -> [UInt8] {
    let body = Array(line[..<(line.count - 1 - trailer)])
    var digits = String(Checksum.update(0, body.span), radix: 16)
    digits = String(repeating: "0", count: 8 - digits.count) + digits
    return body + Array(",\"crc\":\"\(digits)\"}\n".utf8)
  }
}
