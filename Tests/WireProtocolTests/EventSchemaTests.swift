import JSONText
import Testing

@Suite("Event schemas")
struct EventSchemaTests {
  static let types = try? ProtocolFolder.names(in: "events", ending: ".v1.schema.json")

  @Test("each example is what its schema says, and says its type")
  func examples() throws {
    for type in try #require(Self.types) {
      let path = "events/\(type).v1.schema.json"
      let schema = try Schema(path)
      let examples = schema.root["examples"]?.array ?? []
      #expect(!examples.isEmpty, "\(type) has no example")
      for example in examples {
        #expect(try schema.faults(example) == [], "\(type)")
        #expect(example["type"]?.string == "coxswain.\(type)")
      }
    }
  }

  @Test("an example that lacks a member its schema asks for is refused")
  func missing() throws {
    for type in try #require(Self.types) {
      let schema = try Schema("events/\(type).v1.schema.json")
      let example = try #require(schema.root["examples"]?[0])
      for name in schema.root["properties"]?["data"]?["required"]?.array ?? [] {
        let data = (example["data"]?.object ?? []).filter { $0.key != name.string }
        let broken = (example.object ?? []).map {
          $0.key == "data" ? JSONValue.Member("data", .object(data)) : $0
        }
        #expect(try !schema.faults(.object(broken)).isEmpty, "\(type) without \(name.text)")
      }
    }
  }

  @Test("an unknown member is allowed everywhere")
  func extended() throws {
    for type in try #require(Self.types) {
      let schema = try Schema("events/\(type).v1.schema.json")
      let example = try #require(schema.root["examples"]?[0])
      let data = (example["data"]?.object ?? []) + [JSONValue.Member("more", [1, "x"])]
      let extended =
        (example.object ?? []).filter { $0.key != "data" } + [
          JSONValue.Member("crmowner", "77"), JSONValue.Member("data", .object(data)),
        ]
      #expect(try schema.faults(.object(extended)) == [], "\(type)")
    }
  }

  @Test("each type has its section in the README with all its members, and the reverse")
  func readme() throws {
    let text = try ProtocolFolder.text("events/README.md")
    let sections = text.matches(of: /(?m)^### (.+)$/).map { String($0.1) }
    #expect(sections.sorted() == Self.types)
    for section in text.split(separator: "\n### ").dropFirst() {
      let type = String(section.prefix { $0 != "\n" })
      let schema = try ProtocolFolder.json("events/\(type).v1.schema.json")
      let body = section.split(separator: "\n## ").first ?? ""
      let rows = body.matches(of: /(?m)^\| `(.+?)` \| .+? \| (must)?/)
      let members = schema["properties"]?["data"]?["properties"]?.object?.map(\.key) ?? []
      #expect(rows.map { String($0.1) } == members, "\(type)")
      let required = schema["properties"]?["data"]?["required"]?.array?.compactMap(\.string) ?? []
      #expect(
        Set(rows.filter { $0.2 != nil }.map { String($0.1) }) == Set(required), "\(type)")
    }
  }
}
