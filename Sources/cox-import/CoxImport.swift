import ArgumentParser
import CLinux
import Client
import Importing
import Sentences

/// What `cox import` and `cox mapping` run.
@main
enum Entry {
  static func main() {
    cox_hold_standard_streams()
    let words = Array(CommandLine.arguments.dropFirst())
    if words.first == "mapping" {
      run(MappingTool.self, Array(words.dropFirst()), named: "mapping")
    } else {
      run(CoxImport.self, words, named: "import")
    }
  }

  /// Runs a command; words that the parser does not understand are told as `cox` tells them.
  private static func run(_ type: any ParsableCommand.Type, _ words: [String], named name: String) {
    do {
      var command = try type.parseAsRoot(words)
      try command.run()
    } catch {
      // A command that ran says itself what went wrong, and throws no more than the code.
      guard !(error is ExitCode), type.exitCode(for: error).rawValue == ExitStatus.usage else {
        type.exit(withError: error)
      }
      let trouble = Trouble.notUnderstood(type.message(for: error), command: name)
      Screen(quiet: true).say(trouble.lines.map(\.unstyled), prefixed: false)
      type.exit(withError: ExitCode(trouble.exitCode))
    }
  }
}

/// `cox-import`, also run by `cox import`: rows of a CSV file become events of a team.
struct CoxImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cox-import",
    abstract:
      "Import a CSV file through a mapping: one verdict a row, importing again adds nothing.",
    discussion: """
      The mapping says which events a row gives: a shipped one by its name (cox mapping list), or \
      a file of yours (cox mapping init DATA.csv begins one). A dry run sends nothing and shows \
      the counts and a sample of each event. Everything imported is history: judged once, nothing \
      pushed. An import that was interrupted goes on where it was when it is run again. Exits \
      with 65 when rows were refused.

      EXAMPLES:
        cox import --mapping hubspot-deals --currency EUR --zone +01:00 deals.csv --dry-run
        cox import --mapping hubspot-deals --currency EUR --zone +01:00 deals.csv
        cox import --mapping acme.yaml calls.csv.gz --rejects refused.ndjson
      """)

  @Option(help: "The mapping: the name of a shipped one, or a YAML file.")
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

  @Option(help: "The currency of amounts whose row names none, such as EUR.")
  var currency: String?

  // A zone west of Greenwich begins with a dash.
  @Option(
    parsing: .unconditional,
    help: "The offset of times that carry none, such as +01:00 (the export's own zone).")
  var zone: String?

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
      mappingPath: mapping, account: AccountSettings(zone: zone, currency: currency),
      dataPath: data, rejectsPath: rejects, lookUpFolder: lookUps,
      socket: socket, team: team, host: host, command: command, screen: Screen(quiet: quiet))
    let code =
      if dryRun { session.dryRun() } else if printEvents { session.printAll() } else {
        session.importAll()
      }
    if code != 0 { throw ExitCode(code) }
  }

  /// What the user typed, for a shell to take again.
  var command: String {
    var words = ["cox", "import", "--mapping", mapping, data]
    for (name, value) in [
      ("--rejects", rejects), ("--look-ups", lookUps), ("--currency", currency), ("--zone", zone),
      ("--socket", socket), ("--team", team), ("--host", host),
    ] {
      if let value { words += [name, value] }
    }
    for (name, isGiven) in [
      ("--quiet", quiet), ("--print-events", printEvents), ("--dry-run", dryRun),
    ] where isGiven {
      words.append(name)
    }
    return words.map(RemoteHost.word).joined(separator: " ")
  }
}
