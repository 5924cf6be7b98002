import Foundation
import Harness
import Testing

/// Sidecars beside the segments of a daemon: with them and without, it is the same daemon.
@Suite("Sidecars of a daemon", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct SidecarTests {
  /// Enough for a segment whose sidecar has several blocks, and for another one.
  private static let count = 14_000
  private static let inFirst = 10_000
  /// Their accounts make names new in every block, and come again in later ones.
  private static let events = (1...count).map { number in
    #"{"specversion":"1.0","id":"c-\#(number)","source":"/cols","#
      + #""type":"coxswain.activity.logged","subject":"\#(number % 3 == 0 ? "ben" : "ana")","#
      + #""time":"2026-11-16T09:00:00Z","data":{"metric":"call","count":\#(1 + number % 4),"#
      + #""account":"a-\#(number % 2 == 0 ? number / 20 : number % 100)"}}"#
  }

  private static func log(_ workbench: Workbench) -> String { workbench.state + "/log" }
  private static func key(_ workbench: Workbench) -> String {
    workbench.state + "/identities.key"
  }

  /// A state whose first two segments are sealed and have their sidecars, and the path of the first.
  func prepared() throws -> (workbench: Workbench, sidecar: String) {
    let workbench = try Workbench()
    let first = try workbench.start()
    try workbench.apply(
      members: ["ana: {name: Ana, role: rep, zone: UTC}", "ben: {name: Ben, role: rep}"], on: first)
    _ = try workbench.socat(Array(Self.events.prefix(Self.inFirst)))
    #expect(first.stop() == .code(0))
    let second = try workbench.start()
    _ = try workbench.socat(Array(Self.events.dropFirst(Self.inFirst)))
    #expect(second.stop() == .code(0))
    let third = try workbench.start()
    for _ in 0..<500 where try Self.sidecars(workbench).count < 2 { usleep(20_000) }
    #expect(third.stop() == .code(0))
    try #require(Self.sidecars(workbench).count == 2)
    return (workbench, Self.log(workbench) + "/00000000000000000001.cols")
  }

  /// Every sidecar by its name, and which file that is: one that is made again is another.
  private static func sidecars(_ workbench: Workbench) throws -> [String: ino_t] {
    var found: [String: ino_t] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: log(workbench))
    where name.hasSuffix(".cols") {
      var status = stat()
      try #require(lstat(log(workbench) + "/" + name, &status) == 0)
      found[name] = status.st_ino
    }
    return found
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
    let made = try Self.sidecars(workbench)
    let expected = try answers(workbench)
    #expect(try Self.sidecars(workbench) == made, "they were of use, so they stay")
    #expect(Self.blocks([UInt8](whole)) > 2)
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
      for (other, file) in try Self.sidecars(workbench) where !sidecar.hasSuffix(other) {
        #expect(file == made[other], "\(name): \(other) was of use all the same")
      }
    }
    for key in [nil, Data(), Data(repeating: 7, count: 16), Data(repeating: 7, count: 17)] {
      try FileManager.default.removeItem(atPath: Self.key(workbench))
      if let key { try key.write(to: URL(filePath: Self.key(workbench))) }
      #expect(try answers(workbench) == expected, "\(key?.count ?? -1) bytes of a key")
    }
    #expect(try workbench.verify().status == .code(0))
  }

  @Test("A pipe in place of a sidecar holds up no start, nor does a folder where one was to grow")
  func inTheWay() throws {
    let (workbench, sidecar) = try prepared()
    try FileManager.default.removeItem(atPath: sidecar)
    try #require(mkfifo(sidecar, 0o600) == 0)
    // A daemon that waits for the pipe would wait for ever.
    let first = try workbench.start(before: ["timeout", "--foreground", "60"])
    try awaitRegularFile(sidecar)
    #expect(first.stop() == .code(0))
    let second = try workbench.start()
    #expect(second.kill() == .signal(SIGKILL))
    try #require(mkdir(sidecar + ".tmp", 0o700) == 0)
    let third = try workbench.start()
    #expect(third.stop() == .code(0))
    #expect(try workbench.verify().status == .code(0))
  }

  private func awaitRegularFile(_ path: String) throws {
    func kind() -> mode_t {
      var status = stat()
      return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
    }
    for _ in 0..<500 where kind() != S_IFREG { usleep(20_000) }
    #expect(kind() == S_IFREG)
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

  @Test("What a sidecar holds and nobody can apply costs a warning, and is made again")
  func notToBeApplied() throws {
    let (workbench, sidecar) = try prepared()
    let expected = try answers(workbench)
    let whole = try Data(contentsOf: URL(filePath: sidecar))
    try Self.forged([UInt8](whole)).write(to: URL(filePath: sidecar))
    let daemon = try workbench.start()
    #expect(daemon.log.contains("warning: what sidecars hold cannot be applied"), "\(daemon.log)")
    // It is away for a while, between being cleared and made.
    for _ in 0..<500 where (try? Data(contentsOf: URL(filePath: sidecar))) != whole {
      usleep(20_000)
    }
    #expect(try Data(contentsOf: URL(filePath: sidecar)) == whole, "it is made again")
    #expect(daemon.stop() == .code(0))
    #expect(try answers(workbench) == expected)
    #expect(try workbench.verify().status == .code(0))
  }

  /// How many blocks a sidecar has.
  private static func blocks(_ bytes: [UInt8]) -> Int {
    var (start, count) = (92, 0)
    while start < bytes.count {
      start += 12 + (0..<4).reduce(0) { $0 | Int(bytes[start + $1]) << ($1 * 8) }
      count += 1
    }
    return count
  }

  /// A sidecar whose first event is no JSON, and whose checksums fit.
  private static func forged(_ whole: [UInt8]) throws -> Data {
    var bytes = whole
    let event = Array(#"{"specversion""#.utf8)
    let place = try #require(bytes.firstRange(of: event)?.lowerBound)
    bytes[place] = UInt8(ascii: "x")
    var head = Array(bytes[..<88])
    head.replaceSubrange(16..<24, with: repeatElement(0, count: 8))
    var checksum = crc(0, head[...])
    var start = 92
    while start < bytes.count {
      let count = (0..<4).reduce(0) { $0 | Int(bytes[start + $1]) << ($1 * 8) }
      let end = start + 8 + count
      checksum = crc(checksum, bytes[start..<end])
      for byte in 0..<4 {
        bytes[end + byte] = UInt8(truncatingIfNeeded: checksum >> UInt32(byte * 8))
      }
      start = end + 4
    }
    return Data(bytes)
  }

  /// CRC-32C, bit by bit, continued.
  private static func crc(_ checksum: UInt32, _ bytes: ArraySlice<UInt8>) -> UInt32 {
    var state = ~checksum
    for byte in bytes {
      state ^= UInt32(byte)
      for _ in 0..<8 { state = (state >> 1) ^ (state & 1 == 1 ? 0x82F6_3B78 : 0) }
    }
    return ~state
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
