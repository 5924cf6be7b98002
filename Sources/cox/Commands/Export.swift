import ArgumentParser

/// `cox export …`: what you may see, for other programs.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "export",
    "Take out what you may see: events, tables, metrics.",
    examples: """
      cox export ndjson --output mine.ndjson
      cox export csv deals --output deals.csv
      cox export openmetrics --output coxswain.prom
      """,
    subcommands: CommandCatalogue.export)
}
