import JSONText
import Testing
import WireProtocol

/// Transcripts are played by the engine's tests and by run.py; here their lines are read.
@Suite("Transcripts")
struct TranscriptTests {
  static let names = try? ProtocolFolder.names(in: "transcripts", ending: ".ndjson")
  static let steps: Set = [
    "send", "raw_b64", "fill", "expect", "expect_part", "connect", "as", "shutdown", "closed",
    "kill",
    "restart", "run", "stdout", "#",
  ]

  static func lines(_ name: String) throws -> [JSONValue] {
    try ProtocolFolder.text("transcripts/\(name).ndjson").split(separator: "\n")
      .map { try JSONValue.parse(String($0)) }
  }

  @Test("every line is one step, written as the README of the folder says")
  func form() throws {
    for name in try #require(Self.names) {
      let text = try ProtocolFolder.text("transcripts/\(name).ndjson")
      for line in text.split(separator: "\n") {
        let members = try JSONValue.parse(String(line)).object ?? []
        let step = members.first?.key ?? ""
        #expect(Self.steps.contains(step), "\(name): \(line.prefix(80))")
        #expect(line.hasPrefix("{\"\(step)\":") && !line.hasPrefix("{\"\(step)\": "))
        let alone = members.count == 1 || ["connect", "raw_b64", "run"].contains(step)
        #expect(alone, "\(name): \(line.prefix(80))")
      }
      #expect(text.hasSuffix("}\n"), "\(name)")
    }
  }

  @Test("every step is in the README of the folder")
  func readme() throws {
    let text = try ProtocolFolder.text("transcripts/README.md")
    let told = text.matches(of: /(?m)^\| `\{"(.+?)":/).map { String($0.1) }
    #expect(Set(told) == Self.steps)
  }

  @Test("what is sent and expected is as the schemas say")
  func schemas() throws {
    for name in try #require(Self.names) {
      var conversations = ["main": try Conversation()]
      var current = "main"
      for step in try Self.lines(name) {
        if let connection = step["connect"]?.string {
          current = connection
          conversations[current] = try Conversation()
        } else if let connection = step["as"]?.string {
          current = connection
        } else if step["restart"] != nil {
          current = "main"
          conversations = ["main": try Conversation()]
        } else if let sent = step["send"], sent["jsonrpc"] != nil {
          _ = try conversations[current]?.sent(sent)
        } else if let expected = step["expect"] {
          let faults = try conversations[current]?.received(expected)
          #expect(faults == [], "\(name): \(expected.text.prefix(200))")
        }
      }
    }
  }

  @Test("errors are as errors.json says, also where only a part is told")
  func errors() throws {
    for name in try #require(Self.names) {
      for step in try Self.lines(name) {
        guard let error = (step["expect"] ?? step["expect_part"])?["error"],
          let told = error["data"]?["kind"]?.string
        else { continue }
        let kind = try #require(ErrorKind(rawValue: told), "\(name)")
        if let code = error["code"]?.integer { #expect(code == Int64(kind.code), "\(name)") }
        if let retry = error["data"]?["retry"]?.string { #expect(retry == kind.retry.rawValue) }
      }
    }
  }

  /// Errors that no conversation of a moment brings about, and where they are shown instead.
  static let elsewhere: [String: String] = [
    "internal": "nothing on the wire makes the daemon fail",
    "cursor_expired": "nothing is compacted yet, so every place is there",
    "slow_consumer": "takes half a minute: EngineTests, PressureTests",
    "stopping": "between a stop and its end: EngineTests",
    "unknown": "clients say it of a lost answer: ClientTests",
    "disk_full": "needs a full disk: ProcessTests, FaultTests",
  ]

  @Test("every error is reached by a transcript, or it is said where else")
  func everyError() throws {
    var reached: Set<String> = []
    for name in try #require(Self.names) {
      let text = try ProtocolFolder.text("transcripts/\(name).ndjson")
      for match in text.matches(of: /"kind":"([a-z_]+)"/) { reached.insert(String(match.1)) }
    }
    let missing = ErrorKind.allCases.map(\.rawValue).filter { !reached.contains($0) }
    #expect(Set(missing) == Set(Self.elsewhere.keys))
  }

  @Test("every method is in a transcript")
  func methods() throws {
    var seen: Set<String> = []
    for name in try #require(Self.names) {
      for step in try Self.lines(name) {
        if let method = step["send"]?["method"]?.string { seen.insert(method) }
      }
    }
    let missing = MethodCatalogue.all.map { $0.name.description }.filter { !seen.contains($0) }
    #expect(missing == [])
  }
}
