package import Domain

extension CaptureRow {
  /// Bytes of a row.
  package static let byteCount = 64

  /// Appends the row's eight words.
  @inline(__always)
  package func append(to bytes: inout [UInt8]) {
    let words = packed
    for place in 0..<8 { Words.append(words[place], to: &bytes) }
  }

  /// The row whose bytes begin at a place; nil where no event leads to it.
  ///
  /// All names must have numbers below `names`.
  @inline(__always)
  package init?(_ bytes: Span<UInt8>, at place: Int, names: UInt32) {
    var words = Packed(repeating: 0)
    for number in 0..<8 { words[number] = Words.number(bytes, at: place &+ number &* 8) }
    self.init(words, names: names)
  }
}

extension SymbolTexts {
  /// Appends where each text ends, then the texts.
  package func append(to result: inout [UInt8]) {
    for end in ends.dropFirst() { Words.append(end, to: &result) }
    result.append(contentsOf: bytes)
  }

  /// Reads so many texts of so many bytes, which begin at a place and must all be there; nil where they
  /// do not follow one another.
  package init?(_ source: Span<UInt8>, at place: Int, count: Int, byteCount: Int) {
    var ends: ContiguousArray<UInt32> = [0]
    ends.reserveCapacity(count + 1)
    for number in 0..<count {
      ends.append(Words.number(source, at: place + number * 4))
    }
    let start = place + count * 4
    let texts = source.extracting(start..<start + byteCount)
    self.init(
      bytes: unsafe texts.withUnsafeBufferPointer { unsafe ContiguousArray($0) }, ends: ends)
  }
}
