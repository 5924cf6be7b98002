import Foundation
import Harness
import Testing

/// The demonstration's team on a daemon that stays until `end`.
private struct DemoTeam {
  let folder: TemporaryFolder
  let socket: String
  private let stop: String

  init() throws {
    folder = try TemporaryFolder()
    let output = try run(
      (Binaries.folder ?? "") + "/simulate", ["demo", "--keep"],
      environment: ["TMPDIR=" + folder.path])
    try #require(output.status == .code(0), "\(output.errorOutputText)")
    socket = String(try #require(output.outputText.firstMatch(of: #/COX_SOCKET=(\S+)/#)?.1))
    stop = try #require(output.outputText.split(separator: "\n").last.map(String.init))
  }

  func end() {
    _ = try? run("sh", ["-c", stop])
    folder.remove()
  }

  var environment: [String] {
    ["COX_SOCKET=\(socket)", "XDG_STATE_HOME=\(folder.path)", "TERM=xterm", "TZ=UTC"]
  }

  func screen(_ words: [String], columns: Int, _ more: [String] = []) throws
    -> PseudoTerminal.Screen
  {
    try PseudoTerminal.run(
      Binaries.cox, words, columns: columns, environment: environment + more)
  }
}

@Suite("In a terminal", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct TerminalTests {
  /// The pages of a week, and what of each comes first.
  private static let pages: [(words: [String], first: String)] = [
    (["--as", "todd"], "Todd Baker"), (["week", "--as", "todd"], "Todd Baker"),
    (["team", "--as", "greg"], "week"), (["--as", "greg"], "Greg Hale"),
    (["team", "--why", "--as", "greg"], "Why this order"), (["--why", "--as", "todd"], "why"),
    (["week", "--why", "--as", "marc"], "why"),
    (["alerts", "--why", "--as", "todd"], "How it was judged"), (["deals", "--as", "todd"], "won"),
    (["plan", "--as", "marc"], "Marc Petit"), (["plan", "--all", "--as", "greg"], "Plans"),
    (["deals", "--list", "--as", "todd"], "won"), (["alerts", "--as", "todd"], "open alert"),
    (["status"], "Team demo"), (["doctor"], "to look at"), (["outbox"], "Nothing waits"),
  ]

  /// Cells of a line as this test counts them: the demonstration has no wide characters.
  private func cells(_ line: String) -> Int { line.count }

  /// A line with each number replaced by a zero.
  private func withoutFigures(_ line: String) -> String {
    line.replacing(#/[0-9][0-9.,]*/#, with: "0")
  }

  @Test("No page is wider than the terminal, at 60, 80 and 120 columns, and none needs colour")
  func widths() throws {
    let team = try DemoTeam()
    defer { team.end() }
    for page in Self.pages {
      for columns in [60, 80, 120] {
        let screen = try team.screen(page.words, columns: columns)
        #expect(screen.status == .code(0), "\(page.words): \(screen.lines)")
        let first = screen.lines.first ?? ""
        #expect(first.contains(page.first), "\(page.words) begins with \(first)")
        for line in screen.lines {
          #expect(cells(line) <= columns, "\(page.words) at \(columns): \(line)")
        }
        let plain = try team.screen(page.words, columns: columns, ["NO_COLOR=1"])
        #expect(!plain.bytes.contains(0x1b), "\(page.words) colours although it may not")
        // Between two looks at a living daemon its log, its memory and its last sync move.
        let moves = ["status", "doctor"].contains(page.words[0])
        let shown = { (lines: [String]) in moves ? lines.map(withoutFigures) : lines }
        #expect(shown(plain.lines) == shown(screen.lines))
      }
    }
  }

  @Test("The next action is the first thing that a week says")
  func nextAction() throws {
    let team = try DemoTeam()
    defer { team.end() }
    for columns in [60, 80, 120] {
      for words in [["--as", "todd"], ["week", "--as", "todd"]] {
        let said = try team.screen(words, columns: columns).lines.dropFirst().first { !$0.isEmpty }
        #expect(said?.hasPrefix("  Next: ") == true, "\(columns): \(said ?? "nothing")")
      }
    }
    let morning = try team.screen(["--as", "todd"], columns: 80).lines
    #expect(morning.count <= 24, "the morning is one screen: \(morning)")
    let next = try team.screen(["next", "--as", "todd"], columns: 60)
    #expect(next.lines.count == 1 && next.lines[0].hasPrefix("+"), "\(next.lines)")
  }

  @Test("A screen reader gets words: no bars, no columns, no signs, nothing cut off")
  func plain() throws {
    let team = try DemoTeam()
    defer { team.end() }
    for page in Self.pages {
      let screen = try team.screen(page.words + ["--plain"], columns: 60)
      #expect(screen.status == .code(0))
      let text = screen.lines.joined(separator: "\n")
      for sign in ["█", "·", "—", "–", "…", "  ", "\u{1b}"] {
        #expect(!text.contains(sign), "\(page.words) --plain says \(sign): \(text)")
      }
    }
    let week = try team.screen(["week", "--as", "todd", "--plain"], columns: 60).lines
    #expect(week[0].contains("Wednesday 18 November"), "\(week)")
  }

  @Test("A doctor's bundle holds nothing that anybody wrote or is called")
  func bundle() throws {
    let team = try DemoTeam()
    defer { team.end() }
    let path = team.folder.path + "/bundle.txt"
    let doctor = try run(
      Binaries.cox, ["doctor", "--bundle", path, "--as", "todd"], environment: team.environment)
    #expect(doctor.status == .code(0), "\(doctor.outputText)\(doctor.errorOutputText)")
    let bundle = String(decoding: try readFile(path), as: UTF8.self).lowercased()
    #expect(bundle.contains("daemon well") && bundle.contains("outbox well"))
    let team1 = try run(
      Binaries.cox, ["team", "--as", "greg", "--json"], environment: team.environment)
    let deals = try run(
      Binaries.cox, ["deals", "--list", "--as", "todd", "--rows"], environment: team.environment)
    let ids = deals.outputText.split(separator: "\n").dropFirst().compactMap {
      $0.split(separator: "\t").first.map { String($0).lowercased() }
    }
    #expect(team1.outputText.contains("Todd Baker") && ids.count > 10)
    let personal =
      [
        "todd", "baker", "marc", "petit", "ana", "ruiz", "lena", "vogel", "greg", "hale", "jerry",
        "novak", "sofia", "lund", "piet", "yuki",
        "notebook", team.socket,
      ]
      + ids
    for word in personal {
      #expect(!bundle.contains(word.lowercased()), "the bundle says \(word)")
    }
  }

  @Test("A doctor without a daemon says what to do, and that something is to be done")
  func absent() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let doctor = try run(
      Binaries.cox, ["doctor", "--screen", "--socket", folder.path + "/emea.sock"],
      environment: ["XDG_STATE_HOME=\(folder.path)"])
    #expect(doctor.status == .code(69))
    // A socket in no folder of ours tells no team.
    #expect(doctor.outputText.contains("coxswaind --team TEAM --socket"))
  }
}
