import Testing

@Suite("Determinism")
struct DeterminismTests {
  /// What replays, simulates or renders must give the same bytes each time.
  static let targets: Set<String> = [
    "JSONText", "EventLog", "Domain", "EventCodec", "WireProtocol", "Engine", "Playbook",
    "YAMLText", "Sentences", "Simulation", "Demo",
  ]

  /// Ways to a clock, to chance, to the process's surroundings, and to waiting.
  static let surprises = [
    "Date()", "ContinuousClock", "SuspendingClock", "clock_gettime", "gettimeofday", "time(nil)",
    "SystemRandomNumberGenerator", "getrandom", "arc4random", "shuffled()", "randomElement()",
    "UUID()", "getenv", "ProcessInfo", "Task {", "Task.", " async ", "await ",
  ]

  static func surprise(in line: String) -> String? {
    if line.holds(".random(in:"), !line.holds("using:") { return "unseeded random" }
    return surprises.first { line.holds($0) }
  }

  @Test("clock, chance and surroundings come in as parameters, and nothing waits")
  func parameters() {
    for file in Repository.swift
    where file.path.hasPrefix("Sources/") && Self.targets.contains(file.target) {
      for (index, line) in file.code.enumerated() {
        if let surprise = Self.surprise(in: line) {
          Issue.record("\(file.path):\(index + 1) uses \(surprise)")
        }
      }
    }
  }

  @Test("a seeded generator is no surprise, an unseeded one is")
  func seeds() {
    #expect(Self.surprise(in: "let x = Int.random(in: 0..<5, using: &generator)") == nil)
    #expect(Self.surprise(in: "let x = Int.random(in: 0..<5)") != nil)
    #expect(Self.surprise(in: "let d = Date()") == "Date()")
    #expect(Self.surprise(in: "var updated = date(now)") == nil)
  }
}
