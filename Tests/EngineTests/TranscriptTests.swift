import Engine
import Foundation
import JSONText
import Testing

/// Runs the protocol's transcripts against the engine in this process; the real binary has its own
/// runner, and both read the same files.
@Suite struct TranscriptTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../protocol/transcripts").standardized

  /// Those that run programs need a real socket.
  static var files: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".ndjson") && !runsPrograms($0) }.sorted()
  }

  private static func runsPrograms(_ file: String) -> Bool {
    let text = try? String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
    return text?.contains("\n{\"run\":") ?? false
  }

  @Test("a transcript holds byte for byte, in process", arguments: files)
  func holds(_ file: String) throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent(file), encoding: .utf8)
    var run = try TranscriptRun()
    for (number, line) in text.split(separator: "\n").enumerated() {
      let problem = try run.step(String(line))
      #expect(problem == nil, "\(file):\(number + 1): \(problem ?? "")")
      if problem != nil { return }
    }
    #expect(run.unexpected.isEmpty, "\(file): lines nobody expected: \(run.unexpected)")
  }

  @Test("there are transcripts to run") func some() { #expect(Self.files.count >= 7) }
}

/// One run of a transcript: the world, its named connections, what each has been sent.
struct TranscriptRun {
  private var world: World
  private var connections: [String: ConnectionID] = [:]
  private var heard: [String: [String]] = [:]
  private var current = "main"

  init() throws {
    world = try World()
    connections["main"] = world.connect()
  }

  /// Lines that no step expected.
  var unexpected: [String] { heard.values.flatMap(\.self) }

  /// Carries out one step; says what was wrong, if anything.
  mutating func step(_ line: String) throws -> String? {
    let step = try JSONValue.parse(line)
    guard let action = step.object?.first else { return "no step" }
    let raw = String(line.dropFirst("{\"\(action.key)\":".utf8.count).dropLast())
    switch action.key {
    case "send": world.send(connection, raw)
    case "raw_b64":
      let bytes = Data(base64Encoded: action.value.string ?? "").map { [UInt8]($0) } ?? []
      // A kill in the same step comes before the daemon has read what was sent.
      if step["kill"] != nil { try restart() } else { world.sendRaw(connection, bytes) }
    case "fill":
      world.sendRaw(connection, [UInt8](repeating: 0x20, count: Int(action.value.integer ?? 0)))
    case "expect": return compare(raw) { $0 == raw }
    case "expect_part":
      return compare(raw) { text in
        (try? JSONValue.parse(text)).map { Self.isPart(action.value, of: $0) } ?? false
      }
    case "connect":
      let name = action.value.string ?? ""
      let uid = step["uid"]?.integer.map { UInt32($0) } ?? 0
      connections[name] = world.connect(uid: uid, user: uid == 0 ? "root" : nil)
      current = name
    case "as": current = action.value.string ?? ""
    case "shutdown": world.endInput(connection)
    case "closed":
      return world.closed.contains(connection) ? nil : "the connection is open"
    case "kill": try restart()
    case "restart": break
    case "#": break
    default: return "unknown step \(action.key)"
    }
    collect()
    return nil
  }

  private var connection: ConnectionID { connections[current] ?? ConnectionID(0) }

  private mutating func collect() {
    for (name, id) in connections { heard[name, default: []] += world.take(id) }
  }

  private mutating func compare(_ wanted: String, _ holds: (String) -> Bool) -> String? {
    collect()
    guard let line = heard[current]?.first else { return "nothing came, wanted \(wanted)" }
    heard[current]?.removeFirst()
    return holds(line) ? nil : "came \(line), wanted \(wanted)"
  }

  private mutating func restart() throws {
    world = try world.restarted()
    heard = [:]
    connections = ["main": world.connect()]
    current = "main"
  }

  private static func isPart(_ part: JSONValue, of whole: JSONValue) -> Bool {
    switch (part, whole) {
    case (.object(let members), .object):
      members.allSatisfy { member in
        whole[member.key].map { isPart(member.value, of: $0) } ?? false
      }
    case (.array(let parts), .array(let all)):
      parts.count == all.count && zip(parts, all).allSatisfy { isPart($0, of: $1) }
    default: part == whole
    }
  }
}
