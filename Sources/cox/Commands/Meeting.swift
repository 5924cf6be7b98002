import ArgumentParser

/// `cox meeting …`: the steps of a meeting.
struct Meeting: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "meeting",
    "Book a meeting, move it, hold it or note a no-show.",
    examples: """
      cox meeting book M-7 --metric demo --deal D-12
      cox meeting held M-7 --minutes 45
      """,
    subcommands: CommandCatalogue.meeting)
}
