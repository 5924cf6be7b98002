import JSONText
import Testing

/// A small generator, so that a failing case is the same in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

@Suite("JSON writer and values")
struct JSONWriterTests {
  /// Any value up to a depth; numbers and texts lean to the edges.
  static func value(_ depth: Int, _ random: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2:
      let edges: [Int64] = [0, -1, 1, 1 << 53, -(1 << 53), 1 << 31, -(1 << 31), 999, 1000]
      return .integer(
        edges.randomElement(using: &random) ?? 0)
    case 3: return .integer(.random(in: -(1 << 53)...(1 << 53), using: &random))
    case 4:
      let bits = Double(bitPattern: random.next())
      // Whole numbers are written without a fraction and read back as integers.
      return bits.isFinite && (bits.rounded() != bits || abs(bits) > 1e16) ? .double(bits) : 0.5
    case 5: return .string(text(&random))
    case 6:
      return .array(
        (0..<Int.random(in: 0..<5, using: &random)).map { _ in value(depth - 1, &random) })
    default:
      var keys: Set<String> = []
      var members: [JSONValue.Member] = []
      for _ in 0..<Int.random(in: 0..<5, using: &random) {
        let key = text(&random)
        if keys.insert(key).inserted { members.append(.init(key, value(depth - 1, &random))) }
      }
      return .object(members)
    }
  }

  static func text(_ random: inout SeededGenerator) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<12, using: &random) {
      let limits: [UInt32] = [0x20, 0x80, 0x100, 0x3000, 0x11_0000]
      let limit = limits.randomElement(using: &random) ?? 0x80
      if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) {
        scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  @Test("what is written reads back as the same value")
  func roundTrip() throws {
    var random = SeededGenerator(state: 7)
    for round in 0..<20_000 {
      let value = Self.value(4, &random)
      let text = value.text
      let read = try JSONValue.parse(text)
      // Scalar by scalar: two texts that only look alike are not the same.
      #expect(read == value && read.text == text, "round \(round): \(text)")
      #expect(!text.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "round \(round)")
    }
  }

  @Test("every single character is escaped as it must be")
  func characters() throws {
    for code in UInt32(0)..<0x400 {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let text = String(Character(scalar))
      let written = JSONValue.string(text).text
      #expect(try Array(JSONValue.parse(written).string?.utf8 ?? "".utf8) == Array(text.utf8))
    }
    #expect(JSONValue.string("a\"\\\n\r\t\u{1}\u{7F}é🎉").text == #""a\"\\\n\r\t\u0001\u007fé🎉""#)
  }

  @Test("bytes that are not UTF-8 become replacement characters")
  func repair() throws {
    var random = SeededGenerator(state: 11)
    for _ in 0..<5_000 {
      let count = Int.random(in: 0..<10, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      var writer = JSONWriter()
      writer.string(bytes.span)
      let read = try JSONValue.parse(writer.text)
      #expect(read.string == String(decoding: bytes, as: UTF8.self))
      #expect(String(validating: writer.bytes, as: UTF8.self) != nil)
    }
  }

  @Test("commas stand between values, and lines begin afresh")
  func commas() {
    var writer = JSONWriter()
    let escaped = "b\n"
    for _ in 0..<2 {
      writer.beginObject()
      writer.key("a")
      writer.beginArray()
      writer.endArray()
      writer.key(escaped)
      writer.beginArray()
      writer.null()
      writer.bool(true)
      writer.bool(false)
      writer.raw(Array("xx{}x".utf8), 2..<4)
      writer.raw(Array("[1]".utf8))
      writer.raw(Array("[2]".utf8)[...])
      writer.beginObject()
      writer.endObject()
      writer.string("s")
      writer.endArray()
      writer.key("c")
      writer.double(1)
      writer.endObject()
      writer.endLine()
    }
    let line = #"{"a":[],"b\n":[null,true,false,{},[1],[2],{},"s"],"c":1}"# + "\n"
    #expect(writer.text == line + line)
    writer.removeAll()
    writer.integer(7)
    #expect(writer.text == "7")
  }

  @Test("integers of every width are written whole")
  func integers() {
    var writer = JSONWriter()
    writer.beginArray()
    writer.integer(Int64.min)
    writer.integer(Int64.max)
    writer.integer(UInt64.max)
    writer.integer(0)
    writer.integer(-10)
    writer.integer(UInt32.max)
    writer.integer(Int8.min)
    writer.endArray()
    #expect(
      writer.text
        == "[-9223372036854775808,9223372036854775807,18446744073709551615,0,-10,4294967295,-128]")
  }

  @Test(
    "doubles are as short as they can be",
    arguments: [
      (0.1, "0.1"), (8, "8"), (-8, "-8"), (6.4, "6.4"), (1e20, "1e+20"), (-2.5e-7, "-2.5e-07"),
      (9_007_199_254_740_992, "9007199254740992"), (.infinity, "null"), (.nan, "null"),
      (9_007_199_254_740_994, "9.007199254740994e+15"), (.leastNonzeroMagnitude, "5e-324"),
    ] as [(Double, String)])
  func doubles(_ value: Double, _ text: String) throws {
    var writer = JSONWriter()
    writer.double(value)
    #expect(writer.text == text)
    if value.isFinite { #expect(try JSONValue.parse(text).double == value) }
  }

  @Test("a canonical value does not depend on the order of members")
  func canonical() throws {
    let one = try JSONValue.parse(#"{"b":[{"y":1,"x":2}],"a":{"d":1,"c":[1,2]}}"#)
    let other = try JSONValue.parse(#"{"a":{"c":[1,2],"d":1},"b":[{"x":2,"y":1}]}"#)
    #expect(one != other)
    #expect(one.canonical == other.canonical)
    #expect(one.canonical.text == #"{"a":{"c":[1,2],"d":1},"b":[{"x":2,"y":1}]}"#)
    #expect(try JSONValue.parse("[1,2]").canonical != JSONValue.parse("[2,1]").canonical)
  }

  @Test("a value answers for what it is and for nothing else")
  func accessors() throws {
    let value = try JSONValue.parse(#"{"a":[1,2.5,"x",true,null]}"#)
    let list = try #require(value["a"])
    #expect(list[0]?.integer == 1 && list[0]?.double == 1 && list[0]?.string == nil)
    #expect(list[1]?.double == 2.5 && list[1]?.integer == nil)
    #expect(list[2]?.string == "x" && list[2]?.bool == nil)
    #expect(list[3]?.bool == true && list[4]?.isNull == true)
    #expect(list[5] == nil && list[-1] == nil && list["a"] == nil && value["b"] == nil)
    #expect(value.object?.count == 1 && list.array?.count == 5 && value.array == nil)
  }
}
