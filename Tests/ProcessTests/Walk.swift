import Foundation
import Harness
import Testing

/// A page whose command blocks are run: `ana$ cox …` is typed by ana, `$ cox …` by the operator, and
/// `# Tuesday 17 November 2026, 10:05` says when, in Paris.
struct Walk {
  /// One command of the page, with what the page shows below it.
  struct Step {
    var clock: String?
    var member: String?
    var command: String
    var shown: [String]
    /// Lines of the page that hold what is shown.
    var place: Range<Int>
  }

  let path: String
  let lines: [String]

  static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  init(_ path: String) throws {
    self.path = path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The commands of all blocks, in the order of the page.
  func steps() throws -> [Step] {
    var steps: [Step] = []
    var isInside = false
    var clock: String?
    for (number, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        isInside.toggle()
        continue
      }
      guard isInside else { continue }
      if let time = line.wholeMatch(of: #/# \w+ (\d+) November 2026, (\d\d:\d\d)/#) {
        clock = "2026-11-\(time.1)T\(time.2):00+01:00"
      } else if let typed = line.wholeMatch(of: #/(\w*)\$ (.+)/#) {
        steps.append(
          Step(
            clock: clock, member: typed.1.isEmpty ? nil : String(typed.1),
            command: String(typed.2), shown: [], place: number + 1..<number + 1))
        clock = nil
      } else {
        try #require(!steps.isEmpty, "line \(number + 1) is below no command")
        // Empty lines belong to what is shown only where something follows them.
        if line.isEmpty { continue }
        let last = steps.count - 1
        let start = steps[last].place.lowerBound
        steps[last].place = start..<number + 1
        steps[last].shown = Array(lines[start...number])
      }
    }
    return steps
  }

  /// The page with what the commands really said.
  func rewritten(_ steps: [Step], _ said: [[String]]) -> String {
    var lines = lines
    for (step, text) in zip(steps, said).reversed() {
      lines.replaceSubrange(step.place, with: text)
    }
    return lines.joined(separator: "\n")
  }
}

/// A team for a walk: a daemon on a test clock, and a terminal of 80 columns to type into.
final class WalkTeam {
  let bench: Workbench
  let daemon: DaemonProcess

  init(at clock: String) throws {
    bench = try Workbench()
    daemon = try DaemonProcess(
      binary: Binaries.daemon, team: "acme", socket: bench.folder.path + "/acme.sock",
      state: bench.state, options: ["--exit-with-parent", "--test-clock", clock])
  }

  /// Moves the clock to the step's time and types its command.
  func type(_ step: Walk.Step) throws -> [String] {
    if let clock = step.clock {
      let moved = try run(
        Binaries.cox, ["rpc", "clock.advance", "{\"to\":\"\(clock)\"}"], environment: environment)
      try #require(moved.status == .code(0), "\(clock): \(moved.errorOutputText)")
    }
    let command = step.command + (step.member.map { " --as \($0)" } ?? "")
    let folder = bench.folder.path
    let screen = try PseudoTerminal.run(
      "/bin/sh", ["-c", "cd '\(folder)' && \(command)"], columns: 80, environment: environment)
    var said = screen.lines.map { line in
      // A store's id is drawn when it is made; a page shows it as zeros.
      let line = line.replacing(
        #/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/#,
        with: "00000000-0000-0000-0000-000000000000")
      let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
      return String(line[..<end])
    }
    while said.last?.isEmpty == true { said.removeLast() }
    return said
  }

  private var environment: [String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return [
      "PATH=\(Binaries.folder ?? ""):\(path)", "COX_SOCKET=\(daemon.socket)", "NO_COLOR=1",
      "XDG_STATE_HOME=\(bench.folder.path)", "TERM=xterm", "TZ=Europe/Paris", "LC_ALL=C.UTF-8",
    ]
  }
}
