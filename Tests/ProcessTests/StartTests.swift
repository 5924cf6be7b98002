import Foundation
import Harness
import Testing

@Suite("Starting and stopping", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct StartTests {
  private let events = (1...200).map { number in
    "{\"specversion\":\"1.0\",\"id\":\"s-\(number)\",\"source\":\"/start\","
      + "\"type\":\"coxswain.activity.logged\",\"subject\":\"ana\",\"data\":{\"metric\":\"call\"}}"
  }

  @Test("Socat with a file of events is an integration")
  func oneLiner() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    for (new, dup) in [(200, 0), (0, 200)] {
      let output = try workbench.socat(events)
      #expect(output.status == .code(0))
      let lines = try output.outputText.split(separator: "\n").map(json)
      let acks = lines.filter { $0["method"] as? String == "ingest.ack" }
      #expect(!acks.isEmpty && lines.allSatisfy { $0["error"] == nil })
      let last = try #require(acks.last?["params"] as? [String: Any])
      #expect(last["stream"] as? Int == 0 && last["n"] as? Int == 200)
      #expect(last["new"] as? Int == new && last["dup"] as? Int == dup)
    }
    daemon.kill()
    let stored = try workbench.records().compactMap(\.event).filter { $0.contains("/start") }
    #expect(stored == events)
  }

  @Test("A second daemon on the same state ends with 75 and names the state")
  func oneWriter() throws {
    let workbench = try Workbench()
    let first = try workbench.start()
    let second = try workbench.daemon([
      "--team", "test", "--socket", workbench.folder.path + "/second.sock", "--state",
      workbench.state, "--exit-with-parent",
    ])
    #expect(second.status == .code(75))
    #expect(second.errorOutputText.contains(workbench.state))
    #expect(first.stop() == .code(0))
    let third = try workbench.start()
    #expect(third.stop() == .code(0))
  }

  @Test("A user's first daemon makes the folders above its state; a named one must have them")
  func stateFolders() throws {
    let workbench = try Workbench()
    let base = workbench.folder.path
    let script = """
      "$0" --team test --socket \(workbench.socket) --exit-with-parent &
      for i in $(seq 200); do [ -S \(workbench.socket) ] && break; sleep 0.05; done
      kill $! && wait $!
      """
    let first = try run(
      "sh", ["-c", script, Binaries.daemon], environment: ["XDG_STATE_HOME=\(base)/none/deep"])
    #expect(first.status == .code(0), "\(first.errorOutputText)")
    let state = base + "/none/deep/coxswain/test"
    #expect(try workbench.daemon(["verify", "--state", state]).status == .code(0))
    for folder in ["/none", "/none/deep", "/none/deep/coxswain"] {
      let mode = try FileManager.default.attributesOfItem(atPath: base + folder)[.posixPermissions]
      #expect(mode as? Int == 0o700, "\(folder)")
    }
    let named = try workbench.daemon([
      "--team", "test", "--socket", workbench.socket, "--state", base + "/gone/test",
      "--exit-with-parent",
    ])
    #expect(named.status == .code(73))
    #expect(named.errorOutputText.contains("mkdir -p \(base)/gone"), "\(named.errorOutputText)")
    #expect(!FileManager.default.fileExists(atPath: base + "/gone"))
  }

  @Test("Another team's state is refused with 78, both teams named")
  func otherTeam() throws {
    let workbench = try Workbench()
    let first = try workbench.start()
    try workbench.apply(members: ["ana: {name: Ana, role: rep}"], on: first)
    #expect(first.stop() == .code(0))
    let second = try workbench.daemon([
      "--team", "other", "--socket", workbench.socket, "--state", workbench.state,
      "--exit-with-parent",
    ])
    #expect(second.status == .code(78))
    #expect(second.errorOutputText.contains("team test, not of other"))
  }

  @Test("A start long after the last record judges nothing until its operator accepts the clock")
  func acceptClock() throws {
    let workbench = try Workbench()
    let first = try workbench.start(["--test-clock", "2021-01-06T12:00:00Z"])
    try workbench.apply(members: ["ana: {name: Ana, role: rep, joined: 2021-01-01}"], on: first)
    #expect(first.stop() == .code(0))
    let second = try DaemonProcess(
      binary: Binaries.daemon, team: "test", socket: workbench.socket, state: workbench.state,
      options: ["--exit-with-parent"])
    let cox = ["--socket", workbench.socket]
    let before = try run(Binaries.cox, ["status", "--json"] + cox)
    #expect(before.outputText.contains(#""doubt":true"#), "\(before.outputText)")
    let accepted = try run(Binaries.cox, ["clock", "accept", "--json"] + cox)
    #expect(accepted.outputText.contains(#""was_doubted":true"#), "\(accepted.errorOutputText)")
    let after = try run(Binaries.cox, ["status", "--json"] + cox)
    #expect(after.outputText.contains(#""doubt":false"#), "\(after.outputText)")
    #expect(second.stop() == .code(0))
    #expect(try workbench.records().contains { $0.event?.contains("week.closed") == true })
  }

  @Test("A damaged log is refused with 65, the file, the place and what to do; no byte changes")
  func damage() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    _ = try workbench.socat(events)
    #expect(daemon.stop() == .code(0))
    let log = workbench.state + "/log"
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: log).sorted().first {
        $0.hasSuffix(".ndjson")
      })
    try flipBit(log + "/" + name)
    let damaged = try Data(contentsOf: URL(filePath: log + "/" + name))
    let start = try workbench.daemon([
      "--team", "test", "--socket", workbench.socket, "--state", workbench.state,
      "--exit-with-parent",
    ])
    #expect(start.status == .code(65))
    #expect(start.errorOutputText.contains(name), "\(start.errorOutputText)")
    #expect(start.errorOutputText.contains("coxswaind "), "\(start.errorOutputText)")
    let verify = try workbench.verify()
    #expect(verify.status == .code(65))
    #expect((verify.outputText + verify.errorOutputText).contains(name))
    #expect(try Data(contentsOf: URL(filePath: log + "/" + name)) == damaged)
  }

  @Test("Offline, verify is content and cat prints the records asked for")
  func offline() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    _ = try workbench.socat(events)
    #expect(daemon.stop() == .code(0))
    #expect(try workbench.verify().status == .code(0))
    let all = try workbench.records()
    #expect(all.map(\.seq) == Array(1...all.count))
    let some = try workbench.daemon(["cat", "--state", workbench.state, "--from", "5", "--to", "7"])
    #expect(some.outputText.split(separator: "\n").count == 3)
    #expect(some.outputText.hasPrefix("{\"seq\":5,"))
    let missing = try workbench.daemon(["verify", "--state", workbench.folder.path + "/nothing"])
    #expect(missing.status != .code(0))
  }

  @Test("A path that is not there, or may not be read, is told as that and not as a failing disk")
  func unreachable() throws {
    let workbench = try Workbench()
    #expect(try workbench.start().stop() == .code(0))
    let base = workbench.folder.path
    try FileManager.default.createDirectory(
      atPath: base + "/none", withIntermediateDirectories: false)
    try writeFile(base + "/file", "")
    for tool in [["verify"], ["cat"], ["repair"]] {
      for (name, words) in [
        ("none", "there is no log in \(base)/none"), ("gone", "there is no \(base)/gone"),
        ("file", "\(base)/file is no directory"),
      ] {
        let output = try workbench.daemon(tool + ["--state", "\(base)/\(name)"])
        #expect(output.status == .code(66), "\(tool) \(name): \(output.errorOutputText)")
        #expect(output.errorOutputText.contains(words), "\(output.errorOutputText)")
        #expect(!output.errorOutputText.contains("disk"), "\(output.errorOutputText)")
      }
    }
    for (state, backup, code, words) in [
      ("new", "gone", 66, "there is no \(base)/gone"),
      ("gone/new", "state", 73, "mkdir -p \(base)/gone"),
      ("file", "state", 73, "no directory"),
    ] as [(String, String, Int32, String)] {
      let output = try workbench.daemon([
        "restore", "--state", "\(base)/\(state)", "\(base)/\(backup)",
      ])
      #expect(output.status == .code(code), "\(state): \(output.errorOutputText)")
      #expect(output.errorOutputText.contains(words), "\(output.errorOutputText)")
    }
  }

  @Test(
    "Who may not read a log is told so, with 77",
    .enabled(if: IdentityTests.canChangeUser, "needs root"))
  func forbidden() throws {
    let workbench = try Workbench()
    #expect(try workbench.start().stop() == .code(0))
    // The programs may be in a folder that only root can enter. A process of its own copies: a child
    // of another test could hold a file open that this one writes, and then it cannot be run.
    let binary = workbench.folder.path + "/coxswaind"
    let copied = try run("install", ["-m", "755", Binaries.daemon, binary])
    try #require(copied.status == .code(0), "\(copied.errorOutputText)")
    let other = ["--reuid", "4711", "--regid", "4711", "--clear-groups", binary]
    for tool in ["verify", "cat", "repair"] {
      let output = try run("setpriv", other + [tool, "--state", workbench.state])
      #expect(output.status == .code(77), "\(tool): \(output.errorOutputText)")
      #expect(output.errorOutputText.contains("uid 4711 may not"), "\(output.errorOutputText)")
    }
  }

  @Test("Started with its streams closed, a daemon writes its messages into no file of its own")
  func closedStreams() throws {
    let workbench = try Workbench()
    let child = try ChildProcess(
      "sh",
      [
        "-c",
        "exec \"$0\" --team test --socket \"$1\" --state \"$2\" --exit-with-parent <&- >&- 2>&-",
        Binaries.daemon, workbench.socket, workbench.state,
      ])
    for _ in 0..<500 where !FileManager.default.fileExists(atPath: workbench.socket) {
      usleep(20_000)
    }
    for number in 0...2 {
      let open = try FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/\(child.pid)/fd/\(number)")
      #expect(open == "/dev/null")
    }
    let status = try run(Binaries.cox, ["status", "--json", "--socket", workbench.socket])
    #expect(status.status == .code(0), "\(status.errorOutputText)")
    child.signal(SIGTERM)
    #expect(child.wait() == .code(0))
    let lock = try String(contentsOfFile: workbench.state + "/lock", encoding: .utf8)
    #expect(lock == "coxswaind --team test")
    #expect(try workbench.verify().status == .code(0))
  }
}
