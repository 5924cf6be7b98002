import ArgumentParser

/// `cox store …`: the log as its operator sees it.
struct Store: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "store",
    "The log on the daemon's disk: what it takes, its head, a copy of it.",
    examples: """
      cox store status
      cox store backup /srv/backup/acme
      """,
    details: "For operators.",
    subcommands: CommandCatalogue.store)
}
