import Foundation
import Harness
import Testing

/// A person with a home of their own, on a team whose clock is the machine's.
struct Desk {
  let workbench: Workbench
  var environment: [String] { ["XDG_STATE_HOME=\(workbench.folder.path)/own", "NO_COLOR=1"] }
  var outbox: String { workbench.folder.path + "/own/coxswain" }

  init() throws {
    workbench = try Workbench()
  }

  static let playbook = """
    team: test
    zone: UTC
    metrics:
      call: {kind: activity, unit: count}
      won: {kind: outcome, unit: count, from: deal.won}
    members:
      ana: {name: Ana, role: rep, unix: ['#\(getuid())'], joined: 2020-01-01, quotas: {call: 60}}

    """

  func start() throws -> DaemonProcess {
    try DaemonProcess(
      binary: Binaries.daemon, team: "test", socket: workbench.socket, state: workbench.state,
      options: ["--exit-with-parent"])
  }

  /// Makes the person who runs the test a member, and stops the daemon again.
  func found() throws {
    let daemon = try start()
    let path = workbench.folder.path + "/playbook.yaml"
    try Self.playbook.write(toFile: path, atomically: false, encoding: .utf8)
    let applied = try cox(["playbook", "apply", path])
    try #require(applied.status == .code(0), "\(applied.errorOutputText)")
    #expect(daemon.stop() == .code(0))
  }

  func cox(_ words: [String]) throws -> CommandOutput {
    try run(Binaries.cox, words + ["--socket", workbench.socket], environment: environment)
  }

  /// The events of people in the log: id, type and time.
  func said() throws -> [[String: Any]] {
    try workbench.records().compactMap(\.event).map(json).filter {
      ($0["source"] as? String)?.hasPrefix("/cox/") ?? false
    }
  }
}

