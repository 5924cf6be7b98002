import ArgumentParser
import Sentences
import WireProtocol

/// `cox good`: what good looks like, and an example of it.
struct Good: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "good",
    "What good looks like, with an example from the team's best tenth.",
    examples: """
      cox good
      cox good conversation
      """,
    details: """
      The words are the playbook's. The example is a deal of whoever is in the best tenth by the rate, \
      never by volume; it is named for who may see it.
      """)

  @Argument(help: "The metric; every activity unless said otherwise.") var metric: String?
  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    try Session(options: options).show(GoodPage.self, Query(.good, metric: metric), past)
  }
}
