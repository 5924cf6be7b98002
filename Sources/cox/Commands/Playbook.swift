import ArgumentParser

/// `cox playbook …`: the team's file of metrics, members and rules.
struct Playbook: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "playbook",
    "The team's playbook: metrics, funnels, members, calendar, rules.",
    examples: """
      cox playbook init new-business acme.yaml
      cox playbook apply acme.yaml --dry-run
      cox playbook show
      """,
    details: """
      A playbook is a file that says what the team agreed on. Keep it where you keep such files; \
      applying it appends what differs from what holds, and deletes nothing.
      """,
    subcommands: CommandCatalogue.playbook)
}
