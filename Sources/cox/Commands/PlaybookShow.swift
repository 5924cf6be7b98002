import ArgumentParser
import Sentences
import WireProtocol

/// `cox playbook show`: what the team agreed on, now or as it stood.
struct PlaybookShow: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "show", under: "playbook",
    "What the team agreed on: now, or as it stood at a moment.",
    examples: """
      cox playbook show
      cox playbook show --as-of 2026-03-01
      cox playbook show --as-of "yesterday 15:00" --json
      """,
    details: """
      Everybody sees calendar, metrics, funnels, rules and who is in the team; quotas, accounts \
      and aliases are seen by the member, their manager and operators.
      """)

  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    try Session(options: options).show(PlaybookShownPage.self, Query(.playbook), past)
  }
}
