import Foundation
import Harness
import Testing

/// Sidecars beside the segments of a daemon: with them and without, it is the same daemon.
@Suite("Sidecars of a daemon", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct SidecarTests {
  /// Enough for a segment that is worth a sidecar.
  private static let count = 3_000
  private static let events = (1...count).map { number in
    #"{"specversion":"1.0","id":"c-\#(number)","source":"/cols","#
      + #""type":"coxswain.activity.logged","subject":"\#(number % 3 == 0 ? "ben" : "ana")","#
      + #""time":"2026-11-16T09:00:00Z","data":{"metric":"call","count":\#(1 + number % 4)}}"#
  }

  private static func log(_ workbench: Workbench) -> String { workbench.state + "/log" }
  private static func key(_ workbench: Workbench) -> String {
    workbench.state + "/identities.key"
  }

  /// A state whose first segment is sealed and has its sidecar, and the path of that.
  private func prepared() throws -> (workbench: Workbench, sidecar: String) {
    let workbench = try Workbench()
    let first = try workbench.start()
    try workbench.apply(
      members: ["ana: {name: Ana, role: rep, zone: UTC}", "ben: {name: Ben, role: rep}"], on: first)
    _ = try workbench.socat(Self.events)
    #expect(first.stop() == .code(0))
    let second = try workbench.start()
    let sidecar = Self.log(workbench) + "/00000000000000000001.cols"
    try awaitFile(sidecar)
    #expect(second.stop() == .code(0))
    return (workbench, sidecar)
  }

  /// Waits for a file, which is made beside the daemon's work.
  private func awaitFile(_ path: String) throws {
    for _ in 0..<500 where !FileManager.default.fileExists(atPath: path) { usleep(20_000) }
    try #require(FileManager.default.fileExists(atPath: path), "\(path) was not made")
  }

  /// Starts, asks, sends some events again, stops; the answers without what differs between starts.
  private func answers(_ workbench: Workbench) throws -> [String] {
    let daemon = try workbench.start()
    let socket = try LineSocket(workbench.socket)
    var answers: [String] = []
    for view in [
      #""view":"counts","metric":"call""#, #""view":"team""#, #""view":"week","member":"ana""#,
      #""view":"week","member":"ben""#, #""view":"doubts""#,
    ] {
      let line = try socket.call(
        #"{"jsonrpc":"2.0","id":1,"method":"query","params":{\#(view)}}"#)
      answers.append(line.replacing(#/"at":"[^"]*"/#, with: ""))
      #expect(line.contains(#""result""#), "\(line)")
    }
    let again = try workbench.socat(Array(Self.events.prefix(50)))
    #expect(again.outputText.contains(#""new":0"#), "\(again.outputText)")
    let other = Self.events[0].replacing(#""count":2"#, with: #""count":3"#)
    let output = try workbench.socat([other]).outputText
    let refusal = output.split(separator: "\n").first { $0.contains("id_reused") }
    answers.append(String(try #require(refusal, "\(output)")))
    #expect(daemon.stop() == .code(0))
    return answers
  }

  @Test("Whatever happens to a sidecar or to the key, the next start answers the same")
  func onlyACache() throws {
    let (workbench, sidecar) = try prepared()
    let whole = try Data(contentsOf: URL(filePath: sidecar))
    let expected = try answers(workbench)
    #expect(try Data(contentsOf: URL(filePath: sidecar)) == whole, "it was of use, so it stays")
    var changes: [(String, Data?)] = [("gone", nil), ("empty", Data())]
    changes.append(("cut", whole.prefix(whole.count * 2 / 3)))
    for place in [3, 40, 70, 95, whole.count / 3, whole.count / 2, whole.count - 2] {
      var bytes = whole
      bytes[place] ^= 4
      changes.append(("byte \(place)", bytes))
    }
    for (name, bytes) in changes {
      try? FileManager.default.removeItem(atPath: sidecar)
      if let bytes { try bytes.write(to: URL(filePath: sidecar)) }
      #expect(try answers(workbench) == expected, "\(name)")
      let after = try workbench.start()
      try awaitFile(sidecar)
      #expect(after.stop() == .code(0))
      #expect(try Data(contentsOf: URL(filePath: sidecar)) == whole, "\(name): made again")
    }
    for key in [nil, Data(), Data(repeating: 7, count: 16), Data(repeating: 7, count: 17)] {
      try FileManager.default.removeItem(atPath: Self.key(workbench))
      if let key { try key.write(to: URL(filePath: Self.key(workbench))) }
      #expect(try answers(workbench) == expected, "\(key?.count ?? -1) bytes of a key")
    }
    #expect(try workbench.verify().status == .code(0))
  }

  @Test("A start reads the ends of a segment with a sidecar, and verify reads all of it")
  func damageBetween() throws {
    let (workbench, sidecar) = try prepared()
    let expected = try answers(workbench)
    let segment = sidecar.replacing(".cols", with: ".ndjson")
    var bytes = try Data(contentsOf: URL(filePath: segment))
    bytes[bytes.count / 2] ^= 1
    try FileManager.default.removeItem(atPath: segment)
    try bytes.write(to: URL(filePath: segment))
    #expect(try answers(workbench) == expected)
    #expect(try workbench.verify().status == .code(65))
    try FileManager.default.removeItem(atPath: sidecar)
    let refused = try workbench.daemon([
      "--team", "test", "--socket", workbench.socket, "--state", workbench.state,
      "--exit-with-parent",
    ])
    #expect(refused.status == .code(65), "what has no sidecar is read")
  }

  @Test("The key and the sidecars are the daemon's user's alone, and no backup takes them")
  func modes() throws {
    let (workbench, sidecar) = try prepared()
    for path in [sidecar, Self.key(workbench)] {
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(path)")
    }
    let daemon = try workbench.start()
    let copy = workbench.folder.path + "/copy"
    let backup = try run(
      Binaries.cox, ["--socket", workbench.socket, "store", "backup", copy])
    #expect(backup.status == .code(0), "\(backup.errorOutputText)")
    #expect(daemon.stop() == .code(0))
    #expect(try FileManager.default.contentsOfDirectory(atPath: copy).sorted() == ["HEAD", "log"])
    let names = try FileManager.default.contentsOfDirectory(atPath: copy + "/log")
    #expect(!names.isEmpty && names.allSatisfy { !$0.hasSuffix(".cols") }, "\(names)")
  }
}
