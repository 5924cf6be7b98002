import ArgumentParser
import Demo
import Harness

/// Prints the simulated team's events for any consumer of lines.
struct FeedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feed",
    abstract: "Print the team's events as lines, in the order in which they arrive.")

  @Option(help: "Same seed, same bytes.") var seed: UInt64 = 1
  @Option(help: "Full weeks before the open one.") var weeks = Demo.yearWeeks

  func validate() throws {
    guard (1...520).contains(weeks) else { throw ValidationError("--weeks is 1 to 520") }
  }

  func run() throws {
    let lines = Demo(seed: seed, weeks: weeks).feed
    try writeAll(1, Array(lines.joined().utf8), "standard output")
  }
}
