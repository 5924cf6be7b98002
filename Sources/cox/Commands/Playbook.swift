import ArgumentParser

/// `cox playbook …`: the team's file of metrics, members and rules.
struct Playbook: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "playbook",
    "The team's playbook: metrics, members, calendar, rules.",
    examples: """
      cox playbook apply acme.yaml --dry-run
      """,
    subcommands: CommandCatalogue.playbook)
}
