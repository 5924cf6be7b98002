import ArgumentParser

/// `cox clock …`: the daemon's clock.
struct Clock: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "clock",
    "The daemon's clock: believe it again after a doubt or a restore.",
    examples: """
      cox clock accept
      """,
    subcommands: CommandCatalogue.clock)
}
