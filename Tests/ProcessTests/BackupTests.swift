import Foundation
import Glibc
import Harness
import Testing

@Suite("Backups", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct BackupTests {
  private func events(_ name: String, _ count: Int) -> [String] {
    (1...count).map { number in
      "{\"specversion\":\"1.0\",\"id\":\"\(name)-\(number)\",\"source\":\"/backup\","
        + "\"type\":\"coxswain.activity.logged\",\"subject\":\"ana\",\"data\":{\"metric\":\"call\"}}"
    }
  }

  private func cox(_ bench: Workbench, _ words: [String]) throws -> CommandOutput {
    try run(Binaries.cox, words + ["--socket", bench.socket])
  }

  private func lines(_ bench: Workbench, state: String) throws -> [String] {
    let output = try bench.daemon(["cat", "--state", state])
    try #require(output.status == .code(0), "\(output.errorOutputText)")
    return output.outputText.split(separator: "\n").map(String.init)
  }

  @Test("A folder taken from a working daemon is the log up to the seq that is told")
  func folder() throws {
    let bench = try Workbench()
    let daemon = try bench.start()
    _ = try bench.socat(events("a", 3_000))
    let copy = bench.folder.path + "/copy"
    let output = try cox(bench, ["store", "backup", copy, "--json"])
    try #require(output.status == .code(0), "\(output.errorOutputText)")
    let seq = try #require(try json(output.outputText)["seq"] as? Int)
    _ = try bench.socat(events("b", 10))
    let verified = try bench.daemon(["verify", "--state", copy])
    #expect(verified.outputText.contains("up to seq \(seq)"), "\(verified.errorOutputText)")
    #expect(verified.status == .code(0) && !verified.outputText.contains("note:"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: copy).sorted() == ["HEAD", "log"])
    let copied = try lines(bench, state: copy)
    #expect(copied.count == seq)
    // A second one into the same place is refused, and the first stays as it is.
    let again = try cox(bench, ["store", "backup", copy])
    #expect(again.status == .code(73) && again.errorOutputText.contains("is not empty"))
    #expect(daemon.stop() == .code(0))
    #expect(Array(try lines(bench, state: bench.state).prefix(seq)) == copied)
  }

  @Test("Restored from a folder and from a tar stream it is the same log, and a daemon serves it")
  func restore() throws {
    let bench = try Workbench()
    let daemon = try bench.start()
    _ = try bench.socat(events("a", 500))
    #expect(daemon.stop() == .code(0))
    // A sealed segment and an open one.
    let second = try bench.start()
    _ = try bench.socat(events("b", 50))
    let base = bench.folder.path
    let head = try json(try cox(bench, ["store", "head", "--json"]).outputText)
    let named = "\(try #require(head["seq"] as? Int)):\(try #require(head["hash"] as? String))"
    try #require(try cox(bench, ["store", "backup", base + "/copy"]).status == .code(0))
    let stream = "'\(Binaries.cox)' --socket '\(bench.socket)' store backup - > '\(base)/copy.tar'"
    let tar = try run("sh", ["-c", stream])
    try #require(tar.status == .code(0), "\(tar.errorOutputText)")
    let listed = try run("tar", ["-tf", base + "/copy.tar"]).outputText.split(separator: "\n")
    #expect(listed.first == "HEAD" && listed.count == 4)
    #expect(second.stop() == .code(0))
    let whole = try lines(bench, state: base + "/copy")
    for (name, source) in [("folder", base + "/copy"), ("tar", base + "/copy.tar")] {
      let state = "\(base)/\(name)-restored"
      let output = try bench.daemon(["restore", "--state", state, "--head", named, source])
      try #require(output.status == .code(0), "\(output.errorOutputText)")
      #expect(output.outputText.contains("up to seq \(whole.count)"), "\(output.outputText)")
      #expect(output.outputText.contains("head \(named) is in it"), "\(output.outputText)")
      #expect(try lines(bench, state: state) == whole)
      let third = try DaemonProcess(
        binary: Binaries.daemon, team: "test", socket: bench.socket, state: state,
        options: ["--exit-with-parent", "--test-clock", Workbench.clock])
      // What is sent again is known.
      let answer = try bench.socat(events("b", 50)).outputText
      #expect(answer.contains("\"new\":0,\"dup\":50"), "\(answer)")
      #expect(third.stop() == .code(0))
      let twice = try bench.daemon(["restore", "--state", state, source])
      #expect(twice.status == .code(73) && twice.errorOutputText.contains("not empty"))
    }
  }

  @Test("A restore takes no damaged, cut or foreign copy, and leaves nothing for a daemon to serve")
  func refused() throws {
    let bench = try Workbench()
    let daemon = try bench.start()
    _ = try bench.socat(events("a", 500))
    let base = bench.folder.path
    try #require(try cox(bench, ["store", "backup", base + "/copy"]).status == .code(0))
    let tar = try run("tar", ["-C", base + "/copy", "-cf", base + "/copy.tar", "."])
    try #require(tar.status == .code(0))
    #expect(daemon.stop() == .code(0))
    let bytes = try readFile(base + "/copy.tar")
    var flipped = bytes
    flipped[bytes.count / 2] ^= 1
    let other = "7:" + String(repeating: "ab", count: 32)
    let cases: [(name: String, bytes: [UInt8], words: [String], says: String)] = [
      ("cut", Array(bytes.prefix(bytes.count / 2)), [], "cut short"),
      ("flipped", flipped, [], "is damaged"),
      ("empty", [], [], "cut short"),
      ("garbage", [UInt8](repeating: 7, count: 4_096), [], "no tar stream"),
      ("head", bytes, ["--head", other], "is not the log"),
    ]
    for one in cases {
      let file = "\(base)/\(one.name).tar"
      let state = "\(base)/\(one.name)"
      try Data(one.bytes).write(to: URL(filePath: file))
      let output = try bench.daemon(["restore", "--state", state] + one.words + [file])
      #expect(output.status == .code(65), "\(one.name): \(output.errorOutputText)")
      #expect(output.errorOutputText.contains(one.says), "\(one.name): \(output.errorOutputText)")
      let names = try FileManager.default.contentsOfDirectory(atPath: state)
      #expect(!names.contains("log") && !names.contains("HEAD"), "\(one.name): \(names)")
    }
    // After any of them, a good one into the same place.
    let good = try bench.daemon(["restore", "--state", base + "/cut", base + "/copy.tar"])
    #expect(good.status == .code(0), "\(good.errorOutputText)")
    // A head that is newer than the copy is what was lost.
    let lost = try bench.daemon([
      "restore", "--state", base + "/lost", "--head", "90000:" + String(repeating: "ab", count: 32),
      base + "/copy.tar",
    ])
    #expect(lost.status == .code(0) && lost.outputText.contains("to 90000 are lost"))
  }

  @Test("A backup that is interrupted leaves no folder of its name, and can be repeated")
  func interrupted() throws {
    let bench = try Workbench()
    let daemon = try bench.start()
    _ = try bench.socat(events("a", 100))
    let copy = bench.folder.path + "/copy"
    try FileManager.default.createDirectory(
      atPath: copy + ".partial/log", withIntermediateDirectories: true)
    try #require(chmod(copy + ".partial", 0o755) == 0)
    try writeFile(copy + ".partial/HEAD", "half")
    let output = try cox(bench, ["store", "backup", copy])
    #expect(output.status == .code(0), "\(output.errorOutputText)")
    #expect(output.errorOutputText.contains("interrupted backup"))
    #expect(try bench.daemon(["verify", "--state", copy]).status == .code(0))
    #expect(daemon.stop() == .code(0))
    let gone = try cox(bench, ["store", "backup", copy + "2"])
    #expect(gone.status == .code(69))
    #expect(!FileManager.default.fileExists(atPath: copy + "2"))
    #expect(!FileManager.default.fileExists(atPath: copy + "2.partial"))
  }

  @Test("A place that is none is called what it is, and nothing is left there")
  func places() throws {
    let bench = try Workbench()
    let daemon = try bench.start()
    _ = try bench.socat(events("a", 100))
    let base = bench.folder.path
    try writeFile(base + "/file", "mine")
    try #require(symlink(base, base + "/link") == 0)
    let before = try FileManager.default.contentsOfDirectory(atPath: base).sorted()
    for (target, code, words) in [
      (base + "/file", 73, "is a file"), (base + "/link", 73, "is a link"),
      (base + "/file/acme", 73, "cannot be written"), (base + "/.", 64, "is no name"),
    ] as [(String, Int32, String)] {
      let output = try cox(bench, ["store", "backup", target])
      #expect(output.status == .code(code), "\(target): \(output.errorOutputText)")
      #expect(output.errorOutputText.contains(words), "\(output.errorOutputText)")
    }
    let script = "cd '\(base)' && exec '\(Binaries.cox)' store backup '' --socket test.sock"
    let nameless = try run("sh", ["-c", script])
    #expect(nameless.status == .code(64), "\(nameless.errorOutputText)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: base).sorted() == before)
    #expect(daemon.stop() == .code(0))
  }

  @Test("A backup that breaks off tells the whole command that makes it")
  func again() throws {
    let bench = try Workbench()
    let daemon = try bench.start()
    _ = try bench.socat(events("a", 1_000))
    let copy = bench.folder.path + "/copy"
    let command = "store backup --socket \(bench.socket) --team test \(copy)"
    let script = "trap '' XFSZ; ulimit -f 2; exec '\(Binaries.cox)' \(command)"
    let output = try run("sh", ["-c", script])
    #expect(output.status == .code(74), "\(output.errorOutputText)")
    #expect(output.errorOutputText.contains("again:  cox \(command)"), "\(output.errorOutputText)")
    #expect(try run("sh", ["-c", "'\(Binaries.cox)' \(command)"]).status == .code(0))
    #expect(daemon.stop() == .code(0))
  }

  @Test("A stream to a closed standard output is told as lost, and does not go to the daemon")
  func closed() throws {
    let bench = try Workbench()
    let daemon = try bench.start()
    _ = try bench.socat(events("a", 100))
    let script = "exec '\(Binaries.cox)' --socket '\(bench.socket)' store backup - >&-"
    let output = try run("sh", ["-c", script])
    #expect(output.status == .code(74), "\(output.errorOutputText)")
    #expect(
      output.errorOutputText.contains("output cannot be written (it is closed)"),
      "\(output.errorOutputText)")
    #expect(daemon.stop() == .code(0))
  }

  @Test(
    "Root's backup follows nothing that another user put in its way",
    .enabled(if: IdentityTests.canChangeUser, "needs root"))
  func planted() throws {
    let bench = try Workbench()
    let daemon = try bench.start()
    _ = try bench.socat(events("a", 100))
    let base = bench.folder.path
    try #require(mkdir(base + "/shared", 0o777) == 0 && chmod(base + "/shared", 0o1777) == 0)
    let partial = base + "/shared/acme.partial"
    let other = try FileManager.default.contentsOfDirectory(atPath: bench.state + "/log").sorted()
    for isLinked in [true, false] {
      try #require(mkdir(partial, 0o755) == 0)
      if isLinked { try #require(symlink(bench.state + "/log", partial + "/log") == 0) }
      try #require(chown(partial, 4711, 4711) == 0)
      let output = try cox(bench, ["store", "backup", base + "/shared/acme"])
      #expect(output.status == .code(77), "\(output.errorOutputText)")
      #expect(output.errorOutputText.contains("rm -r \(partial)"), "\(output.errorOutputText)")
      #expect(!FileManager.default.fileExists(atPath: base + "/shared/acme"))
      let left = try FileManager.default.contentsOfDirectory(atPath: bench.state + "/log").sorted()
      #expect(left == other)
      try #require(try run("rm", ["-r", partial]).status == .code(0))
    }
    let output = try cox(bench, ["store", "backup", base + "/shared/acme"])
    #expect(output.status == .code(0), "\(output.errorOutputText)")
    #expect(daemon.stop() == .code(0))
  }

  @Test(
    "What root restores for another user is theirs, and nothing that they link to meanwhile",
    .enabled(if: IdentityTests.canChangeUser, "needs root"))
  func owner() throws {
    let bench = try Workbench()
    let daemon = try bench.start()
    _ = try bench.socat(events("a", 100))
    let base = bench.folder.path
    let tar = "'\(Binaries.cox)' --socket '\(bench.socket)' store backup - > '\(base)/copy.tar'"
    try #require(try run("sh", ["-c", tar]).status == .code(0))
    #expect(daemon.stop() == .code(0))
    let state = base + "/theirs"
    try #require(mkdir(state, 0o700) == 0)
    // Left open for them, with something in it, as nobody but they would have made it.
    try #require(mkdir(state + "/log.restoring", 0o777) == 0)
    try writeFile(state + "/log.restoring/notes", "theirs")
    for path in ["", "/log.restoring", "/log.restoring/notes"] {
      try #require(chown(state + path, 4711, 4711) == 0)
    }
    try #require(mkdir(base + "/roots", 0o700) == 0)
    try writeFile(base + "/roots/secret", "root's")
    let script = """
      (while [ -e '\(state)/log.restoring/notes' ]; do sleep 0.01; done
       stat -c '%u %a' '\(state)/log.restoring' >&2
       ln -s '\(base)/roots' '\(state)/quarantine'; cat '\(base)/copy.tar') |
        '\(Binaries.daemon)' restore --state '\(state)' -
      """
    let output = try run("sh", ["-c", script])
    try #require(output.status == .code(0), "\(output.errorOutputText)")
    #expect(output.errorOutputText == "0 700\n", "the log is root's while it is checked")
    for path in ["roots", "roots/secret"] {
      let found = try FileManager.default.attributesOfItem(atPath: "\(base)/\(path)")
      #expect(found[.ownerAccountID] as? Int == 0, "\(path)")
    }
    try #require(unlink(state + "/quarantine") == 0)
    let made = try FileManager.default.subpathsOfDirectory(atPath: state)
    #expect(made.count >= 4, "\(made)")
    for path in made {
      let found = try FileManager.default.attributesOfItem(atPath: "\(state)/\(path)")
      #expect(found[.ownerAccountID] as? Int == 4711, "\(path)")
    }
    #expect(try bench.daemon(["verify", "--state", state]).status == .code(0))
  }

  @Test("Backups one after the other, while events come, are each sound and end at their seq")
  func underLoad() throws {
    let bench = try Workbench()
    let daemon = try bench.start()
    let file = bench.folder.path + "/load.ndjson"
    try writeFile(file, events("load", 60_000).map { $0 + "\n" }.joined())
    let load = try ChildProcess(Binaries.cox, ["ingest", file, "--socket", bench.socket])
    var last = 0
    for number in 1...5 {
      let copy = "\(bench.folder.path)/copy-\(number)"
      let output = try cox(bench, ["store", "backup", copy, "--json"])
      try #require(output.status == .code(0), "\(output.errorOutputText)")
      let seq = try #require(try json(output.outputText)["seq"] as? Int)
      let verified = try bench.daemon(["verify", "--state", copy])
      #expect(verified.outputText.contains("up to seq \(seq)"), "\(verified.errorOutputText)")
      #expect(seq >= last)
      last = seq
    }
    #expect(load.wait() == .code(0))
    #expect(daemon.stop() == .code(0))
  }
}
