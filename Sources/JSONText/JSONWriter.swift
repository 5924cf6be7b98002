/// Builds JSON text in a byte array; puts the commas itself.
///
/// The caller keeps the shape right (a key before each member's value, every begin ended). What is
/// written is always valid UTF-8: bytes that are not become U+FFFD.
public struct JSONWriter: Sendable {
  /// What has been written so far; whoever changes it keeps it whole JSON values.
  package var bytes: [UInt8]
  // True when the next value or key needs a comma before it.
  private var follows = false

  package init(reservingCapacity capacity: Int = 256) {
    bytes = []
    if capacity > 0 { bytes.reserveCapacity(capacity) }
  }

  /// What has been written so far, as a String.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Forgets what was written and keeps the memory.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    follows = false
  }

  /// Ends a line; the next value starts afresh.
  package mutating func endLine() {
    bytes.append(0x0A)
    follows = false
  }

  package mutating func beginObject() { open(0x7B) }
  package mutating func endObject() { close(0x7D) }
  package mutating func beginArray() { open(0x5B) }
  package mutating func endArray() { close(0x5D) }

  /// A member's name that needs no escaping, known at compile time.
  package mutating func key(_ name: StaticString) {
    let text = unsafe UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    unsafe put("\"", text, "\":")
    follows = false
  }

  /// A member's name of any text.
  // Disfavoured, because a literal would otherwise be a String and pay for escaping.
  @_disfavoredOverload
  package mutating func key(_ name: String) {
    string(name)
    bytes.append(0x3A)
    follows = false
  }

  /// A string value that needs no escaping, known at compile time.
  package mutating func string(plain text: StaticString) {
    let text = unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    unsafe put("\"", text, "\"")
    follows = true
  }

  /// A string value.
  package mutating func string(_ text: String) {
    var copy = text
    copy.withUTF8 { buffer in unsafe string(buffer.span) }
  }

  /// A string value that ends in a number: `opening` is its JSON up to there.
  package mutating func string(opening: [UInt8], _ number: UInt64) {
    unsafe opening.withUnsafeBufferPointer { unsafe put("", $0, "") }
    follows = false
    put(number, isNegative: false, "\"")
    follows = true
  }

  /// How a value begins, known at compile time: what is written next stands inside it.
  package mutating func opening(_ json: StaticString) {
    let json = unsafe UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount)
    unsafe put("", json, "")
    follows = false
  }

  /// How what an `opening` began ends, known at compile time.
  package mutating func closing(_ json: StaticString) {
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
    follows = true
  }

  /// A part of a value that was made before: what is written next stands inside it.
  package mutating func part(_ json: [UInt8]) {
    bytes.append(contentsOf: json)
    follows = false
  }

  /// A string value out of UTF-8 bytes.
  package mutating func string(_ utf8: Span<UInt8>) {
    if isPlain(utf8) {
      unsafe utf8.withUnsafeBufferPointer { unsafe put("\"", $0, "\"") }
    } else {
      comma()
      bytes.append(0x22)
      escape(utf8)
      bytes.append(0x22)
    }
    follows = true
  }

  package mutating func null() { literal("null") }
  package mutating func bool(_ value: Bool) { value ? literal("true") : literal("false") }

  /// A value that already is JSON: a range of a text that a reader accepted.
  package mutating func raw(_ json: [UInt8], _ range: Range<Int>) {
    comma()
    bytes.append(contentsOf: json[range])
    follows = true
  }

  /// A value that already is JSON.
  package mutating func raw(_ json: [UInt8]) {
    comma()
    bytes.append(contentsOf: json)
    follows = true
  }

  /// A value that already is JSON.
  package mutating func raw(_ json: ArraySlice<UInt8>) {
    comma()
    bytes.append(contentsOf: json)
    follows = true
  }

  /// An integer; the caller keeps it within 2^53 where other readers must see it exactly.
  // Inlinable, and so public, because a generic function is specialised in no other module else.
  @inlinable
  public mutating func integer(_ value: some BinaryInteger) {
    integer(magnitude: UInt64(value.magnitude), isNegative: value < 0)
  }

  @usableFromInline
  mutating func integer(magnitude: UInt64, isNegative: Bool) {
    put(magnitude, isNegative: isNegative, "")
    follows = true
  }

  /// The shortest text that reads back as this number; whole numbers have no ".0", and what JSON
  /// cannot say (infinite, not a number) is null.
  package mutating func double(_ value: Double) {
    guard value.isFinite else { return null() }
    if let whole = Int64(exactly: value), whole.magnitude <= 1 << 53 { return integer(whole) }
    comma()
    bytes.append(contentsOf: value.description.utf8)
    follows = true
  }

  private mutating func comma() {
    if follows { bytes.append(0x2C) }
  }

  /// Appends a comma where one is due, and a text between what stands on its two sides.
  ///
  /// All at once: what an array checks before it takes a byte costs more than the byte.
  @inline(__always)
  private mutating func put(
    _ left: StaticString, _ text: UnsafeBufferPointer<UInt8>, _ right: StaticString
  ) {
    let comma = follows ? 1 : 0
    let sides = left.utf8CodeUnitCount + right.utf8CodeUnitCount
    bytes.append(addingCapacity: 1 + sides + text.count) { output in
      unsafe output.withUnsafeMutableBufferPointer { free, used in
        // reason: no more is written than the capacity that was asked for.
        guard var end = free.baseAddress else { return }
        unsafe end.pointee = 0x2C
        unsafe end += comma
        unsafe end.update(from: left.utf8Start, count: left.utf8CodeUnitCount)
        unsafe end += left.utf8CodeUnitCount
        if let start = text.baseAddress { unsafe end.update(from: start, count: text.count) }
        unsafe end += text.count
        unsafe end.update(from: right.utf8Start, count: right.utf8CodeUnitCount)
        used = comma + sides + text.count
      }
    }
  }

  private mutating func open(_ byte: UInt8) {
    comma()
    bytes.append(byte)
    follows = false
  }

  private mutating func close(_ byte: UInt8) {
    bytes.append(byte)
    follows = true
  }

  private mutating func literal(_ text: StaticString) {
    comma()
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    follows = true
  }

  /// Appends a number like a text.
  private mutating func put(_ magnitude: UInt64, isNegative: Bool, _ right: StaticString) {
    // Twenty digits and a sign hold every number; they are made from the last one backwards.
    var digits: InlineArray<21, UInt8> = .init(repeating: 0x2D)
    var rest = magnitude
    var start = 21
    repeat {
      start -= 1
      digits[start] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if isNegative { start -= 1 }
    let written = digits.span.extracting(start..<21)
    unsafe written.withUnsafeBufferPointer { unsafe put("", $0, right) }
  }

  /// Whether a text needs neither escaping nor a look at its UTF-8, as nearly all do not.
  private func isPlain(_ utf8: Span<UInt8>) -> Bool {
    for index in utf8.indices {
      let byte = utf8[index]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte >= 0x7F { return false }
    }
    return true
  }

  // Copies runs of plain bytes; only what must be escaped is looked at one by one.
  private mutating func escape(_ utf8: Span<UInt8>) {
    var run = 0
    var ascii: UInt8 = 0
    for index in utf8.indices {
      let byte = utf8[index]
      ascii |= byte
      guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F else { continue }
      copy(utf8.extracting(run..<index), ascii: ascii)
      run = index + 1
      escape(byte)
    }
    copy(utf8.extracting(run..<utf8.count), ascii: ascii)
  }

  private mutating func copy(_ run: Span<UInt8>, ascii: UInt8) {
    unsafe run.withUnsafeBufferPointer { buffer in
      if ascii < 0x80 || (try? UTF8Span(validating: run)) != nil {
        unsafe bytes.append(contentsOf: buffer)
      } else {
        unsafe bytes.append(contentsOf: String(decoding: buffer, as: UTF8.self).utf8)
      }
    }
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(0x5C)
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x0A: bytes.append(0x6E)
    case 0x0D: bytes.append(0x72)
    case 0x09: bytes.append(0x74)
    default:
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(Self.hexDigit(byte >> 4))
      bytes.append(Self.hexDigit(byte & 15))
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x57 + value
  }
}
