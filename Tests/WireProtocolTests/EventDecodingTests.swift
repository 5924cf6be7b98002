import Domain
import EventCodec
import JSONText
import Testing

@Suite("Event schemas and the decoder")
struct EventDecodingTests {
  static func decode(_ event: JSONValue) throws -> DecodedEvent {
    let document = JSONDocument()
    var symbols = Symbols()
    let bytes = Array(event.text.utf8)
    let root = try document.parse(bytes, in: 0..<bytes.count)
    return try EventDecoder.decode(document, root, symbols: &symbols)
  }

  /// The schemas of events that come from outside; what the daemon itself writes needs no defence.
  static func foreign() throws -> [(type: String, schema: Schema)] {
    try (EventSchemaTests.types ?? []).map { ($0, try Schema("events/\($0).v1.schema.json")) }
      .filter { ["capture", "plan", "coaching"].contains($0.1.root["x-family"]?.string) }
  }

  @Test("every type that the daemon knows has its schema, and the reverse")
  func types() {
    let known = EventType.allCases.map { String($0.rawValue.dropFirst("coxswain.".count)) }
    #expect(EventSchemaTests.types == known.sorted())
  }

  @Test("every example is read as the event its schema is about")
  func examples() throws {
    for type in try #require(EventSchemaTests.types) {
      let schema = try Schema("events/\(type).v1.schema.json")
      for example in schema.root["examples"]?.array ?? [] {
        let event = try Self.decode(example).event
        #expect(EventType(event)?.rawValue == "coxswain.\(type)")
      }
    }
  }

  @Test("the decoder refuses an event without a member that its schema asks for")
  func missing() throws {
    for (type, schema) in try Self.foreign() {
      let example = try #require(schema.root["examples"]?[0])
      for name in schema.root["properties"]?["data"]?["required"]?.array ?? [] {
        let data = (example["data"]?.object ?? []).filter { $0.key != name.string }
        let broken = (example.object ?? []).map {
          $0.key == "data" ? JSONValue.Member("data", .object(data)) : $0
        }
        #expect(throws: EventFault.self, "\(type) without \(name.text)") {
          try Self.decode(.object(broken))
        }
      }
    }
  }

  @Test("the families are known")
  func families() throws {
    #expect(try Self.foreign().count == 26)
    for type in try #require(EventSchemaTests.types) {
      let family = try Schema("events/\(type).v1.schema.json").root["x-family"]?.string
      #expect(["capture", "plan", "coaching", "team", "judgement"].contains(family), "\(type)")
    }
  }

  @Test("the decoder refuses a member of another kind than its schema says")
  func kinds() throws {
    for (type, schema) in try Self.foreign() {
      let example = try #require(schema.root["examples"]?[0])
      for property in schema.root["properties"]?["data"]?["properties"]?.object ?? [] {
        // A list of objects is of no member's kind.
        let data =
          (example["data"]?.object ?? []).filter { $0.key != property.key } + [
            JSONValue.Member(property.key, [["wrong": []]])
          ]
        let broken = JSONValue.object(
          (example.object ?? []).map {
            $0.key == "data" ? JSONValue.Member("data", .object(data)) : $0
          })
        if try schema.faults(broken).isEmpty { continue }
        #expect(throws: EventFault.self, "\(type): \(property.key)") { try Self.decode(broken) }
      }
    }
  }
}
