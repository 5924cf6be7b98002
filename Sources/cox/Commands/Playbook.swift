import ArgumentParser

/// `cox playbook …`: the team's file of metrics, members and rules.
struct Playbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The team's playbook: metrics, members, calendar, rules.",
    discussion: """
      EXAMPLES:
        cox playbook apply acme.yaml --dry-run
      """,
    subcommands: CommandCatalogue.playbook)
}
