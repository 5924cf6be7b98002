import ArgumentParser
import Sentences
import WireProtocol

/// `cox week`: any week of any member I may see.
struct Week: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "week",
    "A week: done, quota and pace.",
    examples: """
      cox week
      cox week --week 2026-W46
      cox week --member todd
      cox week --as-of "monday 9:00"
      """)

  @Option(help: "The member; you, unless said otherwise.") var member: String?
  @Option(help: "The week, like 2026-W46; this one unless said otherwise.") var week: String?
  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    try Session(options: options).show(
      WeekPage.self, Query(.week, member: member, week: week), past)
  }
}
