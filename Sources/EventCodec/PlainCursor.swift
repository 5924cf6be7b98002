/// Walks JSON and tells of plain values only.
///
/// Where it is not strict, the bytes are known to be well formed, and all that is not asked for is passed.
struct PlainCursor {
  private var at = 0
  private let end: Int
  let isStrict: Bool
  /// Behind the value that was begun with `open` last.
  private(set) var isClosed = false
  private var isFirst = false

  @inline(__always)
  init(_ count: Int, isStrict: Bool) {
    end = count
    self.isStrict = isStrict
  }

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

  /// Whether the bytes at two places are the same.
  @inline(__always)
  static func isSame(_ bytes: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
    one.count == other.count
      && (0..<one.count).allSatisfy {
        bytes[one.lowerBound + $0] == bytes[other.lowerBound + $0]
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
    var key = TextPlace()
    guard text(bytes, &key) else { return nil }
    pass(bytes)
    guard at < end, bytes[at] == UInt8(ascii: ":") else { return nil }
    at += 1
    pass(bytes)
    return key.range
  }

  /// A text without escapes, for a place that has none yet.
  @inline(__always)
  mutating func text(_ bytes: Span<UInt8>, _ place: inout TextPlace) -> Bool {
    guard place.isEmpty, at < end, bytes[at] == UInt8(ascii: "\"") else { return false }
    let start = at + 1
    let found = plainEnd(bytes, start)
    guard found < end, bytes[found] == UInt8(ascii: "\"") else { return false }
    // An empty one could come twice without being noticed.
    if isStrict, found == start { return false }
    place = TextPlace(start..<found)
    at = found + 1
    return true
  }

  /// A text without escapes that says something.
  @inline(__always)
  mutating func filled(_ bytes: Span<UInt8>, _ place: inout TextPlace) -> Bool {
    text(bytes, &place) && !place.isEmpty
  }

  /// A text of which nothing is asked.
  @inline(__always)
  mutating func someText(_ bytes: Span<UInt8>, _ place: inout TextPlace) -> Bool {
    if isStrict { return text(bytes, &place) }
    return at < end && bytes[at] == UInt8(ascii: "\"") && skip(bytes)
  }

  /// A whole number that is not negative and has at most fifteen digits, where none has been told.
  mutating func number(_ bytes: Span<UInt8>, _ value: inout Int64?) -> Bool {
    guard value == nil else { return false }
    let start = at
    var sum: Int64 = 0
    while at < end, bytes[at] &- UInt8(ascii: "0") <= 9 {
      sum = sum &* 10 &+ Int64(bytes[at] &- UInt8(ascii: "0"))
      at += 1
      guard at - start <= 15 else { return false }
    }
    guard at > start, at < end else { return false }
    if at - start > 1, bytes[start] == UInt8(ascii: "0") { return false }
    switch bytes[at] {
    case UInt8(ascii: ","), UInt8(ascii: "}"), 0x09, 0x0A, 0x0D, 0x20:
      value = sum
      return true
    default: return false
    }
  }

  /// Passes and checks a text, a whole number, or a list of texts; gives up on all else.
  mutating func passPlain(_ bytes: Span<UInt8>) -> Bool {
    guard at < end else { return false }
    if bytes[at] == UInt8(ascii: "[") { return passTexts(bytes) }
    var (place, value) = (TextPlace(), Int64?.none)
    return bytes[at] == UInt8(ascii: "\"") ? text(bytes, &place) : number(bytes, &value)
  }

  private mutating func passTexts(_ bytes: Span<UInt8>) -> Bool {
    at += 1
    pass(bytes)
    if at < end, bytes[at] == UInt8(ascii: "]") {
      at += 1
      return true
    }
    while true {
      var place = TextPlace()
      guard text(bytes, &place) else { return false }
      pass(bytes)
      guard at < end, bytes[at] == UInt8(ascii: ",") || bytes[at] == UInt8(ascii: "]") else {
        return false
      }
      at += 1
      if bytes[at - 1] == UInt8(ascii: "]") { return true }
      pass(bytes)
    }
  }

  /// Passes any value; a strict walk, which would have to check it, gives up.
  mutating func skip(_ bytes: Span<UInt8>) -> Bool {
    if isStrict { return false }
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

  @inline(__always)
  private func isStop(_ byte: UInt8) -> Bool {
    byte == 0x22 || byte == 0x5C || isStrict && !(0x20..<0x80 ~= byte)
  }

  private func isEndOfValue(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
  }

  @inline(__always)
  private mutating func pass(_ bytes: Span<UInt8>) {
    while at < end, bytes[at] <= 0x20 {
      guard bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0A || bytes[at] == 0x0D else {
        return
      }
      at += 1
    }
  }

  /// The first quote or backslash from a place on, eight bytes a step; a strict walk stops at control
  /// characters, too, and at all that is not ASCII.
  @inline(__always)
  private func plainEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs = ones &<< 7
    let (quotes, slashes) = (ones &* 0x22, ones &* 0x5C)
    let (others, below) = isStrict ? (highs, ones &* 0x20) : (0, 0)
    var place = start
    return unsafe bytes.withUnsafeBytes { all in
      // reason: words are read only where eight bytes are left.
      while place &+ 8 <= end {
        let word = unsafe UInt64(
          littleEndian: all.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        let (a, b) = (word ^ quotes, word ^ slashes)
        // A byte is marked falsely only above one that is marked rightly, and the lowest is asked for.
        let found =
          ((a &- ones) & ~a | (b &- ones) & ~b | (word &- below) & ~word) & highs | word & others
        if found != 0 { return place &+ found.trailingZeroBitCount &>> 3 }
        place &+= 8
      }
      while place < end, unsafe !isStop(all[place]) { place &+= 1 }
      return place
    }
  }
}
