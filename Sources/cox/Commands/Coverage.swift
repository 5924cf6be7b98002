import ArgumentParser
import Sentences
import WireProtocol

/// `cox coverage`: what is open against what is left of the goal.
struct Coverage: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "coverage",
    "Whether what is open is enough for your goal, by your own chances.",
    examples: """
      cox coverage
      cox coverage --member marc
      cox coverage --why
      cox coverage | cut -f1,4,8
      """,
    details: """
      The multiple is what is open divided by what is left. How much it takes follows from your own \
      deals: the chance of each to be won in the window, from its age and from how your deals ended. \
      Deals idle over twice your win cycle are counted both ways; those older than any win are left \
      out and named.
      """)

  @Option(help: "The member; you, unless said otherwise.") var member: String?
  @Option(help: "The goal, as cox goal list names it.") var goal: String?
  @Flag(help: "Say how each number comes about, deal by deal.") var why = false
  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let page: any Page.Type = why ? CoverageWhyPage.self : CoveragePage.self
    try Session(options: options).show(
      page, Query(.coverage, member: member, goal: goal, why: why), past)
  }
}
