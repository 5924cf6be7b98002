import JSONText
import Testing

@Suite("Raw ranges")
struct JSONRawTests {
  static func text(_ bytes: [UInt8], _ range: Range<Int>?) -> String? {
    range.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test("the bytes of a member are found as they were written")
  func members() {
    let text =
      #" { "a" : "x\"},{" , "n":-1.5e3,"o" : { "a": [1 , {"b":"]"}] } ,"t":true,"\u0062":null } "#
    let bytes = Array(text.utf8)
    let all = 0..<bytes.count
    #expect(Self.text(bytes, JSONRaw.member(bytes, all, "a")) == #""x\"},{""#)
    #expect(Self.text(bytes, JSONRaw.member(bytes, all, "n")) == "-1.5e3")
    #expect(Self.text(bytes, JSONRaw.member(bytes, all, "o")) == #"{ "a": [1 , {"b":"]"}] }"#)
    #expect(Self.text(bytes, JSONRaw.member(bytes, all, "t")) == "true")
    #expect(Self.text(bytes, JSONRaw.member(bytes, all, "b")) == "null")
    #expect(JSONRaw.member(bytes, all, "x") == nil)
    #expect(
      JSONRaw.members(bytes, all).map { Self.text(bytes, $0.key) } == [
        "a", "n", "o", "t", #"\u0062"#,
      ])
  }

  @Test("elements are found, and nothing in what is no array")
  func elements() {
    let bytes = Array(#"x[ 1, [2,3] ,"]" ,{"a":[]}, false ]x"#.utf8)
    let inside = 1..<bytes.count - 1
    #expect(
      JSONRaw.elements(bytes, inside).map { Self.text(bytes, $0) }
        == ["1", "[2,3]", #""]""#, #"{"a":[]}"#, "false"])
    #expect(Array(JSONRaw.elements(Array("[]".utf8), 0..<2)).isEmpty)
    #expect(Array(JSONRaw.elements(Array("{}".utf8), 0..<2)).isEmpty)
    #expect(Array(JSONRaw.elements(Array("7".utf8), 0..<1)).isEmpty)
    #expect(JSONRaw.member(Array("[1]".utf8), 0..<3, "a") == nil)
    #expect(JSONRaw.member([], 0..<0, "a") == nil)
  }

  @Test("raw ranges and the document agree on any value")
  func agreement() throws {
    var random = SeededGenerator(state: 3)
    let document = JSONDocument()
    for _ in 0..<3_000 {
      let value = JSONValue.array((0..<3).map { _ in JSONWriterTests.value(4, &random) })
      let bytes = Array(value.text.utf8)
      let ranges = Array(JSONRaw.elements(bytes, 0..<bytes.count))
      let read = try ranges.map { document.value(try document.parse(bytes, in: $0)) }
      #expect(JSONValue.array(read) == value)
      for (element, range) in zip(value.array ?? [], ranges) {
        let members = JSONRaw.members(bytes, range)
        let again = try members.map { document.value(try document.parse(bytes, in: $0.value)) }
        #expect(again == (element.object ?? []).map(\.value))
      }
    }
  }

  @Test("any bytes at all leave the range alone")
  func garbage() {
    var random = SeededGenerator(state: 5)
    let alphabet = Array("{}[]\",:\\ 1a".utf8)
    for _ in 0..<20_000 {
      let bytes = (0..<12).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      for range in JSONRaw.elements(bytes, 2..<10) {
        #expect(range.lowerBound >= 2 && range.upperBound <= 10)
      }
      for member in JSONRaw.members(bytes, 2..<10) {
        #expect(member.key.lowerBound > 2 && member.value.upperBound <= 10)
      }
      _ = JSONRaw.member(bytes, 2..<10, "a")
    }
  }
}
