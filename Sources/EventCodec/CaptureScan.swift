import Domain

/// Finds the members of a frequent capture in the bytes of an event, without a tree of nodes.
///
/// It gives up on whatever is not plain (an escape, a number with a fraction, a text that is too long), and
/// then the parser has its say. Of bytes that nobody has checked it takes less still: texts of ASCII, each
/// member once, few that it does not know, so that what it takes is JSON without a further look.
struct CaptureScan {
  private(set) var id = TextPlace()
  private(set) var source = TextPlace()
  private(set) var type = TextPlace()
  private(set) var subject = TextPlace()
  private(set) var time = TextPlace()
  private var version = TextPlace()
  private(set) var data = CaptureDataScan()
  private var hasData = false
  private var others = OtherMembers()
  private var cursor: PlainCursor

  /// Reads bytes that a parser has accepted before, as all that is in a log has been; nil where they are
  /// no plain capture.
  ///
  /// What it tells of others means nothing, though it never reads beside them.
  init?(checked bytes: Span<UInt8>) { self.init(bytes, isStrict: false) }

  /// Reads bytes that may be anything; nil where they are no plain capture.
  @inline(__always)
  init?(unchecked bytes: Span<UInt8>) { self.init(bytes, isStrict: true) }

  @inline(__always)
  private init?(_ bytes: Span<UInt8>, isStrict: Bool) {
    cursor = PlainCursor(bytes.count, isStrict: isStrict)
    guard bytes.count <= TextPlace.mostBytes, cursor.open(bytes) else { return nil }
    while let key = cursor.key(bytes) {
      guard member(key, bytes) else { return nil }
    }
    guard cursor.isDone, hasData, PlainCursor.isSame(bytes, version.range, "1.0"), isNamed else {
      return nil
    }
  }

  private var isNamed: Bool {
    !id.isEmpty && !source.isEmpty && !type.isEmpty
      && max(id.count, source.count, type.count, subject.count) <= EventDecoder.longestName
  }

  private mutating func member(_ key: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    switch key.count {
    case 2 where PlainCursor.isSame(bytes, key, "id"): return cursor.filled(bytes, &id)
    case 4 where PlainCursor.isSame(bytes, key, "type"): return cursor.filled(bytes, &type)
    case 4 where PlainCursor.isSame(bytes, key, "time"): return cursor.filled(bytes, &time)
    case 4 where PlainCursor.isSame(bytes, key, "data") && !hasData:
      hasData = true
      return data.scan(bytes, &cursor)
    case 6 where PlainCursor.isSame(bytes, key, "source"): return cursor.filled(bytes, &source)
    case 7 where PlainCursor.isSame(bytes, key, "subject"): return cursor.filled(bytes, &subject)
    // What has one is a message, whatever else it has.
    case 7 where PlainCursor.isSame(bytes, key, "jsonrpc"): return cursor.skip(bytes)
    case 11 where PlainCursor.isSame(bytes, key, "specversion"):
      return cursor.filled(bytes, &version)
    default: return others.pass(key, bytes, &cursor)
    }
  }
}

/// Where a text lies in a line that is not long; empty where there is none.
///
/// Small, as a scan has twenty of them and is passed on by value.
struct TextPlace {
  static let mostBytes = Int(UInt16.max)
  private var start: UInt16 = 0
  private var end: UInt16 = 0

  init() {}

  init(_ range: Range<Int>) {
    start = UInt16(range.lowerBound)
    end = UInt16(range.upperBound)
  }

  var range: Range<Int> { Int(start)..<Int(end) }
  var isEmpty: Bool { start == end }
  var count: Int { Int(end) - Int(start) }
}

/// The members of a capture's data.
struct CaptureDataScan {
  /// The texts that become names, in the order in which they stand.
  enum Name: UInt8 { case metric, deal, account, stage, reason, currency }

  private(set) var texts: InlineArray<6, TextPlace> = .init(repeating: TextPlace())
  private(set) var order: InlineArray<6, UInt8> = .init(repeating: 0)
  private(set) var named = 0
  private(set) var contact = TextPlace()
  private var note = TextPlace()
  private var state = TextPlace()
  private var result = TextPlace()
  private var others = OtherMembers()
  private(set) var count: Int64?
  private(set) var minutes: Int64?
  private(set) var amount: Int64?
  private(set) var hasCredit = false

  subscript(name: Name) -> Range<Int> { texts[Int(name.rawValue)].range }

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
    case 4 where PlainCursor.isSame(bytes, key, "note"): return cursor.someText(bytes, &note)
    case 5 where PlainCursor.isSame(bytes, key, "stage"): return name(.stage, bytes, &cursor)
    case 5 where PlainCursor.isSame(bytes, key, "state"): return cursor.someText(bytes, &state)
    case 5 where PlainCursor.isSame(bytes, key, "count"): return cursor.number(bytes, &count)
    case 6 where PlainCursor.isSame(bytes, key, "metric"): return name(.metric, bytes, &cursor)
    case 6 where PlainCursor.isSame(bytes, key, "reason"): return name(.reason, bytes, &cursor)
    case 6 where PlainCursor.isSame(bytes, key, "result"): return cursor.someText(bytes, &result)
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
    default: return others.pass(key, bytes, &cursor)
    }
  }

  private mutating func name(
    _ name: Name, _ bytes: Span<UInt8>, _ cursor: inout PlainCursor
  ) -> Bool {
    var place = texts[Int(name.rawValue)]
    guard named < 6, cursor.filled(bytes, &place), place.count <= EventDecoder.longestName else {
      return false
    }
    texts[Int(name.rawValue)] = place
    order[named] = name.rawValue
    named += 1
    return true
  }
}

/// The members of an object that nobody asks for.
private struct OtherMembers {
  private static let most = 4
  private var keys: InlineArray<4, TextPlace> = .init(repeating: TextPlace())
  private var count = 0

  /// Passes the value behind a key; a strict walk gives up where the key came before, and after a few.
  @inline(__always)
  mutating func pass(_ key: Range<Int>, _ bytes: Span<UInt8>, _ cursor: inout PlainCursor) -> Bool {
    guard cursor.isStrict else { return cursor.skip(bytes) }
    guard count < Self.most else { return false }
    for place in 0..<count where PlainCursor.isSame(bytes, key, keys[place].range) { return false }
    keys[count] = TextPlace(key)
    count += 1
    return cursor.passPlain(bytes)
  }
}
