import JSONText

/// A place in one store's log, `store:seq` on the wire; clients treat it as opaque.
package struct CursorToken: Hashable, Sendable {
  package let store: String
  package let seq: UInt64

  package init(store: String, seq: UInt64) {
    self.store = store
    self.seq = seq
  }

  /// Reads a token; nil when it is none.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), colon != text.startIndex else { return nil }
    let digits = text[text.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let seq = UInt64(digits)
    else { return nil }
    self.init(store: String(text[..<colon]), seq: seq)
  }

  /// The place of a record of a store, said as `e-1042`; nil for any other text.
  package init?(record text: String, store: String) {
    let digits = text.dropFirst(2)
    guard text.hasPrefix("e-"), !digits.isEmpty,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seq = UInt64(digits)
    else { return nil }
    self.init(store: store, seq: seq)
  }

  package var text: String { "\(store):\(seq)" }

  /// The JSON of a store's tokens up to their seq, for whoever writes many.
  package static func opening(store: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.string(store + ":")
    return writer.bytes.dropLast()
  }
}
