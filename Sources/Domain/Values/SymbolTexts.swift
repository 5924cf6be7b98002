// Texts lie one after the other in `bytes`; `ends[n]` is where text n ends, and text 0 is the empty one.

/// The texts of a table of symbols by their numbers, without what finds the number of a text.
package struct SymbolTexts: Sendable, Equatable {
  package let bytes: ContiguousArray<UInt8>
  package let ends: ContiguousArray<UInt32>

  init(of symbols: ContiguousArray<UInt8>, ends: ContiguousArray<UInt32>) {
    (bytes, self.ends) = (symbols, ends)
  }

  /// Nil where the ends are none of texts that lie in these bytes without a gap.
  package init?(bytes: ContiguousArray<UInt8>, ends: ContiguousArray<UInt32>) {
    guard ends.first == 0, ends.last.map({ Int($0) }) == bytes.count else { return nil }
    for number in ends.indices.dropFirst() where ends[number] <= ends[number - 1] { return nil }
    (self.bytes, self.ends) = (bytes, ends)
  }

  /// How many there are, the empty one included.
  package var count: Int { ends.count }

  /// Hands out the UTF-8 of a text without copying it.
  package func withUTF8<R>(_ number: Int, _ body: (Span<UInt8>) -> R) -> R {
    let start = number == 0 ? 0 : Int(ends[number - 1])
    return body(bytes.span.extracting(start..<Int(ends[number])))
  }
}
