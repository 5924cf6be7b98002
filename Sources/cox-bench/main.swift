import ArgumentParser
import Glibc
import Harness

/// Measures Coxswain beside the limits of the machine and, when it is there, Redis.
struct CoxBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cox-bench",
    abstract: "Measures coxswaind beside the machine's raw limits and Redis.",
    subcommands: [Run.self, Plans.self, Shape.self, Pauses.self, Generate.self, Probe.self],
    defaultSubcommand: Run.self)
}

CoxBench.main()
