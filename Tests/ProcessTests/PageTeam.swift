import Foundation
import Harness
import Testing

/// Team acme in a folder that stands for a machine: its state, its backups, and a `systemctl` that
/// starts and stops one daemon, on a test clock.
///
/// The team's six weeks, three of them short of the quota, end in one alert.
final class PageTeam {
  /// When all six weeks are judged, and the pages are followed.
  static let end = "2027-01-04T12:00:00Z"
  private static let weeks = [
    ("2026-11-23", 8), ("2026-11-30", 8), ("2026-12-07", 8), ("2026-12-14", 4),
    ("2026-12-21", 4), ("2026-12-28", 4),
  ]
  private static let playbook = """
    team: acme
    zone: Europe/Paris
    metrics:
      call: {name: Call, kind: activity, unit: count, serves: won}
      won: {name: Won, kind: outcome, unit: count, from: deal.won}
    members:
      ana: {name: Ana, role: rep, manager: greg, joined: 2026-06-01, quotas: {call: 8}}
      ben: {name: Ben, role: rep, manager: greg, joined: 2026-06-01}
      greg: {name: Greg, role: manager}

    """
  private static let standIns = [
    // One daemon, which runs as soon as its socket would.
    "systemctl": #"""
    #!/bin/sh
    cd "$PAGE" || exit 1
    gone() { ! kill -0 "$1" 2>/dev/null || grep -q '^State:.*Z' "/proc/$1/status" 2>/dev/null; }
    case $1 in
    restart) systemctl stop && systemctl start ;;
    stop)
      [ -s pid ] || exit 0
      kill "$(cat pid)"
      until gone "$(cat pid)"; do sleep 0.02; done
      rm pid ;;
    start)
      : >log
      setsid coxswaind --team acme --socket "$COX_SOCKET" --state "$PAGE/lib/acme" \
        --test-clock "$(cat clock)" </dev/null >/dev/null 2>log &
      echo $! >pid
      until grep -q ' ready on ' log; do
        if gone "$(cat pid)"; then rm pid; cat log >&2; exit 1; fi
        sleep 0.02
      done ;;
    esac
    """#,
    "journalctl": "#!/bin/sh\necho 'an I/O error'",
    "smartctl": "#!/bin/sh\necho \"$*\"",
    "ssh": "#!/bin/sh\nshift 3\nexec sh -c \"$*\"",
  ]

  let bench: Workbench
  var folder: String { bench.folder.path }
  var state: String { folder + "/lib/acme" }

  init() throws {
    bench = try Workbench()
    for name in ["bin", "lib"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)", withIntermediateDirectories: false)
    }
    for (name, text) in Self.standIns {
      try writeFile("\(folder)/bin/\(name)", text + "\n")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: "\(folder)/bin/\(name)")
    }
    try writeFile(folder + "/place", folder)
    try writeFile(folder + "/clock", "2026-11-20T12:00:00Z")
    try writeFile(folder + "/acme.yaml", Self.playbook)
  }

  /// Ends the daemon, whatever a test came to.
  func end() { _ = try? shell("systemctl stop") }

  /// Runs commands where the ones before have left the shell.
  func shell(_ commands: String, input: String? = nil) throws -> CommandOutput {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try run(
      "/bin/sh", ["-c", "cd \"$(cat \"$PAGE/place\")\"\n\(commands)"], input: input,
      environment: [
        "PATH=\(folder)/bin:\(Binaries.folder ?? ""):\(path)", "PAGE=\(folder)",
        "COX_SOCKET=\(bench.socket)", "XDG_STATE_HOME=\(folder)/home", "TZ=UTC",
      ])
  }

  /// Runs commands that must go well.
  @discardableResult
  func sure(_ commands: String, input: String? = nil) throws -> String {
    let output = try shell(commands, input: input)
    try #require(output.status == .code(0), "\(commands): \(output.errorOutputText)")
    return output.outputText
  }

  /// Follows a block of a page, with the machine's folders in this one and other words as told.
  @discardableResult
  func follow(_ block: OperatorPage.Block, _ words: [String: String] = [:]) throws -> String {
    try sure("set -e\n\(here(block, words))\npwd >\"$PAGE/place\"")
  }

  /// Follows a command that a sentence of a page names.
  @discardableResult
  func follow(_ named: String, _ words: [String: String] = [:]) throws -> String {
    try follow(OperatorPage.Block(commands: [named]), words)
  }

  /// Types the block's command and holds what it says against what the page shows: the same kinds of
  /// lines in the same order.
  func type(_ block: OperatorPage.Block) throws -> CommandOutput {
    let output = try shell(here(block, [:]))
    var rest = output.outputText.split(separator: "\n")[...]
    for line in block.shown where line.first?.isLetter == true {
      let label = line.prefix { $0 != ":" }
      // A page may show more lines of a kind than there are here, but no other kinds.
      let found = rest.firstIndex { $0.prefix { $0 != ":" } == label }
      if let found { rest = rest[found...] }
      #expect(found != nil, "\(line) is not in \(output.outputText)")
    }
    return output
  }

  private func here(_ block: OperatorPage.Block, _ words: [String: String]) -> String {
    let places = [
      ("/var/lib/private/coxswain", folder + "/lib"), ("/var/lib/coxswain", folder + "/lib"),
      ("/srv/", folder + "/srv/"),
    ]
    let all = words.sorted { $0.key < $1.key } + places
    return all.reduce(block.commands.joined(separator: "\n")) { $0.replacing($1.0, with: $1.1) }
  }

  /// Plays the six weeks; `after` is told of each week that was logged.
  func play(after: (Int) throws -> Void) throws {
    try sure("systemctl start && cox --team acme playbook apply acme.yaml")
    for (number, (monday, calls)) in Self.weeks.enumerated() {
      try advance("\(monday)T20:00:00Z")
      try log((0..<calls).map { ("c-\(number)-\($0)", "ana", "\(monday)T1\($0):00:00Z") })
      try after(number)
    }
    try advance(Self.end)
  }

  /// Logs calls by their ids.
  func log(_ calls: [(id: String, member: String, time: String)]) throws {
    let lines = calls.map { call in
      #"{"specversion":"1.0","id":"\#(call.id)","source":"/page","type":"coxswain.activity.logged","#
        + #""subject":"\#(call.member)","time":"\#(call.time)","data":{"metric":"call"}}"# + "\n"
    }
    try sure("cox --team acme ingest -", input: lines.joined())
  }

  private func advance(_ time: String) throws {
    try sure("cox rpc clock.advance '{\"to\":\"\(time)\"}'")
    try writeFile(folder + "/clock", time)
  }

  /// Whether the daemon says that it judges nothing as yet.
  func isHeld() throws -> Bool {
    try sure("cox --team acme status --json").contains(#""held":true"#)
  }

  /// What was judged in a log that no daemon works on: kinds, members and weeks.
  func judged(_ state: String) throws -> [String] {
    try sure("coxswaind cat --state '\(state)'").split(separator: "\n").compactMap { line in
      guard let event = try json(line)["event"] as? [String: Any],
        let type = event["type"] as? String,
        type.hasPrefix("coxswain.week.") || type.hasPrefix("coxswain.alert.")
      else { return nil }
      let week = (event["data"] as? [String: Any])?["week"] as? String
      return "\(type) \(event["subject"] as? String ?? "") \(week ?? "")"
    }
  }
}
