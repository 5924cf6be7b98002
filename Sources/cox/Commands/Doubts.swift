import ArgumentParser
import Sentences
import WireProtocol

/// `cox doubts`: what is odd about the data, with the records that show it.
struct Doubts: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "doubts",
    "What is odd about the data: contradictions, suspected doubles, names nobody knows.",
    examples: """
      cox doubts
      cox doubts --json
      """,
    details: """
      A doubt is recorded and changes nothing by itself: a contradiction has no effect on numbers, a \
      suspected double counts twice until one of the two is amended or retracted. A member sees those about their own records and deals.
      """)

  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    try Session(options: options).show(DoubtsPage.self, Query(.doubts), past)
  }
}
