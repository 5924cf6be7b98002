import ArgumentParser

/// `cox deal …`: the steps of a deal.
struct Deal: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "deal",
    "Open a deal, advance it, win it or learn from it.",
    examples: """
      cox deal open D-12 acme --amount 40k --currency EUR
      cox deal won D-12 --amount 38,500 --currency EUR
      """,
    subcommands: CommandCatalogue.deal)
}
