import ArgumentParser
import Sentences
import WireProtocol

/// `cox team`: where a manager can help most.
struct Team: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "team",
    "Your team, in the order in which you can help most.",
    examples: """
      cox team
      cox team --week 2026-W46
      cox team | cut -f1,5,6,7
      cox team --why
      """)

  @Option(help: "The week, like 2026-W46; this one unless said otherwise.") var week: String?
  @Flag(help: "Say why this order, and how much of it is chance.") var why = false
  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let page: any Page.Type = why ? TeamWhyPage.self : TeamPage.self
    try Session(options: options).show(page, Query(.team, week: week), past)
  }
}
