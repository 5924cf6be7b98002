package import ArgumentParser

/// `cox`: logging takes seconds, and the week answers "what next?".
package struct Cox: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "cox",
    abstract: "Your week, what comes next, and the words to log it.",
    discussion: """
      Without a command: the morning page.

      A terminal gets tables and bars; a pipe gets tab-separated values under a line of names; \
      --json gives the daemon's own answer, --plain words alone for a screen reader. NO_COLOR takes \
      colours away.

      Exit codes: 0 done, 64 asked in a way that is not understood, 65 data refused, 66 not found, \
      69 no daemon answers, 70 a fault of the program, 73 a file cannot be made, 74 disk, 75 try \
      again, 76 protocol, 77 not allowed.

      Completions: cox --generate-completion-script bash|zsh|fish

      EXAMPLES:
        cox
        cox log conversation acme --deal D-12 --minutes 25
        cox --team emea team
      """,
    version: "cox \(Version.text)",
    subcommands: CommandCatalogue.all,
    defaultSubcommand: Morning.self)

  package init() {}
}

/// The version of this build.
enum Version {
  static let text = "0.1.0"
}
