// A tar stream (POSIX ustar) is, for each file, one block of 512 bytes that describes it and its bytes,
// filled up with zeros to whole blocks; two blocks of zeros end it.
//
//   0 name 100 · 100 mode 8 · 108 uid 8 · 116 gid 8 · 124 size 12 · 136 mtime 12 · 148 checksum 8
//   156 type 1 · 157 link 100 · 257 "ustar\0" · 263 "00" · …
//
// Numbers are octal digits with a zero byte behind them.

/// The blocks of a tar stream that are not the files' own bytes.
package enum TarHeader {
  package static let block = 512

  /// The block before a file's bytes; the name has at most 100 of them.
  package static func file(_ name: String, bytes: Int, modified seconds: Int64) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: block)
    put(Array(name.utf8.prefix(100)), at: 0, in: &header)
    put(octal(0o600, digits: 7), at: 100, in: &header)
    put(octal(0, digits: 7), at: 108, in: &header)
    put(octal(0, digits: 7), at: 116, in: &header)
    put(octal(bytes, digits: 11), at: 124, in: &header)
    put(octal(Int(max(0, seconds)), digits: 11), at: 136, in: &header)
    header[156] = UInt8(ascii: "0")
    put(Array("ustar\0".utf8) + Array("00".utf8), at: 257, in: &header)
    // The sum is taken with spaces in its own place.
    put(Array(repeating: UInt8(ascii: " "), count: 8), at: 148, in: &header)
    let sum = header.reduce(0) { $0 + Int($1) }
    put(octal(sum, digits: 6) + [0, UInt8(ascii: " ")], at: 148, in: &header)
    return header
  }

  /// The zeros behind a file of so many bytes.
  package static func padding(after bytes: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: (block - bytes % block) % block)
  }

  /// The two blocks at the end; without them a stream is cut short.
  package static let end = [UInt8](repeating: 0, count: 2 * block)

  private static func put(_ bytes: [UInt8], at place: Int, in header: inout [UInt8]) {
    header.replaceSubrange(place..<place + bytes.count, with: bytes)
  }

  private static func octal(_ value: Int, digits: Int) -> [UInt8] {
    let text = String(value, radix: 8)
    return Array((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8)
  }
}
