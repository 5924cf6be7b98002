package import Domain

/// Where the names of captures get their numbers.
protocol NameTable {
  mutating func intern(_ text: Span<UInt8>) -> Symbol
  /// The number of a deal's name.
  mutating func deal(_ text: Span<UInt8>) -> Symbol
}

extension Symbols: NameTable {
  mutating func deal(_ text: Span<UInt8>) -> Symbol { intern(text) }
}

/// Names that come again and again: all but those of deals, of which there are so many that a table
/// beside the team's own would be as slow to look into.
package struct RecurringNames: NameTable, Sendable {
  package private(set) var symbols: Symbols

  /// None yet; `seed` is what nobody outside the process knows.
  package init(seed: UInt64) { symbols = Symbols(seed: seed) }

  mutating func intern(_ text: Span<UInt8>) -> Symbol { symbols.intern(text) }
  func deal(_ text: Span<UInt8>) -> Symbol { .none }
}
