import ArgumentParser
import Sentences
import WireProtocol

/// `cox deals`: how many were won, what they brought, and which they are.
struct Deals: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "deals",
    "Deals won, learned from and open.",
    examples: """
      cox deals
      cox deals --member ana --list
      cox deals --as-of 2026-03-31
      """)

  @Option(help: "Only this member's.") var member: String?
  @Flag(help: "Name each of them.") var list = false
  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    try Session(options: options).show(
      DealsPage.self, Query(.deals, member: member, list: list), past)
  }
}
