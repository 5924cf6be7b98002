import ArgumentParser
import Sentences
import WireProtocol

/// `cox next`: the one line for a status bar.
struct Next: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "next",
    "What comes next, in one line.",
    examples: """
      cox next
      cox next --screen      in a status bar, which is no terminal
      """)

  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    try Session(options: options).show(NextLine.self, Query(.week), past)
  }
}
