import Glibc

// Texts lie one after the other in `bytes`; `ends[n]` is where text n ends. `table` is an open-addressed
// index of symbol numbers, at most half full; 0 marks a free place, as symbol 0 is never looked up.

/// The texts a team has met, each once: events carry their numbers in place of strings.
package struct Symbols: Sendable {
  private var bytes: ContiguousArray<UInt8> = []
  private var ends: ContiguousArray<UInt32> = [0]
  private var hashes: ContiguousArray<UInt32> = [0]
  private var table: ContiguousArray<UInt32>

  package init() {
    table = ContiguousArray(repeating: 0, count: 1024)
  }

  /// How many symbols there are, `none` included: every valid symbol's number is below it.
  package var count: Int { ends.count }

  /// The symbol of a UTF-8 text, made when it is new.
  package mutating func intern(_ text: Span<UInt8>) -> Symbol {
    if text.isEmpty { return .none }
    let hash = hashOf(text)
    let mask = table.count - 1
    var place = Int(hash) & mask
    while true {
      let candidate = table[place]
      if candidate == 0 { return insert(text, hash, at: place) }
      if hashes[Int(candidate)] == hash, equals(candidate, text) { return Symbol(raw: candidate) }
      place = (place + 1) & mask
    }
  }

  /// The symbol of a string, made when it is new.
  package mutating func intern(_ text: String) -> Symbol {
    intern(text.utf8.span)
  }

  /// The symbol of a text when there is one; looking up makes none.
  package func find(_ text: String) -> Symbol? { find(text.utf8.span) }

  /// The symbol of a UTF-8 text when there is one.
  package func find(_ span: Span<UInt8>) -> Symbol? {
    if span.isEmpty { return Symbol.none }
    let hash = hashOf(span)
    let mask = table.count - 1
    var place = Int(hash) & mask
    while table[place] != 0 {
      let candidate = table[place]
      if hashes[Int(candidate)] == hash, equals(candidate, span) { return Symbol(raw: candidate) }
      place = (place + 1) & mask
    }
    return nil
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

  private func equals(_ number: UInt32, _ text: Span<UInt8>) -> Bool {
    let known = range(number)
    guard known.count == text.count else { return false }
    return unsafe bytes.withUnsafeBytes { all in
      unsafe text.withUnsafeBytes { other in
        guard let left = all.baseAddress, let right = other.baseAddress else { return false }
        return unsafe memcmp(left + known.lowerBound, right, known.count) == 0
      }
    }
  }

  private mutating func insert(_ text: Span<UInt8>, _ hash: UInt32, at place: Int) -> Symbol {
    let number = UInt32(ends.count)
    for index in text.indices { bytes.append(text[index]) }
    ends.append(UInt32(bytes.count))
    hashes.append(hash)
    table[place] = number
    if ends.count * 2 > table.count { grow() }
    return Symbol(raw: number)
  }

  private mutating func grow() {
    table = ContiguousArray(repeating: 0, count: table.count * 4)
    let mask = table.count - 1
    for number in 1..<ends.count {
      var place = Int(hashes[number]) & mask
      while table[place] != 0 { place = (place + 1) & mask }
      table[place] = UInt32(number)
    }
  }
}

/// A fast hash of short texts: eight bytes a step, multiply and fold.
private func hashOf(_ text: Span<UInt8>) -> UInt32 {
  unsafe text.withUnsafeBytes { all in
    var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(all.count)
    var at = 0
    while at + 8 <= all.count {
      let word = unsafe all.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      hash = mixed(hash ^ word)
      at += 8
    }
    var rest: UInt64 = 0
    var shift: UInt64 = 0
    while at < all.count {
      let byte = unsafe all[at]
      rest |= UInt64(byte) << shift
      shift += 8
      at += 1
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
