import JSONText
import Testing

@Suite("JSON document")
struct JSONDocumentTests {
  let document = JSONDocument()

  func parse(_ text: String) throws(JSONFault) -> JSONNode {
    let bytes = Array(text.utf8)
    return try document.parse(bytes, in: 0..<bytes.count)
  }

  func parse(bytes: [UInt8]) throws(JSONFault) -> JSONNode {
    try document.parse(bytes.span)
  }

  @Test("reads every kind of value")
  func kinds() throws {
    let root = try parse(
      #"{"s":"a\né","i":-7,"d":1.5,"t":true,"f":false,"n":null,"a":[1,[2],3],"o":{"x":1}}"#)
    #expect(document.kind(root) == .object)
    #expect(document.count(root) == 8)
    #expect(document.member(root, "s").flatMap { document.string($0) } == "a\né")
    #expect(document.member(root, "i").flatMap { document.integer($0) } == -7)
    #expect(document.member(root, "i").flatMap { document.double($0) } == -7)
    #expect(document.member(root, "d").flatMap { document.double($0) } == 1.5)
    #expect(document.member(root, "d").flatMap { document.integer($0) } == nil)
    #expect(document.member(root, "t").flatMap { document.bool($0) } == true)
    #expect(document.member(root, "f").flatMap { document.bool($0) } == false)
    #expect(document.member(root, "n").map { document.kind($0) } == .null)
    #expect(document.member(root, "missing") == nil)
    let array = try #require(document.member(root, "a"))
    #expect(document.elements(array).map { document.kind($0) } == [.integer, .array, .integer])
    let names = document.members(root).compactMap { document.string($0.key) }
    #expect(names == ["s", "i", "d", "t", "f", "n", "a", "o"])
    let inner = try #require(document.member(root, "o"))
    #expect(document.member(inner, "x").flatMap { document.integer($0) } == 1)
  }

  @Test("a member of another object is not found")
  func memberStaysInside() throws {
    let root = try parse(#"{"a":{"x":1},"b":2}"#)
    #expect(document.member(root, "x") == nil)
    #expect(document.member(root, "b").flatMap { document.integer($0) } == 2)
  }

  @Test(
    "refuses what is not JSON",
    arguments: [
      "", " ", "{", "{}}", "{} {}", #"{"a":}"#, #"{"a":1,}"#, "[1,]", "nul", "01", "1.", "'a'",
      "\u{FEFF}{}",
      "{}\u{0}", "\"\u{1}\"", "NaN", "1e999", #""\x""#, #"{a:1}"#, "[1 2]",
    ])
  func syntax(_ text: String) {
    #expect(throws: JSONFault(.syntax)) { try parse(text) }
  }

  @Test(
    "refuses a repeated member at any depth and in any spelling",
    arguments: [
      #"{"a":1,"a":2}"#, #"{"x":[{"b":1,"a":{"k":1},"b":2}]}"#, #"{"a":1,"\u0061":2}"#,
      #"{"":1,"":2}"#, #"{"longer-than-eight":1,"longer-than-nine":2,"longer-than-eight":3}"#,
    ])
  func duplicates(_ text: String) {
    #expect(throws: JSONFault(.duplicateKey)) { try parse(text) }
  }

  @Test(
    "accepts equal names in different objects and alike names in one",
    arguments: [
      #"{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}"#, #"{"a":1,"A":2,"a ":3,"":4}"#,
      #"{"abcdefgh1":1,"abcdefgh2":2,"abcdefgh":3}"#, #"{"a\u0000":1,"a":2,"a\u0000\u0000":3}"#,
    ])
  func noDuplicates(_ text: String) throws {
    _ = try parse(text)
  }

  @Test("large objects are checked like small ones", arguments: 1...70)
  func largeObjects(_ count: Int) throws {
    let members = (0..<count).map { "\"k\($0)\":{\"k\":\($0)}" }.joined(separator: ",")
    _ = try parse("{\(members)}")
    for repeated in [0, count / 2, count - 1] {
      #expect(throws: JSONFault(.duplicateKey)) { try parse("{\(members),\"k\(repeated)\":1}") }
    }
  }

  @Test(
    "integers end at 2^53",
    arguments: [
      ("9007199254740992", true), ("-9007199254740992", true), ("9007199254740993", false),
      ("-9007199254740993", false), ("9223372036854775807", false), ("18446744073709551615", false),
      ("18446744073709551616", false), ("-9223372036854775809", false),
      ("123456789012345678901234567890", false), ("9007199254740993.0", true), ("1e20", true),
    ])
  func integerRange(_ text: String, accepted: Bool) throws {
    for wrapped in [
      text, "[\(text)]", "{\"a\":{\"b\":\(text)}}", "[\"99999999999999999999\",\(text) ]",
    ] {
      if accepted {
        _ = try parse(wrapped)
      } else {
        #expect(throws: JSONFault(.integerRange)) { try parse(wrapped) }
      }
    }
  }

  @Test(
    "a long integer does not hide a syntax fault",
    arguments: [
      "[99999999999999999999,01]", "{\"a\":99999999999999999999", "[099999999999999999999]",
    ])
  func integerRangeAndSyntax(_ text: String) {
    #expect(throws: JSONFault(.syntax)) { try parse(text) }
  }

  @Test("depth 64 is accepted and 65 is not")
  func depth() throws {
    let open = { (depth: Int) in
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try parse(open(64))
    #expect(throws: JSONFault(.tooDeep)) { try parse(open(65)) }
    #expect(throws: JSONFault(.tooDeep)) { try parse(open(5000)) }
    let objects = { (depth: Int) in
      String(repeating: "{\"a\":", count: depth) + "1" + String(repeating: "}", count: depth)
    }
    _ = try parse(objects(64))
    #expect(throws: JSONFault(.tooDeep)) { try parse(objects(65)) }
  }

  @Test(
    "refuses bytes that are not UTF-8 and half surrogates",
    arguments: [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF4, 0x90, 0x80, 0x80],
      Array(#"\ud800"#.utf8), Array(#"\udc00"#.utf8), Array(#"\ud800\u0041"#.utf8),
      Array(#"\ud800\ud800"#.utf8), Array(#"\\\udc00x"#.utf8), Array(#"\uDFFF\uD800"#.utf8),
    ] as [[UInt8]])
  func badText(_ inner: [UInt8]) {
    for text in [[0x22] + inner + [0x22], Array("{\"".utf8) + inner + Array("\":1}".utf8)] {
      let fault = #expect(throws: JSONFault.self) { try parse(bytes: text) }
      // Half a surrogate is spelled in ASCII: it is the spelling that is wrong.
      #expect(fault?.kind == (inner.first == 0x5C ? .syntax : .notUTF8))
    }
  }

  @Test("reads escapes, pairs and text that only looks like a surrogate")
  func escapes() throws {
    let root = try parse(#""\ud83d\ude00 \\ud800 \u0000 \/ \" é""#)
    #expect(document.string(root) == "😀 \\ud800 \u{0} / \" é")
  }

  @Test("a text cut anywhere is refused and the document recovers")
  func cutAnywhere() throws {
    let text = Array(#"{"a":[1,2.5,"x\n"],"b":{"c":null,"d":true}}"#.utf8)
    for length in 0..<text.count {
      #expect(throws: JSONFault.self) { try document.parse(text, in: 0..<length) }
    }
    let root = try document.parse(text, in: 0..<text.count)
    #expect(document.count(root) == 2)
  }

  @Test("texts of growing and shrinking size go through one document")
  func sizes() throws {
    for size in [1, 5000, 3, 100_000, 1_048_576, 40] {
      let root = try parse("{\"k\":\"" + String(repeating: "x", count: size) + "\"}")
      let inner = try #require(document.member(root, "k"))
      #expect(document.withString(inner) { $0.count } == size)
    }
  }
}
