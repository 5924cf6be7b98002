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
      cox next --why
      """)

  @Flag(help: "Say what its numbers are made of, down to the records.")
  var why = false
  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    if why { return try session.show(WhyNextPage.self, Query(.why), past) }
    try session.show(NextLine.self, Query(.morning), past)
  }
}
