/// Walks JSON that is known to be well formed, and tells of plain values only.
struct PlainCursor {
  private var at = 0
  private let end: Int
  /// Behind the value that was begun with `open` last.
  private(set) var isClosed = false
  private var isFirst = false

  init(_ count: Int) { end = count }

  /// Whether all was read.
  var isDone: Bool { isClosed && at == end }

  /// Whether the bytes at a place are this text.
  @inline(__always)
  static func isSame(_ bytes: Span<UInt8>, _ place: Range<Int>, _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard place.count == count else { return false }
    return unsafe bytes.withUnsafeBufferPointer { all in
      // reason: the place lies inside the bytes, and the text has as many.
      guard let start = all.baseAddress else { return false }
      for offset in 0..<count
      where unsafe start[place.lowerBound + offset] != text.utf8Start[offset] { return false }
      return true
    }
  }

  /// Goes into an object.
  @inline(__always)
  mutating func open(_ bytes: Span<UInt8>) -> Bool {
    pass(bytes)
    guard at < end, bytes[at] == UInt8(ascii: "{") else { return false }
    at += 1
    (isFirst, isClosed) = (true, false)
    return true
  }

  /// The next key, with the colon behind it passed; nil at the object's end, then `isClosed`, and where
  /// something is not plain.
  @inline(__always)
  mutating func key(_ bytes: Span<UInt8>) -> Range<Int>? {
    isClosed = false
    pass(bytes)
    guard at < end else { return nil }
    if bytes[at] == UInt8(ascii: "}") {
      at += 1
      (isClosed, isFirst) = (true, false)
      return nil
    }
    if !isFirst {
      guard bytes[at] == UInt8(ascii: ",") else { return nil }
      at += 1
      pass(bytes)
    }
    isFirst = false
    var key = 0..<0
    guard text(bytes, &key) else { return nil }
    pass(bytes)
    guard at < end, bytes[at] == UInt8(ascii: ":") else { return nil }
    at += 1
    pass(bytes)
    return key
  }

  /// A text without escapes.
  @inline(__always)
  mutating func text(_ bytes: Span<UInt8>, _ place: inout Range<Int>) -> Bool {
    guard at < end, bytes[at] == UInt8(ascii: "\"") else { return false }
    let start = at + 1
    let found = plainEnd(bytes, start)
    guard found < end, bytes[found] == UInt8(ascii: "\"") else { return false }
    place = start..<found
    at = found + 1
    return true
  }

  /// A text without escapes that says something.
  @inline(__always)
  mutating func filled(_ bytes: Span<UInt8>, _ place: inout Range<Int>) -> Bool {
    text(bytes, &place) && !place.isEmpty
  }

  /// A text of which nothing is asked.
  mutating func someText(_ bytes: Span<UInt8>) -> Bool {
    at < end && bytes[at] == UInt8(ascii: "\"") && skip(bytes)
  }

  /// A whole number that is not negative and has at most fifteen digits.
  mutating func number(_ bytes: Span<UInt8>, _ value: inout Int64?) -> Bool {
    let start = at
    var sum: Int64 = 0
    while at < end, bytes[at] &- UInt8(ascii: "0") <= 9 {
      sum = sum &* 10 &+ Int64(bytes[at] &- UInt8(ascii: "0"))
      at += 1
      guard at - start <= 15 else { return false }
    }
    guard at > start, at < end else { return false }
    switch bytes[at] {
    case UInt8(ascii: ","), UInt8(ascii: "}"), 0x09, 0x0A, 0x0D, 0x20:
      value = sum
      return true
    default: return false
    }
  }

  /// Passes any value.
  mutating func skip(_ bytes: Span<UInt8>) -> Bool {
    var depth = 0
    repeat {
      guard at < end else { return false }
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        while at < end, bytes[at] != UInt8(ascii: "\"") {
          at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        // The end of what is around a scalar: that is passed already.
        if depth < 0 { return true }
      case UInt8(ascii: ",") where depth == 0: return true
      default: break
      }
      at += 1
    } while depth > 0 || at < end && !isEndOfValue(bytes[at])
    return true
  }

  private func isEndOfValue(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
  }

  @inline(__always)
  private mutating func pass(_ bytes: Span<UInt8>) {
    while at < end, bytes[at] <= 0x20 { at += 1 }
  }

  /// The first quote or backslash from a place on, eight bytes a step.
  @inline(__always)
  private func plainEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs = ones &<< 7
    let (quotes, slashes) = (ones &* 0x22, ones &* 0x5C)
    var place = start
    return unsafe bytes.withUnsafeBytes { all in
      // reason: words are read only where eight bytes are left.
      while place &+ 8 <= end {
        let word = unsafe UInt64(
          littleEndian: all.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        let (a, b) = (word ^ quotes, word ^ slashes)
        let found = ((a &- ones) & ~a | (b &- ones) & ~b) & highs
        if found != 0 { return place &+ found.trailingZeroBitCount &>> 3 }
        place &+= 8
      }
      while place < end, unsafe all[place] != 0x22, unsafe all[place] != 0x5C { place &+= 1 }
      return place
    }
  }
}
