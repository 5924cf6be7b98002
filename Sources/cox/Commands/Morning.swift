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
      cox --why
      """)

  @Flag(help: "Say what the next action's numbers are made of, down to the records.")
  var why = false
  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    if why { return try session.show(WhyNextPage.self, Query(.why), past) }
    try session.show(MorningPage.self, Query(.morning), past)
  }
}
