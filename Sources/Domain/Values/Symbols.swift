// Texts lie one after the other in `bytes`; `ends[n]` is where text n ends. `table` is an open-addressed
// index, at most half full: a text's hash above, its number below, so that a look at another text's
// place costs one read; 0 marks a free place, as symbol 0 is never looked up.

/// The texts a team has met, each once: events carry their numbers in place of strings.
package struct Symbols: Sendable {
  private var bytes: ContiguousArray<UInt8> = []
  private var ends: ContiguousArray<UInt32> = [0]
  private var table: ContiguousArray<UInt64>
  /// What was read ahead, kept because the compiler leaves out reads that nobody wants.
  private var readAhead: UInt64 = 0
  private static let lookahead = 16

  /// What hashes begin with: a secret where names come from those who were not admitted, so that nobody
  /// can make all of them meet in one place.
  private let seed: UInt64

  package init(seed: UInt64 = 0) {
    self.seed = seed
    table = ContiguousArray(repeating: 0, count: 1024)
  }

  /// How many symbols there are, `none` included: every valid symbol's number is below it.
  package var count: Int { ends.count }

  /// The symbol of a UTF-8 text, made when it is new.
  package mutating func intern(_ text: Span<UInt8>) -> Symbol {
    if text.isEmpty { return .none }
    let hash = hashOf(text, seed)
    let place = place(of: text, hash)
    let entry = table[place]
    if entry == 0 { return insert(text, hash, at: place) }
    return Symbol(raw: UInt32(truncatingIfNeeded: entry))
  }

  /// Makes texts of another table known here, in the order in which they came there, from `names`' own
  /// count on up to `end`; `names` learns what each is here.
  ///
  /// `other` has those that are numbered from `first` on there.
  package mutating func adopt(
    _ other: borrowing SymbolTexts, from first: Int, upTo end: Int, into names: inout [Symbol]
  ) {
    while names.count < end {
      // Number 0 is the empty text, in every table and in all texts of it.
      let group = names.count - first + 1..<min(names.count + Self.lookahead, end) - first + 1
      // The looks at the places of a group wait for memory together, not one after the other.
      for number in group { readAhead ^= other.withUTF8(number) { glance($0) } }
      for number in group { names.append(other.withUTF8(number) { intern($0) }) }
    }
  }

  /// What is in the place in which a text would be looked for first.
  private func glance(_ text: Span<UInt8>) -> UInt64 {
    table[Int(hashOf(text, seed)) & (table.count - 1)]
  }

  /// The symbol of a string, made when it is new.
  package mutating func intern(_ text: String) -> Symbol {
    intern(text.utf8.span)
  }

  /// The texts alone, by their numbers; it copies none.
  package var texts: SymbolTexts { SymbolTexts(of: bytes, ends: ends) }

  /// The texts from a number on, which is 1 there.
  package func texts(from first: Int) -> SymbolTexts {
    let start = ends[first - 1]
    return SymbolTexts(
      of: ContiguousArray(bytes[Int(start)...]),
      ends: [0] + ContiguousArray(ends[first...].map { $0 - start }))
  }

  /// Bytes of all texts.
  package var byteCount: Int { bytes.count }

  /// What was there at a moment, to go back to.
  package struct Mark {
    fileprivate let count: Int
    fileprivate let places: Int
  }

  package var mark: Mark { Mark(count: ends.count, places: table.count) }

  /// Forgets what was made since, of which the caller knows that nobody keeps it; after the table has
  /// grown all stays.
  package mutating func rollBack(to mark: Mark) {
    guard table.count == mark.places else { return }
    // The newest first: no older text was put behind its place in the table.
    while ends.count > mark.count {
      let number = UInt32(ends.count - 1)
      let text = range(number)
      var place = Int(hashOf(bytes.span.extracting(text), seed)) & (table.count - 1)
      while UInt32(truncatingIfNeeded: table[place]) != number {
        place = (place + 1) & (table.count - 1)
      }
      table[place] = 0
      bytes.removeLast(text.count)
      ends.removeLast()
    }
  }

  /// The symbol of a text when there is one; looking up makes none.
  package func find(_ text: String) -> Symbol? { find(text.utf8.span) }

  /// The symbol of a UTF-8 text when there is one.
  package func find(_ span: Span<UInt8>) -> Symbol? {
    if span.isEmpty { return Symbol.none }
    let entry = table[place(of: span, hashOf(span, seed))]
    return entry == 0 ? nil : Symbol(raw: UInt32(truncatingIfNeeded: entry))
  }

  /// The hash by which a text is looked for in a table without a seed.
  package static func hash(of text: Span<UInt8>) -> UInt32 { hashOf(text, 0) }

  /// The symbol of a UTF-8 text of this hash when there is one.
  package func find(_ text: Span<UInt8>, hash: UInt32) -> Symbol? {
    let entry = table[place(of: text, hash)]
    return entry == 0 ? nil : Symbol(raw: UInt32(truncatingIfNeeded: entry))
  }

  /// Reads ahead what looking for texts of these hashes, sixteen at most, will read, so that they wait
  /// for memory together.
  package mutating func glance(_ hashes: Span<UInt32>) {
    var numbers = InlineArray<16, Int>(repeating: 0)
    let mask = table.count - 1
    for index in hashes.indices {
      numbers[index] = Int(UInt32(truncatingIfNeeded: table[Int(hashes[index]) & mask]))
    }
    for index in hashes.indices { numbers[index] = Int(ends[max(numbers[index], 1) - 1]) }
    for index in hashes.indices where numbers[index] < bytes.count {
      readAhead ^= UInt64(bytes[numbers[index]])
    }
  }

  /// The place in the table where a text is, or where it would be put.
  @inline(__always)
  private func place(of text: Span<UInt8>, _ hash: UInt32) -> Int {
    let mask = table.count - 1
    var place = Int(hash) & mask
    while table[place] != 0 {
      let entry = table[place]
      if UInt32(truncatingIfNeeded: entry >> 32) == hash,
        equals(UInt32(truncatingIfNeeded: entry), text)
      {
        break
      }
      place = (place + 1) & mask
    }
    return place
  }

  /// The text of a symbol.
  package func text(_ symbol: Symbol) -> String {
    String(decoding: bytes[range(symbol.raw)], as: UTF8.self)
  }

  /// Hands out a symbol's UTF-8 without copying it.
  package func withUTF8<R>(_ symbol: Symbol, _ body: (Span<UInt8>) -> R) -> R {
    body(bytes.span.extracting(range(symbol.raw)))
  }

  private func range(_ number: UInt32) -> Range<Int> {
    number == 0 ? 0..<0 : Int(ends[Int(number) - 1])..<Int(ends[Int(number)])
  }

  @inline(__always)
  private func equals(_ number: UInt32, _ text: Span<UInt8>) -> Bool {
    let known = range(number)
    let count = text.count
    guard known.count == count else { return false }
    return unsafe bytes.withUnsafeBytes { all in
      unsafe text.withUnsafeBytes { other in
        // reason: both ranges lie inside their buffers; words are read only where eight bytes are left.
        var at = 0
        while at &+ 8 <= count {
          if unsafe all.loadUnaligned(fromByteOffset: known.lowerBound &+ at, as: UInt64.self)
            != other.loadUnaligned(fromByteOffset: at, as: UInt64.self)
          {
            return false
          }
          at &+= 8
        }
        while at < count {
          if unsafe all[known.lowerBound &+ at] != other[at] { return false }
          at &+= 1
        }
        return true
      }
    }
  }

  @inline(never)
  private mutating func insert(_ text: Span<UInt8>, _ hash: UInt32, at place: Int) -> Symbol {
    let number = UInt32(ends.count)
    for index in text.indices { bytes.append(text[index]) }
    ends.append(UInt32(bytes.count))
    table[place] = UInt64(hash) << 32 | UInt64(number)
    if ends.count * 2 > table.count { grow() }
    return Symbol(raw: number)
  }

  private mutating func grow() {
    let old = table
    table = ContiguousArray(repeating: 0, count: old.count * 2)
    let mask = table.count - 1
    for entry in old where entry != 0 {
      var place = Int(entry >> 32) & mask
      while table[place] != 0 { place = (place + 1) & mask }
      table[place] = entry
    }
  }
}

/// A fast hash of short texts: eight bytes a step, multiply and fold.
@inline(__always)
private func hashOf(_ text: Span<UInt8>, _ seed: UInt64) -> UInt32 {
  unsafe text.withUnsafeBytes { all in
    var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(all.count) ^ seed
    var at = 0
    while at &+ 8 <= all.count {
      let word = unsafe all.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      hash = mixed(hash ^ word)
      at &+= 8
    }
    var rest: UInt64 = 0
    if at > 0, at < all.count {
      // The last eight bytes again, whatever of them was read before.
      rest = unsafe all.loadUnaligned(fromByteOffset: all.count &- 8, as: UInt64.self)
    } else {
      while at < all.count {
        rest = unsafe rest << 8 | UInt64(all[at])
        at &+= 1
      }
    }
    hash = mixed(hash ^ rest)
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}

/// One step of the hash: the 128-bit product folded to 64 bits.
@inline(__always)
func mixed(_ value: UInt64) -> UInt64 {
  let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
  return product.high ^ product.low
}
