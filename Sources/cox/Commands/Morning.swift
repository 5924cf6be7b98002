import ArgumentParser
import Sentences
import WireProtocol

/// `cox` alone: my week, and what comes next.
struct Morning: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "morning",
    "Your week and what comes next (also: cox alone).",
    examples: """
      cox
      cox morning --json
      """)

  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    try Session(options: options).show(WeekPage.self, Query(.week), past)
  }
}
