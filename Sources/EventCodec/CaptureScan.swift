import Domain

/// Finds the members of a frequent capture in the bytes of a record, without a tree of nodes.
///
/// Only for bytes that a parser has accepted before, as all that is in a log has been: what it tells of
/// others means nothing, though it never reads beside them. It gives up on whatever is not plain (an
/// escape, a number with a fraction, a text that is too long), and then the parser has its say again.
struct CaptureScan {
  /// Where a text lies; empty where there is none.
  typealias Place = Range<Int>

  private(set) var id: Place = 0..<0
  private(set) var source: Place = 0..<0
  private(set) var type: Place = 0..<0
  private(set) var subject: Place = 0..<0
  private(set) var time: Place = 0..<0
  private var version: Place = 0..<0
  private(set) var data = CaptureDataScan()
  private var hasData = false
  private var cursor: PlainCursor

  /// Nil where the bytes are no plain capture.
  init?(_ bytes: Span<UInt8>) {
    cursor = PlainCursor(bytes.count)
    guard cursor.open(bytes) else { return nil }
    while let key = cursor.key(bytes) {
      guard member(key, bytes) else { return nil }
    }
    guard cursor.isDone, hasData, PlainCursor.isSame(bytes, version, "1.0"), isNamed else {
      return nil
    }
  }

  private var isNamed: Bool {
    !id.isEmpty && !source.isEmpty && !type.isEmpty
      && max(id.count, source.count, type.count, subject.count) <= EventDecoder.longestName
  }

  private mutating func member(_ key: Place, _ bytes: Span<UInt8>) -> Bool {
    switch key.count {
    case 2 where PlainCursor.isSame(bytes, key, "id"): return cursor.filled(bytes, &id)
    case 4 where PlainCursor.isSame(bytes, key, "type"): return cursor.filled(bytes, &type)
    case 4 where PlainCursor.isSame(bytes, key, "time"): return cursor.filled(bytes, &time)
    case 4 where PlainCursor.isSame(bytes, key, "data"):
      hasData = true
      return data.scan(bytes, &cursor)
    case 6 where PlainCursor.isSame(bytes, key, "source"): return cursor.filled(bytes, &source)
    case 7 where PlainCursor.isSame(bytes, key, "subject"): return cursor.filled(bytes, &subject)
    case 11 where PlainCursor.isSame(bytes, key, "specversion"):
      return cursor.text(bytes, &version)
    default: return cursor.skip(bytes)
    }
  }
}

/// The members of a capture's data.
struct CaptureDataScan {
  /// The texts that become names, in the order in which they stand.
  enum Name: UInt8 { case metric, deal, account, stage, reason, currency }

  private(set) var texts: InlineArray<6, Range<Int>> = .init(repeating: 0..<0)
  private(set) var order: InlineArray<6, UInt8> = .init(repeating: 0)
  private(set) var named = 0
  private(set) var contact = 0..<0
  private(set) var count: Int64?
  private(set) var minutes: Int64?
  private(set) var amount: Int64?
  private(set) var hasCredit = false

  subscript(name: Name) -> Range<Int> { texts[Int(name.rawValue)] }

  fileprivate mutating func scan(_ bytes: Span<UInt8>, _ cursor: inout PlainCursor) -> Bool {
    guard cursor.open(bytes) else { return false }
    while let key = cursor.key(bytes) {
      guard member(key, bytes, &cursor) else { return false }
    }
    return cursor.isClosed
  }

  private mutating func member(
    _ key: Range<Int>, _ bytes: Span<UInt8>, _ cursor: inout PlainCursor
  ) -> Bool {
    switch key.count {
    case 4 where PlainCursor.isSame(bytes, key, "deal"): return name(.deal, bytes, &cursor)
    case 4 where PlainCursor.isSame(bytes, key, "note"): return cursor.someText(bytes)
    case 5 where PlainCursor.isSame(bytes, key, "stage"): return name(.stage, bytes, &cursor)
    case 5 where PlainCursor.isSame(bytes, key, "state"): return cursor.someText(bytes)
    case 5 where PlainCursor.isSame(bytes, key, "count"): return cursor.number(bytes, &count)
    case 6 where PlainCursor.isSame(bytes, key, "metric"): return name(.metric, bytes, &cursor)
    case 6 where PlainCursor.isSame(bytes, key, "reason"): return name(.reason, bytes, &cursor)
    case 6 where PlainCursor.isSame(bytes, key, "result"): return cursor.someText(bytes)
    case 6 where PlainCursor.isSame(bytes, key, "amount"): return cursor.number(bytes, &amount)
    case 6 where PlainCursor.isSame(bytes, key, "credit"):
      hasCredit = true
      return cursor.skip(bytes)
    case 7 where PlainCursor.isSame(bytes, key, "minutes"): return cursor.number(bytes, &minutes)
    case 7 where PlainCursor.isSame(bytes, key, "account"):
      return name(.account, bytes, &cursor)
    case 7 where PlainCursor.isSame(bytes, key, "contact"): return cursor.text(bytes, &contact)
    case 8 where PlainCursor.isSame(bytes, key, "currency"):
      return name(.currency, bytes, &cursor)
    default: return cursor.skip(bytes)
    }
  }

  private mutating func name(
    _ name: Name, _ bytes: Span<UInt8>, _ cursor: inout PlainCursor
  ) -> Bool {
    var place = 0..<0
    guard named < 6, cursor.text(bytes, &place), !place.isEmpty,
      place.count <= EventDecoder.longestName
    else { return false }
    texts[Int(name.rawValue)] = place
    order[named] = name.rawValue
    named += 1
    return true
  }
}
