import ArgumentParser
import Sentences
import WireProtocol

/// `cox alerts`: signals that I may see, with their evidence.
struct Alerts: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "alerts",
    "Alerts with their evidence: what they say, and what they don't.",
    examples: """
      cox alerts
      cox alerts --member todd --state cleared
      cox alerts --why
      """)

  @Option(help: "Only those about this member.") var member: String?
  @Option(help: "Only those in this state (open, cleared).") var state: String?
  @Flag(help: "Say how each was judged: weeks, rule, formula, records.") var why = false
  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    try Session(options: options).show(
      why ? AlertsWhyPage.self : AlertsPage.self, Query(.alerts, member: member, state: state),
      past)
  }
}
