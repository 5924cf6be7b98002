import ArgumentParser

/// `cox mapping …`: the mappings that `cox import` reads; `cox-import` knows them.
struct Mapping: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "mapping",
    "List, show and begin mappings for import (cox-import).",
    examples: """
      cox mapping list
      cox mapping show hubspot-deals > mine.yaml
      cox mapping init deals.csv > mine.yaml
      """)

  @Argument(parsing: .captureForPassthrough, help: "list, show NAME or init FILE.csv.")
  var arguments: [String] = []

  func run() throws {
    throw Import.handOver(["mapping"] + arguments)
  }
}
