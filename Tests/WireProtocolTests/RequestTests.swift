import JSONText
import Testing
import WireProtocol

@Suite("Requests")
struct RequestTests {
  let document = JSONDocument()

  func request(_ text: String) throws -> Request {
    let bytes = Array(text.utf8)
    let root = try document.parse(bytes, in: 0..<bytes.count)
    return try Request(document, root, bytes, 0..<bytes.count)
  }

  @Test("an id is kept as it was written")
  func ids() throws {
    for id in ["1", "-7", "0", #""a b""#, #""\u0061""#] {
      let made = try request(#"{"jsonrpc":"2.0","id": \#(id) ,"method":"status"}"#)
      #expect(made.id.map { String(decoding: $0.bytes, as: UTF8.self) } == id)
      #expect(made.method == "status")
    }
    #expect(try request(#"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":1}}"#).id == nil)
  }

  @Test(
    "what is no request is refused, with the id where it has one",
    arguments: [
      ("[]", nil), ("1", nil), (#""x""#, nil), ("null", nil), ("{}", nil),
      (#"{"jsonrpc":"2.0","id":1.5,"method":"status"}"#, nil),
      (#"{"jsonrpc":"2.0","id":null,"method":"status"}"#, nil),
      (#"{"jsonrpc":"2.0","id":{},"method":"status"}"#, nil),
      (#"{"id":7,"method":"status"}"#, "7"), (#"{"jsonrpc":"1.0","id":8,"method":"status"}"#, "8"),
      (#"{"jsonrpc":"2.0","id":9}"#, "9"), (#"{"jsonrpc":"2.0","id":"x","method":4}"#, #""x""#),
      (#"{"jsonrpc":"2.0","id":5,"result":{}}"#, "5"),
    ] as [(String, String?)])
  func refused(_ text: String, id: String?) throws {
    let fault = #expect(throws: RequestFault.self) { try request(text) }
    #expect(fault?.error.kind == .badRequest)
    #expect(fault?.id.map { String(decoding: $0, as: UTF8.self) } == id)
  }

  @Test("positional parameters are refused as parameters")
  func positional() {
    let fault = #expect(throws: RequestFault.self) {
      try request(#"{"jsonrpc":"2.0","id":3,"method":"status","params":[1]}"#)
    }
    #expect(fault?.error.kind == .badParams)
    #expect(fault?.id == Array("3".utf8))
  }

  @Test("a long id is refused and not echoed")
  func longID() throws {
    let id = { (count: Int) in "\"" + String(repeating: "x", count: count - 2) + "\"" }
    let text = { (count: Int) in #"{"jsonrpc":"2.0","id":\#(id(count)),"method":"status"}"# }
    #expect(try request(text(Limits.id)).id?.bytes.count == Limits.id)
    let fault = #expect(throws: RequestFault.self) { try request(text(Limits.id + 1)) }
    #expect(fault?.id == nil)
  }

  @Test("a number out of range is answered to the request that has it")
  func integerRange() throws {
    let bytes = Array(
      #"{"jsonrpc":"2.0","id":4,"method":"x","params":{"n":9007199254740993}}"#.utf8)
    let thrown = #expect(throws: JSONFault.self) {
      try document.parse(bytes, in: 0..<bytes.count)
    }
    let fault = RequestFault(try #require(thrown), bytes, 0..<bytes.count)
    #expect(fault.error.kind == .badParams)
    #expect(fault.id == Array("4".utf8))
    #expect(RequestFault(JSONFault(.syntax), bytes, 0..<bytes.count).id == nil)
  }

  @Test(
    "an id that is out of range itself, or no id at all, is not echoed",
    arguments: ["18446744073709551616", "-9007199254740993", "1.5", "[4]", #""\ud800""#, "4x"])
  func unreadableID(_ id: String) {
    let bytes = Array(#"{"jsonrpc":"2.0","n":18446744073709551616,"id":\#(id)}"#.utf8)
    #expect(RequestFault(JSONFault(.integerRange), bytes, 0..<bytes.count).id == nil)
  }
}
