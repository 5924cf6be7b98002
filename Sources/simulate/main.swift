import ArgumentParser

/// A simulated team, to look at and to feed other programs.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "A simulated sales team, the same for the same seed.",
    subcommands: [DemoCommand.self, FeedCommand.self])
}

Simulate.main()
