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
      cox week --why
      cox week --why conversation --member todd
      """)

  @Argument(help: "With --why: the metric; every one with a quota unless said otherwise.")
  var metric: String?
  @Option(help: "The member; you, unless said otherwise.") var member: String?
  @Option(help: "The week, like 2026-W46; this one unless said otherwise.") var week: String?
  @Flag(help: "Say what the numbers are made of, down to the records.") var why = false
  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func validate() throws {
    if metric != nil, !why { throw ValidationError("a metric is named with --why") }
  }

  func run() throws {
    let session = Session(options: options)
    if why {
      return try session.show(
        WhyPage.self, Query(.why, member: member, week: week, metric: metric), past)
    }
    try session.show(WeekPage.self, Query(.week, member: member, week: week), past)
  }
}
