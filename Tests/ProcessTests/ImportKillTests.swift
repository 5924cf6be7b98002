import Glibc
import Harness
import Testing

@Suite("Imports that are killed", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct ImportKillTests {
  static let rows = 60_000
  static let kills = 12

  /// Calls of two people; every hundredth is of nobody, so that odd rows are among them.
  private static func calls() -> String {
    var text = "Record ID,Activity date,Activity assigned to,Call duration,Last Modified Date\n"
    for row in 1...rows {
      let person = row % 100 == 0 ? "" : row % 2 == 0 ? "Ana Ruiz" : "Ben Sato"
      let day = "2026-0\(row % 9 + 1)-0\(row % 7 + 1)"
      text += "\(row),\(day) 10:00,\(person),60000,2026-11-01 10:00\n"
    }
    return text
  }

  @Test(
    "killed again and again, with the daemon at times, it loses no row, doubles none and goes on")
  func kills() throws {
    let team = try CRMTeam()
    var chance = Chance()
    let file = team.bench.folder.path + "/calls.csv"
    try writeFile(file, Self.calls())
    var (hits, resumed) = (0, 0)
    for _ in 1...Self.kills {
      let messages = team.bench.folder.path + "/messages"
      let descriptor = open(messages, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      let tool = try ChildProcess(
        Binaries.cox,
        ["import", "--mapping", "hubspot-calls", file, "--socket", team.bench.socket],
        error: descriptor)
      close(descriptor)
      // Somewhere on its way: a part of the log's growth, and not of time, decides when.
      let size = try Self.logSize(team)
      let grown = chance.number(50_000...1_500_000)
      while tool.isRunning, try Self.logSize(team) < size + grown { usleep(500) }
      if tool.isRunning { hits += 1 }
      if chance.number(1...3) == 1 { try team.restart() }
      tool.signal(SIGKILL)
      tool.wait()
    }
    let last = try team.importing("hubspot-calls", file)
    try #require(last.status == .code(0), "seed \(chance.seed): \(last.errorOutputText)")
    if last.errorOutputText.contains("went on after row") { resumed += 1 }
    #expect(last.errorOutputText.contains("0 of 60,000 rows refused"), "\(last.errorOutputText)")
    #expect(last.errorOutputText.contains(" 0 lost."), "seed \(chance.seed)")
    let events = try team.imported()
    #expect(events.count == Self.rows, "seed \(chance.seed): \(events.count)")
    #expect(Set(events).count == events.count, "seed \(chance.seed)")
    // Else nothing was put to the test.
    #expect(hits > 2 && resumed == 1, "seed \(chance.seed): \(hits) hits, \(last.errorOutputText)")
  }

  private static func logSize(_ team: CRMTeam) throws -> Int {
    let text = try run("du", ["-sb", team.bench.state]).outputText
    return Int(text.prefix { $0.isNumber }) ?? 0
  }
}
