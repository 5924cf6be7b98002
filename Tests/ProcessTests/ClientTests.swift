import Foundation
import Harness
import Testing

/// The clients of `protocol/clients` while they, and the daemon under them, are killed: each test
/// writes a transcript with random kills and has run.py play it.
@Suite("Clients", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct ClientTests {
  static let kills = 40

  @Test("A dialer that is killed at any byte, or its daemon, loses no call and doubles none")
  func dialer() throws {
    let workbench = try Workbench()
    var (chance, calls) = (Chance(), Calls())
    let (full, log) = (workbench.folder.path + "/full", workbench.folder.path + "/calls.log")
    var steps = Self.playbook
    for _ in 1...Self.kills {
      let lines = chance.number(1...8)
      for _ in 1...lines { calls.add(&chance) }
      // The log ends anywhere; what was complete before is there, and at least one more line.
      let end = calls.bytes - chance.number(0...calls.lastLength)
      steps.append(#"{"run":["sh","-c","head -c \#(end) \#(full) > \#(log)"]}"#)
      steps.append(
        Self.run(
          ["clients/examples/dialer.py", log], kill: ["client", "daemon"][chance.number(0...1)],
          after: chance.number(1...(100 + (lines - 1) * 150))))
    }
    steps.append(#"{"run":["sh","-c","clients/examples/dialer.py \#(full) > \#(log)"]}"#)
    steps.append(
      #"{"send":{"jsonrpc":"2.0","id":9,"method":"query","params":{"view":"counts","metric":"call"}}}"#
    )
    let rows = calls.made.map {
      #"{"member":"\#($0.key)","week":"2026-W47","done":\#($0.value)}"#
    }
    steps.append(
      #"{"expect_part":{"id":9,"result":{"rows":[\#(rows.sorted().joined(separator: ","))]}}}"#)
    try calls.text.write(toFile: full, atomically: false, encoding: .utf8)
    try play(steps, in: workbench, seed: chance.seed)
  }

  @Test("A subscriber sees each event once and in order while the daemon is killed")
  func subscriber() throws {
    let workbench = try Workbench()
    var chance = Chance()
    let program = workbench.folder.path + "/relay.py"
    try Self.relay.write(toFile: program, atomically: false, encoding: .utf8)
    var steps = Self.playbook
    for round in 1...12 {
      // Both connections of the program go through the tap, which is why one kill meets both.
      steps.append(
        Self.run(
          ["python3", program, "/relay/\(round)"], kill: "daemon",
          after: chance.number(1...35_000)))
    }
    try play(steps, in: workbench, seed: chance.seed)
  }

  private static let playbook = [
    #"{"send":{"jsonrpc":"2.0","id":1,"method":"playbook.apply","params":{"text":"\#(team)"}}}"#,
    #"{"expect_part":{"id":1,"result":{"applied":true}}}"#,
  ]

  private static let team = [
    "team: acme", "zone: UTC", "metrics:", "  call: {kind: activity, unit: count}", "members:",
    "  ana: {name: Ana, role: rep, aliases: {/dialer/1: ['201']}}",
    "  ben: {name: Ben, role: rep, aliases: {/dialer/1: ['202']}}",
  ].map { $0 + #"\n"# }.joined()

  /// Sends 300 events and subscribes to them at the same time; ends with 0 when what came is what
  /// was sent.
  private static let relay = """
    import sys, threading
    sys.path.insert(0, "clients")
    from coxswain import Coxswain

    team, source = Coxswain(), sys.argv[1]
    ids = ["e-%d" % n for n in range(300)]
    event = {"type": "coxswain.activity.logged", "subject": "ana", "data": {"metric": "call"}}
    feed = [event | {"id": id} for id in ids]
    threading.Thread(target=team.ingest, args=(feed, source)).start()
    seen = []
    for item in team.subscribe("start", {"sources": [source]}):
        seen.append(item["event"]["id"])
        if len(seen) == len(ids):
            break
    sys.exit(0 if seen == ids else "came: %s" % seen)
    """

  private static func run(_ command: [String], kill: String, after: Int) -> String {
    let words = command.map { "\"\($0)\"" }.joined(separator: ",")
    return #"{"run":[\#(words)],"kill":"\#(kill)","after":\#(after)}"#
  }

  private func play(_ steps: [String], in workbench: Workbench, seed: UInt64) throws {
    let transcript = workbench.folder.path + "/kills.ndjson"
    try (steps.joined(separator: "\n") + "\n")
      .write(toFile: transcript, atomically: false, encoding: .utf8)
    let output = try Harness.run(
      "python3",
      [TranscriptTests.folder + "/run.py", "--spawn", Binaries.daemon, transcript])
    #expect(
      output.status == .code(0), "seed \(seed): \(output.outputText)\(output.errorOutputText)")
  }
}

/// A call log, and how many calls it has of each member.
private struct Calls {
  private(set) var text = ""
  private(set) var made: [String: Int] = [:]
  private(set) var lastLength = 0
  var bytes: Int { text.utf8.count }

  mutating func add(_ chance: inout Chance) {
    let (member, line) = [("ana", 201), ("ben", 202)][chance.number(0...1)]
    let (second, length) = (chance.number(10...59), chance.number(0...900))
    let call = "2026-11-20T09:14:\(second)Z \(line) \(length) connected\n"
    made[member, default: 0] += 1
    lastLength = call.utf8.count
    text += call
  }
}