@Suite("The outbox", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct OutboxTests {
  @Test("What is said without a daemon, by commands some of which are killed, is sent exactly once")
  func exactlyOnce() throws {
    let desk = try Desk()
    try desk.found()
    var chance = Chance()
    let before = Date()
    var kept: Set<String> = []
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { close(nowhere) }
    // Half of them at once, so that they meet at the file; every third is killed while it writes.
    for round in 0..<2 {
      let children = try (0..<15).map { number in
        let id = "said-\(round)-\(number)"
        let child = try ChildProcess(
          Binaries.cox,
          ["log", "call", "acme", "--id", id, "--socket", desk.workbench.socket],
          output: nowhere, environment: desk.environment)
        if number % 3 == 0 {
          usleep(UInt32(chance.number(1000...9000)))
          child.signal(SIGKILL)
        }
        return (id, child)
      }
      for (id, child) in children where child.wait() == .code(0) { kept.insert(id) }
    }
    #expect(kept.count >= 20, "seed \(chance.seed)")
    let after = Date()
    let waiting = try desk.cox(["outbox", "--json"])
    #expect(waiting.status == .code(0))
    usleep(2_100_000)
    let daemon = try desk.start()
    // Several commands at once, of which one sends.
    let senders = try (0..<4).map { _ in
      try ChildProcess(
        Binaries.cox, ["status", "--socket", desk.workbench.socket], output: nowhere,
        error: nowhere,
        environment: desk.environment)
    }
    for sender in senders { #expect(sender.wait() == .code(0)) }
    _ = try desk.cox(["status"])
    #expect(daemon.stop() == .code(0))
    let said = try desk.said()
    let ids = said.compactMap { $0["id"] as? String }
    #expect(Set(ids).count == ids.count, "seed \(chance.seed): twice in \(ids)")
    #expect(kept.isSubset(of: ids), "seed \(chance.seed): lost \(kept.subtracting(ids))")
    for event in said {
      let time = try #require(
        (event["time"] as? String).flatMap { ISO8601DateFormatter().date(from: $0) })
      #expect(time >= before.addingTimeInterval(-1) && time <= after, "\(event)")
    }
    #expect(try readFile(desk.outbox + "/" + (try box(desk)) + "/kept").isEmpty)
  }

  @Test("A daemon that dies before it answers gets the event again, and stores it once")
  func lostAnswer() throws {
    let desk = try Desk()
    try desk.found()
    // Whoever listens here takes the words and goes away.
    let deaf = try ChildProcess(
      "socat", ["-u", "UNIX-LISTEN:\(desk.workbench.socket),fork", "SYSTEM:head -c 200 >/dev/null"])
    for _ in 0..<200 where !FileManager.default.fileExists(atPath: desk.workbench.socket) {
      usleep(10_000)
    }
    let lost = try desk.cox(["log", "call", "acme", "--screen"])
    #expect(lost.status == .code(0), "\(lost.errorOutputText)")
    #expect(lost.outputText.contains("kept here"), "\(lost.outputText)")
    deaf.signal(SIGTERM)
    deaf.wait()
    unlink(desk.workbench.socket)
    let daemon = try desk.start()
    let next = try desk.cox(["week", "--json"])
    #expect(next.errorOutputText.contains("sent 1 event"), "\(next.errorOutputText)")
    #expect(next.outputText.contains(#""done":1"#), "\(next.outputText)")
    #expect(daemon.stop() == .code(0))
    #expect(try desk.said().count == 1)
  }

  @Test("What a daemon refuses is put aside with the reason, and holds up nothing behind it")
  func refused() throws {
    let desk = try Desk()
    try desk.found()
    for words in [["nosuch"], ["call"]] {
      #expect(try desk.cox(["log"] + words).status == .code(0))
    }
    let daemon = try desk.start()
    let next = try desk.cox(["status"])
    #expect(next.status == .code(0))
    #expect(next.errorOutputText.contains("sent 1 event"), "\(next.errorOutputText)")
    #expect(next.errorOutputText.contains("cox outbox"), "\(next.errorOutputText)")
    let listed = try desk.cox(["outbox", "--json"])
    #expect(listed.outputText.contains("nosuch") && listed.outputText.contains(#""refused":""#))
    #expect(try desk.cox(["outbox", "--forget"]).status == .code(0))
    #expect(try desk.cox(["outbox", "--json"]).outputText.contains(#""refused":[]"#))
    #expect(daemon.stop() == .code(0))
  }

  @Test("Undo takes back the last one and then the one before, here and in the log")
  func undo() throws {
    let desk = try Desk()
    try desk.found()
    for account in ["one", "two", "three"] {
      #expect(try desk.cox(["log", "call", account]).status == .code(0))
    }
    let here = try desk.cox(["undo", "--screen"])
    #expect(here.outputText.contains("taken back: call · three"), "\(here.outputText)")
    let daemon = try desk.start()
    #expect(try desk.cox(["log", "call", "four"]).errorOutputText.contains("sent 2 events"))
    for account in ["four", "two", "one"] {
      let undone = try desk.cox(["undo", "--screen"])
      #expect(
        undone.outputText.contains("taken back: call · \(account)"),
        "\(undone.outputText)\(undone.errorOutputText)")
    }
    #expect(try desk.cox(["week", "--json"]).outputText.contains(#""done":0"#))
    let nothing = try desk.cox(["undo"])
    #expect(nothing.status == .code(66), "\(nothing.outputText)")
    #expect(daemon.stop() == .code(0))
    #expect(!(try desk.said().contains { "\($0)".contains("three") }))
  }

  @Test("Undo after a correction names it, and takes back nothing else")
  func undoAfterCorrection() throws {
    let desk = try Desk()
    try desk.found()
    let daemon = try desk.start()
    #expect(try desk.cox(["log", "call", "one"]).status == .code(0))
    let logged = try desk.cox(["log", "call", "two", "--screen"]).outputText
    let short = String(try #require(logged.firstMatch(of: #/logged (e-\d+)/#)?.1, "\(logged)"))
    #expect(try desk.cox(["amend", short, "--minutes", "300"]).status == .code(0))
    let undone = try desk.cox(["undo", "--screen"])
    #expect(undone.status == .code(64), "\(undone.outputText)")
    #expect(
      undone.errorOutputText.contains("correction of call · two"), "\(undone.errorOutputText)")
    #expect(try desk.cox(["week", "--json"]).outputText.contains(#""done":2"#))
    let disputed = try desk.cox(["dispute", short, "--reason", "no"])
    #expect(disputed.status == .code(0), "\(disputed.errorOutputText)")
    // It happened when it happened: a correction takes no time.
    #expect(try desk.cox(["amend", short, "--minutes", "9", "--at", "now"]).status == .code(64))
    #expect(daemon.stop() == .code(0))
  }

  @Test("First letters that nobody can look up now are not kept as if they were an id")
  func firstLettersOffline() throws {
    let desk = try Desk()
    try desk.found()
    let refused = try desk.cox(["retract", "4atx43j18"])
    #expect(refused.status == .code(69), "\(refused.errorOutputText)")
    #expect(try desk.cox(["outbox", "--json"]).outputText.contains(#""waiting":[]"#))
  }

  @Test("A time is meant where the member is, wherever the machine is")
  func memberZone() throws {
    let desk = try Desk()
    try desk.found()
    let daemon = try desk.start()
    let words = ["log", "call", "--at", "yesterday 12:00", "--socket", desk.workbench.socket]
    let logged = try run(
      Binaries.cox, words, environment: desk.environment + ["TZ=Asia/Tokyo"])
    #expect(logged.status == .code(0), "\(logged.errorOutputText)")
    #expect(daemon.stop() == .code(0))
    let time = try #require(try desk.said().first?["time"] as? String)
    #expect(time.hasSuffix("T12:00:00Z"), "\(time)")
  }

  @Test("The short id that a reply shows is taken, first letters are when they mean one event only")
  func shortIDs() throws {
    let desk = try Desk()
    try desk.found()
    let daemon = try desk.start()
    for id in ["7zk3aaaa", "7zk3bbbb"] {
      #expect(try desk.cox(["log", "call", "acme", "--id", id]).status == .code(0))
    }
    let several = try desk.cox(["retract", "7zk3"])
    #expect(several.status == .code(64))
    for id in ["7zk3aaaa", "7zk3bbbb"] { #expect(several.errorOutputText.contains(id)) }
    #expect(try desk.cox(["retract", "7zk3a"]).status == .code(0))
    let logged = try desk.cox(["log", "call", "zeta", "--screen"]).outputText
    let short = try #require(logged.firstMatch(of: #/logged (e-\d+)/#)?.1, "\(logged)")
    let amended = try desk.cox(["amend", String(short), "--count", "4", "--reason", "four"])
    #expect(amended.status == .code(0), "\(amended.errorOutputText)")
    #expect(try desk.cox(["week", "--json"]).outputText.contains(#""done":5"#))
    #expect(try desk.cox(["deal", "open", "D-1", "acme"]).status == .code(0))
    let opened = try desk.cox(["deal", "won", "D-1", "--screen"]).outputText
    let step = try #require(opened.firstMatch(of: #/(e-\d+)/#)?.1, "\(opened)")
    #expect(try desk.cox(["trace", String(step), "--json"]).outputText.contains(#""D-1""#))
    #expect(try desk.cox(["retract", "e-99999"]).status == .code(66))
    #expect(daemon.stop() == .code(0))
  }

  private func box(_ desk: Desk) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: desk.outbox)
    return try #require(names.first)
  }
}
