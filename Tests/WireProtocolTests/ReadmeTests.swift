import JSONText
import Testing
import WireProtocol

@Suite("Examples of the README")
struct ReadmeTests {
  /// The fenced blocks of one language, each with the heading of its section.
  static func blocks(_ language: String) throws -> [(section: String, lines: [Substring])] {
    var found: [(section: String, lines: [Substring])] = []
    var section = ""
    var isInside = false
    for line in try ProtocolFolder.text("README.md").split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if isInside {
        if line == "```" { isInside = false } else { found[found.count - 1].lines.append(line) }
      } else if line == "```\(language)" {
        isInside = true
        found.append((section, []))
      } else if line.hasPrefix("#") {
        section = line.drop { "# `".contains($0) }.filter { $0 != "`" }
      }
    }
    return found
  }

  /// The messages of an example in order; what is no JSON is left out on the client's side only.
  static func messages(of block: [Substring]) throws -> [(isServer: Bool, text: Substring)] {
    try block.filter { $0 != "> (half-close)" }.map { line in
      let mark = try #require(line.prefix(2).first)
      #expect(mark == ">" || mark == "<", "\(line)")
      #expect(line.dropFirst().first == " ", "\(line)")
      return (mark == "<", line.dropFirst(2))
    }
  }

  @Test("every line of a connection is what the schemas say")
  func connections() throws {
    let blocks = try Self.blocks("wire")
    #expect(blocks.count >= 10)
    for block in blocks {
      var conversation = try Conversation()
      for line in try Self.messages(of: block.lines) {
        guard let value = try? JSONValue.parse(String(line.text)) else {
          #expect(!line.isServer && block.section == "Framing", "\(line.text) is no JSON")
          continue
        }
        let faults =
          try line.isServer ? conversation.received(value) : conversation.sent(value)
        #expect(faults == [] || (block.section == "Framing" && !line.isServer), "\(line.text)")
      }
    }
  }

  @Test("every single example is a good result of its section's method")
  func singles() throws {
    let blocks = try Self.blocks("json")
    #expect(blocks.count >= 2)
    var conversation = try Conversation()
    for block in blocks {
      for line in block.lines {
        let value = try JSONValue.parse(String(line))
        #expect(try Schema("schemas/message.schema.json").faults(value) == [])
        if value["method"] != nil {
          #expect(try conversation.received(value) == [], "\(block.section)")
          continue
        }
        let faults = try conversation.faults(
          of: value["result"] ?? .null, String(block.section), "result")
        #expect(faults == [], "\(block.section)")
      }
    }
  }

  @Test("every error in an example is one of errors.json")
  func errors() throws {
    for block in try Self.blocks("wire") {
      for line in try Self.messages(of: block.lines) where line.isServer {
        guard let error = try JSONValue.parse(String(line.text))["error"] else { continue }
        let kind = try #require(ErrorKind(rawValue: error["data"]?["kind"]?.string ?? ""))
        #expect(error["code"]?.integer == Int64(kind.code))
        #expect(error["data"]?["retry"]?.string == kind.retry.rawValue)
      }
    }
  }
}
