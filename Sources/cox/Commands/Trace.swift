import ArgumentParser
import Sentences
import WireProtocol

/// `cox trace`: from a deal back through everything that was done for it.
struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "trace",
    "A deal, step by step, from its first touch.",
    examples: """
      cox trace D-12
      cox trace D-12 | cut -f2,3,6
      """)

  @Argument(help: "The deal's id.") var deal: String
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    try Session(options: options).show(TracePage.self, Query(.deal, deal: deal))
  }
}
