import Foundation
import Glibc
import Harness
import Testing

/// Starts that end before they serve: what they say, and that the log is as it was.
@Suite("Refused starts", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct RefusedStartTests {
  /// A state of the team `test` with a playbook, after an orderly stop.
  private func prepared() throws -> Workbench {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    try workbench.apply(members: ["ana: {name: Ana, role: rep}"], on: daemon)
    #expect(daemon.stop() == .code(0))
    return workbench
  }

  /// Every file of a state directory, without what the lock's holder says about itself.
  private func files(_ state: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: state) where path != "lock" {
      files[path] = (try? Data(contentsOf: URL(filePath: "\(state)/\(path)"))) ?? Data()
    }
    return files
  }

  private func start(
    _ workbench: Workbench, team: String = "test", socket: String? = nil, _ more: [String] = []
  ) throws -> CommandOutput {
    try workbench.daemon(
      [
        "--team", team, "--socket", socket ?? workbench.socket, "--state", workbench.state,
        "--exit-with-parent",
      ] + more)
  }

  private func times(_ text: String, _ output: CommandOutput) -> Int {
    output.errorOutputText.ranges(of: text).count
  }

  @Test("Another team's state and a socket without a place are refused before the log is touched")
  func untouched() throws {
    let workbench = try prepared()
    let before = try files(workbench.state)
    let folder = workbench.folder.path
    try writeFile(folder + "/file.sock", "mine")
    try FileManager.default.createDirectory(
      atPath: folder + "/open", withIntermediateDirectories: false)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o777], ofItemAtPath: folder + "/open")
    let other = try DaemonProcess(
      binary: Binaries.daemon, team: "other", socket: folder + "/other.sock",
      state: folder + "/other", options: ["--exit-with-parent"])
    let starts: [(code: Int32, says: String, output: CommandOutput)] = [
      (78, "is the state of team test, not of beta", try start(workbench, team: "beta")),
      (73, "something answers on", try start(workbench, socket: other.socket)),
      (
        73, "longer than 107",
        try start(workbench, socket: folder + "/" + String(repeating: "s", count: 120))
      ),
      (73, "is no socket of ours", try start(workbench, socket: folder + "/file.sock")),
      (73, "no safe place", try start(workbench, socket: folder + "/open/a.sock")),
      (73, "No such file", try start(workbench, socket: folder + "/none/deep/a.sock")),
      (73, "there is no group", try start(workbench, ["--socket-group", "no-such-group"])),
    ]
    for start in starts {
      #expect(start.output.status == .code(start.code), "\(start.output.errorOutputText)")
      #expect(times(start.says, start.output) == 1, "\(start.output.errorOutputText)")
      #expect(try files(workbench.state) == before, "\(start.says)")
    }
    #expect(other.stop() == .code(0))
    let next = try workbench.start()
    #expect(next.log.contains("after an orderly stop"), "\(next.log)")
    #expect(next.stop() == .code(0))
  }

  @Test("A socket without a place begins no log in a new state")
  func nothingBegun() throws {
    let workbench = try Workbench()
    let refused = try start(workbench, socket: workbench.folder.path + "/none/deep/a.sock")
    #expect(refused.status == .code(73))
    #expect(!FileManager.default.fileExists(atPath: workbench.state))
  }

  @Test(
    "Where this user may not, a start says so, and who may, and not that the disk fails",
    .enabled(if: IdentityTests.canChangeUser, "needs root"))
  func forbidden() throws {
    let workbench = try prepared()
    let folder = workbench.folder.path
    // By another process: a copy of this one's could be held open for writing by a child of another test.
    let copied = try run("cp", [Binaries.daemon, folder + "/coxswaind"])
    try #require(copied.status == .code(0), "\(copied.errorOutputText)")
    let mine = folder + "/mine"
    try #require(
      chmod(folder, 0o755) == 0 && mkdir(mine, 0o700) == 0 && chown(mine, 4719, 4719) == 0)
    let before = try files(workbench.state)
    func refused(_ state: String) throws -> CommandOutput {
      try run(
        "setpriv",
        [
          "--reuid", "4719", "--regid", "4719", "--clear-groups", folder + "/coxswaind", "--team",
          "test", "--state", state, "--socket", mine + "/a.sock", "--exit-with-parent",
        ])
    }
    let others = try refused(workbench.state)
    #expect(others.status == .code(73), "\(others.errorOutputText)")
    #expect(times("namei -l \(workbench.state)\n", others) == 1, "\(others.errorOutputText)")
    // One that is the user's own, with a lock that is not.
    let mixed = folder + "/mixed"
    let made = try run("cp", ["-r", workbench.state, mixed])
    try #require(made.status == .code(0) && chown(mixed, 4719, 4719) == 0)
    let within = try refused(mixed)
    #expect(within.status == .code(74), "\(within.errorOutputText)")
    #expect(times("namei -l \(mixed)/", within) == 1, "\(within.errorOutputText)")
    for output in [others, within] {
      #expect(times("uid 4719 may not", output) == 1, "\(output.errorOutputText)")
      #expect(times("check the disk", output) == 0, "\(output.errorOutputText)")
    }
    #expect(try files(workbench.state) == before)
  }

  @Test("What ends a start is told once")
  func once() throws {
    let workbench = try prepared()
    let log = workbench.state + "/log"
    let segment = log + "/00000000000000000001.ndjson"
    let whole = try Data(contentsOf: URL(filePath: segment))
    var bytes = whole
    bytes[bytes.count / 2] ^= 1
    try FileManager.default.removeItem(atPath: segment)
    try bytes.write(to: URL(filePath: segment))
    let damaged = try start(workbench)
    #expect(damaged.status == .code(65))
    #expect(times("is damaged at byte", damaged) == 1, "\(damaged.errorOutputText)")
    try FileManager.default.moveItem(atPath: log, toPath: log + ".restoring")
    let unfinished = try start(workbench)
    #expect(unfinished.status == .code(65))
    #expect(times("holds no log, only the log.restoring", unfinished) == 1)
    #expect(!unfinished.errorOutputText.contains("repair"), "\(unfinished.errorOutputText)")
  }

  @Test(
    "Without a folder of one's own for sockets, the way out is told and no log is begun",
    .enabled(if: IdentityTests.canChangeUser, "needs root"))
  func noRuntimeFolder() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    // Where the programs under test are, that user may not look. Another process copies: a program that
    // is still open for writing in a child that some other test forks meanwhile cannot be run.
    let copied = try run("cp", [Binaries.daemon, folder.path + "/coxswaind"])
    try #require(copied.status == .code(0), "\(copied.errorOutputText)")
    try #require(chown(folder.path, 4711, 4711) == 0)
    let output = try run(
      "setpriv",
      [
        "--reuid", "4711", "--regid", "4711", "--clear-groups", "env", "-u", "XDG_RUNTIME_DIR",
        folder.path + "/coxswaind", "--team", "me", "--state", folder.path + "/state",
        "--exit-with-parent",
      ])
    #expect(output.status == .code(73), "\(output.errorOutputText)")
    for word in ["/run/coxswain", "XDG_RUNTIME_DIR=/run/user/4711", "--team me --socket PATH"] {
      #expect(output.errorOutputText.contains(word), "\(output.errorOutputText)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/state"))
  }

  @Test(
    "Root starts no daemon on another user's state, and is told how to",
    .enabled(if: IdentityTests.canChangeUser, "needs root"))
  func othersState() throws {
    let workbench = try prepared()
    let before = try files(workbench.state)
    for path in [""] + before.keys.map({ "/" + $0 }) + ["/lock"] {
      try #require(chown(workbench.state + path, 4711, 4711) == 0)
    }
    let refused = try start(workbench)
    #expect(refused.status == .code(78))
    #expect(refused.errorOutputText.contains("belongs to uid 4711"), "\(refused.errorOutputText)")
    let way = "setpriv --reuid=4711 --regid=4711 --clear-groups coxswaind --team test --state"
    #expect(refused.errorOutputText.contains(way), "\(refused.errorOutputText)")
    #expect(try files(workbench.state) == before)
  }

  @Test("A doctor does not call a socket well that is not there")
  func doctor() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let doctor = try run(
      Binaries.cox, ["doctor", "--rows", "--socket", folder.path + "/none.sock"],
      environment: ["XDG_STATE_HOME=\(folder.path)"])
    #expect(doctor.status == .code(69))
    let row = doctor.outputText.split(separator: "\n").first { $0.hasPrefix("socket\t") }
    #expect(row?.hasPrefix("socket\tact\tthere is no such socket") == true, "\(doctor.outputText)")
  }
}
