import ArgumentParser
import Sentences
import WireProtocol

/// `cox goal list`: the goals one may see, and where they stand.
struct GoalList: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "list", under: "goal",
    "Goals: what holds, what is offered, what is achieved and what is left.",
    examples: """
      cox goal list
      cox goal list --member marc --all
      cox goal list --as-of 2026-10-01
      """)

  @Option(help: "Only this member's.") var member: String?
  @Flag(help: "Also those that are over or given up.") var all = false
  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    try Session(options: options).show(
      GoalsPage.self, Query(.goals, member: member, list: all), past)
  }
}
