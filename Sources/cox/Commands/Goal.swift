import ArgumentParser

/// `cox goal …`: what a member or the team wants to reach, and the talk about it.
struct Goal: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "goal",
    "Propose a goal, accept or counter it, and see what is achieved.",
    examples: """
      cox goal propose revenue 1.2M --period FY2026 --accept
      cox goal accept
      cox goal list
      """,
    subcommands: CommandCatalogue.goal)
}
