import ArgumentParser

/// `cox-import`, also run by `cox import`: rows of a CSV file become events of a team.
@main
struct CoxImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cox-import",
    abstract:
      "Import a CSV file through a mapping: one verdict a row, importing again adds nothing.",
    discussion: """
      The mapping says which events a row gives; see protocol/mappings for examples. A dry run \
      sends nothing and shows the counts and a sample of each event. Everything imported is \
      history: judged once, nothing pushed. Exits with 65 when rows were refused.
      """)

  @Option(help: "The mapping, a YAML file.")
  var mapping: String

  @Argument(help: "The data: CSV, plain or compressed with gzip; - for standard input.")
  var data: String

  @Flag(help: "Send nothing; show counts and samples.")
  var dryRun = false

  @Flag(help: "Send nothing; write the events to standard output, one a line.")
  var printEvents = false

  @Option(help: "Write refused rows to this file, with row number and reason.")
  var rejects: String?

  @Option(help: "The folder of the mapping's look-up files (default: the data's folder).")
  var lookUps: String?

  @Option(help: "The daemon's socket.")
  var socket: String?

  @Option(help: "The team, when there are several daemons.")
  var team: String?

  @Option(help: "A server to reach through ssh, as user@server.")
  var host: String?

  @Flag(help: "No progress line.")
  var quiet = false

  func run() throws {
    let session = ImportSession(
      mappingPath: mapping, dataPath: data, rejectsPath: rejects, lookUpFolder: lookUps,
      socket: socket, team: team, host: host, screen: Screen(quiet: quiet))
    let code =
      if dryRun { session.dryRun() } else if printEvents { session.printAll() } else {
        session.importAll()
      }
    if code != 0 { throw ExitCode(code) }
  }
}
