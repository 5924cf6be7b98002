/// Places in an array by symbol: an open-addressed table, at most half full.
///
/// In place of a dictionary, which hashes against hostile keys: symbols are numbers of our own, and
/// several are looked up in every request.
struct SymbolSlots: Sendable, Equatable {
  private static let free = Symbol(raw: .max)

  private var keys: ContiguousArray = [free, free]
  private var slots: ContiguousArray<Int32> = [0, 0]
  private var count = 0

  /// The place of a symbol; nil when it has none.
  subscript(_ symbol: Symbol) -> Int? {
    let index = index(of: symbol)
    return keys[index] == symbol ? Int(slots[index]) : nil
  }

  /// Gives a symbol a place.
  mutating func set(_ symbol: Symbol, to slot: Int) {
    if 2 * (count + 1) > keys.count { grow() }
    let index = index(of: symbol)
    if keys[index] != symbol { count += 1 }
    keys[index] = symbol
    slots[index] = Int32(slot)
  }

  /// Where a symbol is, or where it would be put.
  private func index(of symbol: Symbol) -> Int {
    let mask = keys.count - 1
    // The upper half of the product depends on all bits of the number.
    var index = Int(truncatingIfNeeded: UInt64(symbol.raw) &* 0x9E37_79B9_7F4A_7C15 >> 32) & mask
    while keys[index] != Self.free, keys[index] != symbol { index = (index + 1) & mask }
    return index
  }

  private mutating func grow() {
    let old = zip(keys, slots)
    keys = ContiguousArray(repeating: Self.free, count: 2 * keys.count)
    slots = ContiguousArray(repeating: 0, count: keys.count)
    for (symbol, slot) in old where symbol != Self.free {
      let index = index(of: symbol)
      (keys[index], slots[index]) = (symbol, slot)
    }
  }
}
