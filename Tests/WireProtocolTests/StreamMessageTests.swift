import JSONText
import Testing
import WireProtocol

@Suite("Messages of streams")
struct StreamMessageTests {
  static let stream = Array(#""s-1""#.utf8)
  static let tally = IngestTally(n: 9, new: 5, dup: 3, rejected: 1, seq: 42)

  static func written(_ body: (inout JSONWriter) -> Void) throws -> JSONValue {
    var writer = JSONWriter()
    body(&writer)
    return try JSONValue.parse(writer.text)
  }

  @Test("an open, an ack, a reject and a result are as streams.json and the schemas say")
  func ingest() throws {
    var conversation = try Conversation()
    let messages = try [
      Self.written { IngestReady(stream: Self.stream, lease: 1).write(into: &$0) },
      Self.written {
        IngestReady(stream: Self.stream, lease: 2, cursor: "c", lastID: "e", seq: 7)
          .write(into: &$0)
      },
      Self.written { IngestAck(stream: Self.stream, tally: Self.tally).write(into: &$0) },
      Self.written {
        IngestReject(
          stream: Self.stream, n: 3, id: nil, error: .eventInvalid("no", "/data/amount")
        ).write(into: &$0)
      },
    ]
    for message in messages {
      #expect(try conversation.received(message) == [])
      #expect(message["params"]?["stream"] == "s-1")
    }
    #expect(messages[1]["params"]?["resume"] == ["cursor": "c", "lastId": "e", "seq": 7])
    #expect(messages[3]["params"]?["error"]?["data"]?["details"] == ["pointer": "/data/amount"])
    let result = try Self.written { writer in
      Envelope.result(id: Self.stream, into: &writer) {
        IngestResult(tally: Self.tally, cursor: "c", end: "eof").write(into: &$0)
      }
    }
    #expect(
      result["result"] == [
        "n": 9, "seq": 42, "new": 5, "dup": 3, "rejected": 1, "cursor": "c", "end": "eof",
      ])
    #expect(try conversation.faults(of: result["result"] ?? nil, "ingest", "result") == [])
  }

  @Test("every error reply is a message of the schema and says what errors.json says")
  func errors() throws {
    let schema = try Schema("schemas/message.schema.json")
    for kind in ErrorKind.allCases {
      for id in [nil, Array("7".utf8)] {
        let reply = try Self.written {
          WireError(kind, "no", details: ["a": 1]).writeReply(id: id, into: &$0)
        }
        #expect(try schema.faults(reply) == [])
        #expect(reply["id"] == (id == nil ? .null : 7))
        #expect(reply["error"]?["data"]?["kind"]?.string == kind.rawValue)
        #expect(reply["error"]?["data"]?["details"] == ["a": 1])
      }
    }
  }

  @Test("a record's short name is its place in a store, and nothing else is")
  func recordNames() {
    #expect(CursorToken(record: "e-42", store: "K7QD2M") == CursorToken(store: "K7QD2M", seq: 42))
    for wrong in ["e-", "e42", "e--1", "E-42", "e-4x", "42", "e-99999999999999999999"] {
      #expect(CursorToken(record: wrong, store: "K") == nil, "\(wrong)")
    }
  }

  @Test("a cursor token is read back, and nothing else is one")
  func tokens() {
    let token = CursorToken(store: "a:b", seq: 18)
    #expect(token.text == "a:b:18")
    #expect(CursorToken(token.text) == token)
    for text in ["", ":", "a", "a:", ":1", "a:-1", "a:1x", "a:99999999999999999999", "a: 1"] {
      #expect(CursorToken(text) == nil, "\(text)")
    }
  }

  @Test("a filter admits what begins with one of its prefixes")
  func filters() {
    let all = EventFilter()
    #expect(all.admits("t", nil, "/s"))
    let filter = EventFilter(types: ["coxswain.deal.", "x"], subjects: ["an"], sources: ["/crm"])
    #expect(filter.admits("coxswain.deal.won", "ana", "/crm/1"))
    #expect(filter.admits("x", "an", "/crm"))
    #expect(!filter.admits("coxswain.deal", "ana", "/crm"))
    #expect(!filter.admits("coxswain.deal.won", "bo", "/crm"))
    #expect(!filter.admits("coxswain.deal.won", nil, "/crm"))
    #expect(!filter.admits("coxswain.deal.won", "ana", "/dialer"))
  }
}
