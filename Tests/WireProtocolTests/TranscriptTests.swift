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

  /// Errors that no conversation of a moment brings about: the tests that show them instead.
  static let elsewhere: [String: (file: String, test: String)] = [
    // A read of the disk fails.
    "internal": (
      "EngineTests/FailureTests.swift",
      "a read that fails is told as the daemon's fault, and the next one succeeds"
    ),
    // Between the stop and the end.
    "stopping": (
      "EngineTests/FailureTests.swift",
      "who connects while the daemon stops is sent away, for later"
    ),
    "disk_full": (
      "ProcessTests/FaultTests.swift",
      "A full disk refuses events before harm, answers reads, and takes events again by itself"
    ),
  ]

  @Test("every error that is sent is reached by a transcript, or else by the test that is named")
  func everyError() throws {
    var reached: Set<String> = []
    for name in try #require(Self.names) {
      for step in try Self.lines(name) { reached.formUnion(Self.kinds(step)) }
    }
    let reserved = try #require(ProtocolFolder.json("errors.json")["errors"]?.array)
      .filter { $0["reserved"] != nil }.compactMap { $0["kind"]?.string }
    let missing = ErrorKind.allCases.map(\.rawValue).filter { !reached.contains($0) }
    #expect(Set(missing) == Set(Self.elsewhere.keys).union(reserved))
    for (kind, place) in Self.elsewhere {
      let text = try ProtocolFolder.text("../Tests/\(place.file)")
      let tests = text.split(separator: "@Test(\"")
      let found = tests.first { $0.hasPrefix(place.test + "\"") }
      #expect(found?.contains("\"\(kind)\"") == true, "\(kind): \(place)")
    }
  }

  /// The errors of a step: what the daemon is expected to say, and what a program says of it.
  private static func kinds(_ step: JSONValue) -> [String] {
    if let expected = step["expect"] ?? step["expect_part"] {
      let errors = [expected["error"], expected["params"]?["error"]]
      return errors.compactMap { $0?["data"]?["kind"]?.string }
    }
    let said = (step["run"]?.array ?? []) + [step["stdout"]].compactMap(\.self)
    return said.compactMap(\.string).flatMap { text in
      text.matches(of: /"kind":"([a-z_]+)"/).map { String($0.1) }
    }
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
