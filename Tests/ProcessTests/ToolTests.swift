import Foundation
import Harness
import Testing

@Suite(
  "The simulation and the bench", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct ToolTests {
  private func tool(_ name: String, _ arguments: [String], in folder: String) throws
    -> CommandOutput
  {
    try run((Binaries.folder ?? "") + "/" + name, arguments, environment: ["TMPDIR=" + folder])
  }

  @Test("The demonstration plays the year, shows the screens and leaves nothing behind")
  func demo() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let output = try tool("simulate", ["demo"], in: folder.path)
    try #require(output.status == .code(0), "\(output.outputText)\n\(output.errorOutputText)")
    for word in ["Marc", "Todd", "Ana", "Lena", "conversation", "won", "a week", "100%", "stopped"]
    {
      #expect(output.outputText.contains(word), "\(word) in \(output.outputText)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test("A demonstration that is kept can be talked to and stopped as it says")
  func keptDemo() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let output = try tool("simulate", ["demo", "--keep"], in: folder.path)
    try #require(output.status == .code(0), "\(output.outputText)\n\(output.errorOutputText)")
    let text = output.outputText
    let stop = try #require(text.split(separator: "\n").last.map(String.init))
    defer { _ = try? run("sh", ["-c", stop]) }
    let socket = try #require(text.firstMatch(of: #/COX_SOCKET=(\S+)/#)?.1)
    let status = try run(Binaries.cox, ["status", "--json"], environment: ["COX_SOCKET=\(socket)"])
    #expect(status.status == .code(0))
    #expect(status.outputText.contains("\"demo\""))
    #expect(stop.contains("kill "))
  }

  @Test("The feed and the bench's events are the same for the same seed")
  func generators() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let feeds = try ["5", "5", "6"].map { seed in
      try tool("simulate", ["feed", "--seed", seed, "--weeks", "2"], in: folder.path).output
    }
    #expect(!feeds[0].isEmpty && feeds[0] == feeds[1] && feeds[0] != feeds[2])
    let files = try ["5", "5", "6"].enumerated().map { index, seed in
      let path = "\(folder.path)/\(index).ndjson"
      let output = try tool(
        "cox-bench", ["generate", "2000", path, "--seed", seed], in: folder.path)
      #expect(output.status == .code(0), "\(output.errorOutputText)")
      return try readFile(path)
    }
    #expect(files[0] == files[1] && files[0] != files[2])
    let lines = files[0].split(separator: 10)
    #expect(lines.count == 2000)
    for line in lines { _ = try json(String(decoding: line, as: UTF8.self)) }
  }

  @Test("The bench of plans measures a small team as well, and says what it could not compare")
  func plans() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let output = try tool(
      "cox-bench",
      [
        "plans", "--events", "10000", "--people", "12", "--rounds", "1", "--json",
        "\(folder.path)/figures.json",
      ], in: folder.path)
    try #require(output.status == .code(0), "\(output.errorOutputText)")
    let figures = try json(
      String(decoding: try readFile("\(folder.path)/figures.json"), as: UTF8.self))
    for name in ["all plans ms", "an event after 10000 us"] {
      #expect((figures[name] as? [Double])?.count == 1, "\(name)")
    }
    let isCompared = figures["duckdb weekly ms"] != nil
    #expect(output.outputText.contains(isCompared ? "must be at most" : "needs duckdb"))
  }

  @Test("The bench counts what it sent, before and after a restart")
  func bench() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let output = try tool(
      "cox-bench", ["--quick", "--burst", "20000", "--json", "\(folder.path)/figures.json"],
      in: folder.path)
    try #require(output.status == .code(0), "\(output.errorOutputText)")
    let figures = try json(
      String(decoding: try readFile("\(folder.path)/figures.json"), as: UTF8.self))
    for name in ["burst events/s", "lone us", "limit.fdatasync us", "burst restart s"] {
      #expect((figures[name] as? [Double])?.count == 1, "\(name)")
    }
  }
}
