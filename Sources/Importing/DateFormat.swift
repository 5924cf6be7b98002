/// A way to read instants: ISO 8601 with an offset, or a pattern of `strptime` letters.
///
/// Days and clock times without an offset are read in a fixed offset that the mapping states; named
/// zones belong to the daemon, which knows where each member lives.
package struct DateFormat: Equatable, Sendable {
  package enum Item: Equatable, Sendable {
    case literal(UInt8)
    case year, month, monthName, day, hour, minute, second, fraction, offset
  }

  /// The pattern as the mapping states it, for messages.
  package let name: String
  /// Nil for `iso`.
  package let items: [Item]?
  /// Offset in seconds of texts that carry none; nil when only texts with an offset are dates.
  package let offset: Int64?
  /// Seconds after midnight of days that come without a clock time.
  package let timeOfDay: Int64

  package init(name: String, items: [Item]?, offset: Int64?, timeOfDay: Int64) {
    self.name = name
    self.items = items
    self.offset = offset
    self.timeOfDay = timeOfDay
  }

  /// Microseconds since 1970 UTC of the text in `range` of `bytes`; nil when it is no date.
  package func instant(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
    var scan = DateScan(bytes, range)
    guard let items else {
      guard scan.iso(), scan.at == range.upperBound else { return nil }
      return scan.instant(offset: offset, timeOfDay: timeOfDay)
    }
    for item in items {
      guard scan.take(item) else { return nil }
    }
    guard scan.at == range.upperBound else { return nil }
    return scan.instant(offset: offset, timeOfDay: timeOfDay)
  }

  /// The items of a `strptime` pattern; nil with the first letter that is not understood.
  package static func items(of pattern: String) -> (items: [Item], unknown: String?) {
    var items: [Item] = []
    var letters = pattern.utf8.makeIterator()
    while let byte = letters.next() {
      guard byte == UInt8(ascii: "%") else {
        items.append(.literal(byte))
        continue
      }
      guard let letter = letters.next() else { return (items, "%") }
      switch letter {
      case UInt8(ascii: "Y"): items.append(.year)
      case UInt8(ascii: "m"): items.append(.month)
      case UInt8(ascii: "b"): items.append(.monthName)
      case UInt8(ascii: "d"): items.append(.day)
      case UInt8(ascii: "H"): items.append(.hour)
      case UInt8(ascii: "M"): items.append(.minute)
      case UInt8(ascii: "S"): items.append(.second)
      case UInt8(ascii: "f"): items.append(.fraction)
      case UInt8(ascii: "z"): items.append(.offset)
      case UInt8(ascii: "%"): items.append(.literal(letter))
      default: return (items, "%" + String(UnicodeScalar(letter)))
      }
    }
    return (items, nil)
  }

  /// Seconds of a fixed offset written `UTC`, `Z` or `+01:00`; nil for anything else.
  package static func fixedOffset(_ text: String) -> Int64? {
    if text == "UTC" { return 0 }
    let bytes = Array(text.utf8)
    var scan = DateScan(bytes, 0..<bytes.count)
    guard scan.take(.offset), scan.at == bytes.count else { return nil }
    return scan.offset
  }
}
