import Foundation
import Glibc
import Harness
import Testing

@Suite("Repairs", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct RepairToolTests {
  private func events(_ numbers: ClosedRange<Int>) -> [String] {
    numbers.map { number in
      "{\"specversion\":\"1.0\",\"id\":\"r-\(number)\",\"source\":\"/repair\","
        + "\"type\":\"coxswain.activity.logged\",\"subject\":\"ana\",\"data\":{\"metric\":\"call\"}}"
    }
  }

  /// A log with 200 events, a backup of them, 100 events more, of which the first is damaged; the
  /// result is the backup's last seq.
  private func damage(_ bench: Workbench) throws -> Int {
    let daemon = try bench.start()
    try bench.apply(members: ["ana: {name: Ana, role: rep, quotas: {call: 5}}"], on: daemon)
    _ = try bench.socat(events(1...200))
    let copy = bench.folder.path + "/copy"
    let output = try run(
      Binaries.cox, ["store", "backup", copy, "--json", "--socket", bench.socket])
    let seq = try #require(try json(output.outputText)["seq"] as? Int)
    _ = try bench.socat(events(201...300))
    #expect(daemon.stop() == .code(0))
    let path = bench.state + "/log/00000000000000000001.ndjson"
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    var bytes = Data(try readFile(path))
    let record = try #require(bytes.range(of: Data("{\"seq\":\(seq + 1),".utf8)))
    bytes[record.upperBound + 100] ^= 1
    try bytes.write(to: URL(filePath: path))
    return seq
  }

  private func files(_ folder: String) throws -> [String: [UInt8]] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    return try names.reduce(into: [:]) { files, name in
      files[name] = name == "log" ? [] : try readFile("\(folder)/\(name)")
    }
  }

  private func repair(_ bench: Workbench, to target: String? = nil) throws -> CommandOutput {
    let words = ["repair", "--state", bench.state]
    return try bench.daemon(words + (target.map { ["--to", $0] } ?? []))
  }

  @Test("A refused start names a repair; that tells what it would do and changes nothing")
  func told() throws {
    let bench = try Workbench()
    let seq = try damage(bench)
    let before = try files(bench.state)
    let start = try bench.daemon([
      "--team", "test", "--socket", bench.socket, "--state", bench.state, "--exit-with-parent",
    ])
    #expect(start.status == .code(65))
    let named = "coxswaind repair --state \(bench.state)"
    #expect(start.errorOutputText.contains(named), "\(start.errorOutputText)")
    #expect(try bench.verify().errorOutputText.contains(named))
    let told = try repair(bench)
    #expect(told.status == .code(65))
    for words in [
      "damaged: \(bench.state)/log/", "at byte ", "keeps: \(seq) records, up to seq \(seq)",
      "loses: seq \(seq + 1) to ", "100 of these 101 records are whole",
      "\(named) --to \(bench.state).repaired", "coxswaind restore --state NEW BACKUP",
    ] {
      #expect(told.outputText.contains(words), "\(words) in \(told.outputText)")
    }
    #expect(try files(bench.state) == before)
    #expect(!FileManager.default.fileExists(atPath: bench.state + ".repaired"))
  }

  @Test("A daemon on what was repaired knows what one on a backup of the same seq knows")
  func repaired() throws {
    let bench = try Workbench()
    let seq = try damage(bench)
    let before = try files(bench.state)
    let base = bench.folder.path
    let output = try repair(bench, to: base + "/new")
    try #require(output.status == .code(0), "\(output.errorOutputText)")
    #expect(output.outputText.hasSuffix("  cox clock accept\n"), "\(output.outputText)")
    #expect(try files(bench.state) == before)
    let verified = try bench.daemon(["verify", "--state", base + "/new"])
    #expect(verified.status == .code(0), "\(verified.errorOutputText)")
    #expect(verified.outputText.contains("up to seq \(seq)"))
    let restored = try bench.daemon(["restore", "--state", base + "/old", base + "/copy"])
    #expect(restored.status == .code(0))
    var weeks: [String] = []
    for state in ["/old", "/new"] {
      let daemon = try DaemonProcess(
        binary: Binaries.daemon, team: "test", socket: bench.socket, state: base + state,
        options: ["--exit-with-parent", "--test-clock", Workbench.clock])
      let cox = ["--member", "ana", "--json", "--socket", bench.socket]
      weeks.append(try run(Binaries.cox, ["week"] + cox).outputText)
      if state == "/new" { try sayOnceMore(output.outputText, bench) }
      #expect(daemon.stop() == .code(0))
    }
    #expect(weeks[0] == weeks[1])
    #expect(weeks[0].contains("\"done\":200"), "\(weeks[0])")
    let last = try bench.daemon(["verify", "--state", base + "/new"])
    #expect(last.status == .code(0), "\(last.errorOutputText)")
  }

  /// Runs the line that the repair told: all events but the damaged one come back, once.
  private func sayOnceMore(_ told: String, _ bench: Workbench) throws {
    let line = try #require(told.split(separator: "\n").last { $0.contains("jq -c") })
    let script = String(line).replacing("cox ingest", with: "'\(Binaries.cox)' ingest --json")
    for new in [99, 0] {
      let output = try run("sh", ["-c", script], environment: ["COX_SOCKET=\(bench.socket)"])
      #expect(output.status == .code(0), "\(output.errorOutputText)")
      #expect(output.outputText.contains("\"new\":\(new)"), "\(output.outputText)")
    }
  }

  @Test("A log in use, a sound one, a place that is taken or inside it: nothing is written")
  func refused() throws {
    let bench = try Workbench()
    _ = try damage(bench)
    let base = bench.folder.path
    try FileManager.default.createDirectory(
      atPath: base + "/full", withIntermediateDirectories: false)
    try writeFile(base + "/full/notes", "mine")
    let before = try files(bench.state)
    for target in [base + "/full", bench.state, bench.state + "/new"] {
      let output = try repair(bench, to: target)
      #expect(output.status == .code(73), "\(target): \(output.errorOutputText)")
    }
    #expect(try files(bench.state) == before)
    #expect(Array(try files(base + "/full").keys).sorted().contains("notes"))
    let copy = ["repair", "--state", base + "/copy"]
    #expect(try bench.daemon(copy).status == .code(0))
    #expect(try bench.daemon(copy + ["--to", base + "/new"]).status == .code(64))
    #expect(try bench.daemon(["repair", "--state", base + "/none"]).status == .code(66))
    #expect(!FileManager.default.fileExists(atPath: base + "/new"))
    let other = try Workbench()
    let daemon = try other.start()
    let busy = try repair(other, to: base + "/new")
    #expect(busy.status == .code(75), "\(busy.errorOutputText)")
    #expect(busy.errorOutputText.contains("in use by coxswaind --team test"))
    #expect(daemon.stop() == .code(0))
  }

  @Test("A repair that is killed leaves a whole log, or none that is started on, and is repeated")
  func killed() throws {
    let bench = try Workbench()
    let seq = try damage(bench)
    let before = try files(bench.state)
    var unfinished = 0
    for milliseconds in 0..<40 {
      let target = "\(bench.folder.path)/new-\(milliseconds)"
      let script = """
        "$0" repair --state "$1" --to "$2" >/dev/null 2>&1 &
        sleep "$3"; kill -9 $!; wait
        """
      let seconds = "0.0\(milliseconds / 10)\(milliseconds % 10)"
      _ = try run("sh", ["-c", script, Binaries.daemon, bench.state, target, seconds])
      let names = (try? FileManager.default.contentsOfDirectory(atPath: target)) ?? []
      if !names.contains("log") {
        if names.contains("log.repairing") {
          unfinished += 1
          let start = try bench.daemon([
            "--team", "test", "--socket", bench.socket, "--state", target, "--exit-with-parent",
          ])
          #expect(start.status == .code(65), "\(start.errorOutputText)")
        }
        let again = try repair(bench, to: target)
        #expect(again.status == .code(0), "\(again.errorOutputText)")
      }
      let verified = try bench.daemon(["verify", "--state", target])
      #expect(verified.outputText.contains("up to seq \(seq)"), "\(verified.errorOutputText)")
    }
    if unfinished == 0 { sayAside("no repair was met while it wrote") }
    #expect(try files(bench.state) == before)
  }

  @Test(
    "What root repairs belongs to the owner of the damaged log",
    .enabled(if: IdentityTests.canChangeUser, "needs root"))
  func owner() throws {
    let bench = try Workbench()
    _ = try damage(bench)
    for path in try [""] + files(bench.state).keys.map({ "/" + $0 }) {
      try #require(chown(bench.state + path, 4711, 4711) == 0)
    }
    let target = bench.folder.path + "/new"
    #expect(try repair(bench, to: target).status == .code(0))
    for path in try [""] + FileManager.default.subpathsOfDirectory(atPath: target) {
      let found = try FileManager.default.attributesOfItem(atPath: target + "/" + path)
      #expect(found[.ownerAccountID] as? Int == 4711, "\(path)")
    }
  }
}
