import Domain
import EventCodec

/// The team's symbols of the names that an input decoder has numbered.
///
/// A name becomes one of the team's where an event that was admitted says it, and not before.
struct InputNames {
  private(set) var generation = 0
  /// By number; none for what was not looked up yet.
  private(set) var symbols: [Symbol] = [.none]
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = [0]

  /// Takes in the names that came with a piece; pieces come in the order in which they were decoded.
  mutating func learn(_ piece: borrowing DecodedInput) {
    if piece.generation != generation {
      // Of a table whose beginning was let go of nothing can be known.
      guard piece.knownNames == 1 else { return }
      self = InputNames()
      generation = piece.generation
    }
    precondition(piece.knownNames == symbols.count, "pieces are learned of in their order")
    guard let names = piece.names else { return }
    for number in 1..<names.count {
      names.withUTF8(number) { text in
        // reason: the span's bytes are copied while it is lent.
        unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
      }
      ends.append(UInt32(bytes.count))
      symbols.append(.none)
    }
  }

  /// The team's symbol, as far as the team knows the name.
  mutating func find(_ number: Symbol, in known: borrowing Symbols) -> Symbol? {
    let place = Int(number.raw)
    if place == 0 || !symbols[place].isNone { return symbols[place] }
    guard let symbol = known.find(bytes.span.extracting(range(place))) else { return nil }
    symbols[place] = symbol
    return symbol
  }

  /// Makes the names of a line known to the team and says which its deal's is.
  @inline(__always)
  mutating func meet(
    _ row: CaptureRow, deal: Span<UInt8>, hash: UInt32, in line: Span<UInt8>,
    _ known: inout Symbols
  ) -> Symbol {
    var areKnown = true
    row.eachName { if $0.raw > 0, symbols[Int($0.raw)].isNone { areKnown = false } }
    let found = deal.isEmpty ? Symbol.none : known.find(deal, hash: hash)
    if areKnown, let found { return found }
    meetAnew(row, line, &known)
    return deal.isEmpty ? .none : known.find(deal, hash: hash) ?? .none
  }

  @inline(never)
  private mutating func meetAnew(
    _ row: CaptureRow, _ line: Span<UInt8>, _ known: inout Symbols
  ) {
    // In the decoder's order, so that the names get the numbers that a replay gives them.
    _ = PlainCapture(line)?.decoded(line, symbols: &known)
    row.eachName { _ = find($0, in: known) }
  }

  private func range(_ place: Int) -> Range<Int> { Int(ends[place - 1])..<Int(ends[place]) }
}
