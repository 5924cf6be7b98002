import ArgumentParser
import Sentences
import WireProtocol

/// `cox quota list`: what weeks ask of those one may see.
struct QuotaList: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "list", under: "quota",
    "Quotas: what a week asks, what is offered, and where each comes from.",
    examples: """
      cox quota list
      cox quota list --member ana --all
      cox quota list --as-of 2026-10-01
      """)

  @Option(help: "Only this member's.") var member: String?
  @Flag(help: "Also those that ended.") var all = false
  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    try Session(options: options).show(
      QuotasPage.self, Query(.quotas, member: member, list: all), past)
  }
}
