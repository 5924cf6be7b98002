/// Finds the bytes of values inside a text that a `JSONDocument` has already accepted: a producer's
/// event or a request's id, to be kept or echoed exactly as it was sent.
///
/// On other texts the ranges mean nothing, but nothing outside `range` is ever touched.
package enum JSONRaw {
  /// The bytes of the member's value; nil when absent or when the range holds no object.
  package static func member(
    _ bytes: [UInt8], _ object: Range<Int>, _ name: StaticString
  ) -> Range<Int>? {
    let wanted = unsafe UnsafeBufferPointer(
      start: name.utf8Start, count: name.utf8CodeUnitCount)
    for member in members(bytes, object) {
      if unsafe matches(bytes, member.key, wanted) { return member.value }
    }
    return nil
  }

  /// The members of an object: the key between its quotes (escapes and all), and the value.
  package static func members(_ bytes: [UInt8], _ object: Range<Int>) -> Members {
    Members(cursor: Cursor(bytes: bytes, range: object, opening: 0x7B))
  }

  /// The elements of an array.
  package static func elements(_ bytes: [UInt8], _ array: Range<Int>) -> Elements {
    Elements(cursor: Cursor(bytes: bytes, range: array, opening: 0x5B))
  }

  /// Walks the members of an object.
  package struct Members: Sequence, IteratorProtocol {
    var cursor: Cursor

    /// The next member.
    package mutating func next() -> (key: Range<Int>, value: Range<Int>)? {
      guard let key = cursor.value() else { return nil }
      guard let value = cursor.value(), key.count >= 2 else { return nil }
      return (key: key.lowerBound + 1..<key.upperBound - 1, value: value)
    }
  }

  /// Walks the elements of an array.
  package struct Elements: Sequence, IteratorProtocol {
    var cursor: Cursor

    /// The next element.
    package mutating func next() -> Range<Int>? { cursor.value() }
  }

  // A key may be spelled with escapes; then the small reader decides.
  private static func matches(
    _ bytes: [UInt8], _ key: Range<Int>, _ wanted: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if bytes[key].contains(0x5C) {
      let quoted = Array(bytes[key.lowerBound - 1..<key.upperBound + 1])
      let document = JSONDocument()
      guard let root = try? document.parse(quoted, in: 0..<quoted.count) else { return false }
      return document.withString(root) { span in
        unsafe span.withUnsafeBufferPointer { unsafe $0.elementsEqual(wanted) }
      } ?? false
    }
    return unsafe bytes[key].elementsEqual(wanted)
  }

  /// Steps from value to value inside one container.
  struct Cursor {
    let bytes: [UInt8]
    var position: Int
    let end: Int

    init(bytes: [UInt8], range: Range<Int>, opening: UInt8) {
      self.bytes = bytes
      end = range.upperBound
      position = range.lowerBound
      skipBetween()
      let opens = position < end && bytes[position] == opening
      position = opens ? position + 1 : end
    }

    /// The next value, its white space and separators skipped; nil at the container's end.
    mutating func value() -> Range<Int>? {
      skipBetween()
      guard position < end else { return nil }
      let start = position
      switch bytes[start] {
      case 0x22: skipString()
      case 0x7B, 0x5B: skipContainer()
      case 0x7D, 0x5D: return nil
      default: skipScalar()
      }
      return start..<position
    }

    private mutating func skipBetween() {
      while position < end {
        switch bytes[position] {
        case 0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x3A: position += 1
        default: return
        }
      }
    }

    private mutating func skipScalar() {
      while position < end {
        switch bytes[position] {
        case 0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x7D, 0x5D: return
        default: position += 1
        }
      }
    }

    private mutating func skipString() {
      position += 1
      while position < end {
        let byte = bytes[position]
        position += byte == 0x5C ? 2 : 1
        if byte == 0x22 { break }
      }
      position = min(position, end)
    }

    private mutating func skipContainer() {
      var depth = 0
      while position < end {
        switch bytes[position] {
        case 0x22:
          skipString()
          continue
        case 0x7B, 0x5B: depth += 1
        case 0x7D, 0x5D: depth -= 1
        default: break
        }
        position += 1
        if depth == 0 { return }
      }
    }
  }
}
