/// How far an import came: the last row that is durable, and a hash of all that was sent up to it.
///
/// The daemon keeps it as the source's cursor. The hash is of the events and not of the file: when
/// the file, the mapping or a look-up table changed above that row, the events tell.
package struct ImportCursor: Equatable, Sendable {
  package let row: Int
  package let hash: UInt64

  package init(row: Int, hash: UInt64) {
    self.row = row
    self.hash = hash
  }

  /// Reads what `text` wrote; nil for the cursor of another program.
  package init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 3, words[0] == "cox-import/1",
      words[1].hasPrefix("row="), let row = Int(words[1].dropFirst(4)), row > 0,
      words[2].hasPrefix("hash="), let hash = UInt64(words[2].dropFirst(5), radix: 16)
    else { return nil }
    self.init(row: row, hash: hash)
  }

  package var text: String { "cox-import/1 row=\(row) hash=\(String(hash, radix: 16))" }
}

/// A running FNV-1a hash of lines; it tells files apart, it does not guard against forgery.
struct LineHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }
}
