import Foundation
import Harness
import Testing

@Suite("The walk", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct WalkTests {
  /// `UPDATE_WALK=1` writes into the page what the commands say now; the difference is for review.
  private static let updates = ProcessInfo.processInfo.environment["UPDATE_WALK"] == "1"

  @Test("A first week is as its page tells it, line by line")
  func firstWeek() throws {
    let page = "Sources/Daemon/Coxswain.docc/AFirstWeek.md"
    let walk = try Walk(Walk.folder.appending(path: page).path)
    let steps = try walk.steps()
    try #require(steps.count > 20)
    let team = try WalkTeam(at: "2026-11-16T08:00:00+01:00")
    var said: [[String]] = []
    for step in steps {
      said.append(try team.type(step))
      if !Self.updates {
        #expect(said.last == step.shown, "\(step.member ?? "")$ \(step.command)")
      }
    }
    #expect(team.daemon.stop() == .code(0))
    if Self.updates {
      try walk.rewritten(steps, said).write(toFile: walk.path, atomically: true, encoding: .utf8)
    }
  }

  @Test("A page is read into who types what, when, and what is shown below")
  func reading() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.path + "/page.md"
    let page = """
      Words, and $ no command.
      ```
      # Tuesday 17 November 2026, 10:05
      ana$ cox log call
      logged

      done

      # Tuesday 17 November 2026, 10:06
      $ cox status
      ```
      """
    try page.write(toFile: path, atomically: true, encoding: .utf8)
    let walk = try Walk(path)
    let steps = try walk.steps()
    #expect(steps.map(\.member) == ["ana", nil])
    #expect(steps.map(\.command) == ["cox log call", "cox status"])
    #expect(steps.map(\.shown) == [["logged", "", "done"], []])
    #expect(
      steps.map(\.clock) == ["2026-11-17T10:05:00+01:00", "2026-11-17T10:06:00+01:00"])
    let other = walk.rewritten(steps, [["one"], ["two", "three"]])
    #expect(other.contains("ana$ cox log call\none\n\n# Tuesday"))
    #expect(other.contains("$ cox status\ntwo\nthree\n```"))
  }
}
