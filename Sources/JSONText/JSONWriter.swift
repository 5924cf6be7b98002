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
    bytes.reserveCapacity(capacity)
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
    comma()
    bytes.append(0x22)
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(0x22)
    bytes.append(0x3A)
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
    comma()
    bytes.append(0x22)
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    bytes.append(0x22)
    follows = true
  }

  /// A string value.
  package mutating func string(_ text: String) {
    comma()
    bytes.append(0x22)
    var copy = text
    copy.withUTF8 { buffer in unsafe escape(buffer.span) }
    bytes.append(0x22)
    follows = true
  }

  /// A string value made of a text, a separator that needs no escaping, and a number.
  package mutating func string(_ text: String, _ separator: UInt8, _ number: UInt64) {
    string(text)
    bytes[bytes.count - 1] = separator
    decimal(magnitude: number, negative: false)
    bytes.append(0x22)
  }

  /// How a value begins, known at compile time: what is written next stands inside it.
  package mutating func opening(_ json: StaticString) {
    comma()
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
    follows = false
  }

  /// A part of a value that was made before: what is written next stands inside it.
  package mutating func part(_ json: [UInt8]) {
    bytes.append(contentsOf: json)
    follows = false
  }

  /// A string value out of UTF-8 bytes.
  package mutating func string(_ utf8: Span<UInt8>) {
    comma()
    bytes.append(0x22)
    escape(utf8)
    bytes.append(0x22)
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
    comma()
    decimal(magnitude: magnitude, negative: isNegative)
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

  private mutating func decimal(magnitude: UInt64, negative: Bool) {
    if negative { bytes.append(0x2D) }
    // Twenty digits hold every number; they are made from the last one backwards.
    var digits: InlineArray<20, UInt8> = .init(repeating: 0x30)
    var rest = magnitude
    var start = 20
    repeat {
      start -= 1
      digits[start] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    let written = digits.span.extracting(start..<20)
    unsafe written.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
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
