import ArgumentParser

/// `cox quota …`: what a week asks of a member, and the talk about it.
struct Quota: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "quota",
    "Propose what a week asks, accept or counter it, and see what holds.",
    examples: """
      cox quota propose conversation
      cox quota accept
      cox quota list
      """,
    subcommands: CommandCatalogue.quota)
}
