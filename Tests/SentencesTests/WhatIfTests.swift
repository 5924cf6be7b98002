import JSONText
import Sentences
import Testing

@Suite("What if")
struct WhatIfTests {
  private func read(_ texts: String...) throws -> [String] {
    try WhatIf.read(texts, plan: try JSONValue.parse(PlanSample.plan))
  }

  @Test(
    "inputs become decimals, minor units, days and weeks, without a rounding",
    arguments: [
      ("win-rate=35%", ["win-rate=0.35"]), ("win-rate=0.35", ["win-rate=0.35"]),
      ("opportunity=7.5%", ["opportunity=0.075"]), ("won=100%", ["won=1"]),
      ("won=0.5%", ["won=0.005"]), ("deal=50000", ["deal=5000000"]),
      ("deal=50,000,win-rate=35%", ["deal=5000000", "win-rate=0.35"]),
      ("goal=1.5M", ["goal=150000000"]), ("lag=16d", ["lag=16"]), ("lag=0", ["lag=0"]),
      ("weeks=12.5", ["weeks=12.5"]), ("weeks=012.50", ["weeks=12.5"]),
    ])
  func inputs(typed: String, sent: [String]) throws {
    #expect(try read(typed) == sent)
  }

  @Test("several inputs may be given together or one by one")
  func several() throws {
    #expect(
      try read("win-rate=35%,deal=50000") == read("win-rate=35%", "deal=50000"))
  }

  @Test(
    "what is no value of an input is said with one that is",
    arguments: [
      ("win-rate=0%", "win-rate=35%"), ("win-rate=35", "win-rate=35%"),
      ("win-rate=101%", "win-rate=35%"), ("win-rate=", "win-rate=35%"),
      ("win-rate=-5%", "win-rate=35%"), ("win-rate=3.%", "win-rate=35%"),
      ("opportunity=x", "opportunity=35%"), ("deal=0", "deal=50000"), ("deal=5O", "deal=50000"),
      ("lag=2w", "lag=16d"), ("lag=-1", "lag=16d"), ("weeks=0", "weeks=12.5"),
      ("weeks=0.0", "weeks=12.5"), ("35%", "win-rate=35%"),
    ])
  func wrong(typed: String, example: String) throws {
    let trouble = #expect(throws: Trouble.self) { try read(typed) }
    #expect(trouble?.exitCode == 64)
    let last = trouble?.lines.last?.unstyled ?? ""
    #expect(last.hasSuffix("cox plan --what-if \(example)"), "\(last)")
  }

  @Test("an input that a plan has not is refused with those it has")
  func unknown() throws {
    let trouble = #expect(throws: Trouble.self) { try read("winrate=35%") }
    let text = trouble?.lines.map(\.unstyled).joined(separator: "\n") ?? ""
    #expect(text.contains("a plan has no input winrate."))
    #expect(text.contains("win-rate, won, opportunity, deal, lag, weeks, goal"))
  }

  @Test("a goal that is counted takes counts, and has no deal size")
  func counted() throws {
    let plan = try JSONValue.parse(#"{"goal":{"unit":"count"},"steps":[]}"#)
    #expect(try WhatIf.read(["goal=30"], plan: plan) == ["goal=30"])
    #expect(throws: Trouble.self) { try WhatIf.read(["goal=30.5"], plan: plan) }
    #expect(throws: Trouble.self) { try WhatIf.read(["deal=30"], plan: plan) }
  }
}
