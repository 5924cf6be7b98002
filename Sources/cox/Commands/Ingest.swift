import ArgumentParser
import Client
import Glibc
import Sentences
import WireProtocol

/// `cox ingest`: streams event lines raw, and gives each its verdict.
struct Ingest: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "ingest",
    "Stream event lines; each line gets its own verdict.",
    examples: """
      cox ingest events.ndjson
      cox ingest old-years.ndjson --history
      crm-export | cox ingest - --source /crm/export
      """,
    details: """
      One CloudEvents JSON object a line. Refused lines go to FILE.rejected, unchanged, so that \
      they can be mended and sent again; a file that is there stays, and FILE.rejected.2 is the \
      next. Sending a whole file again adds nothing twice.
      Exit code 65 when some were refused.
      """)

  @Argument(help: "The file, or - for standard input.", completion: .file())
  var file: String

  @Option(help: "The source that is streamed; without it, each event names its own.")
  var source: String?

  @Flag(help: "These are old events: judge their weeks once, tell nobody.") var history = false

  @Option(help: "Where refused lines go; FILE.rejected unless said otherwise.", completion: .file())
  var rejects: String?

  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let input = try InputFile(file)
    let connection = try Session(options: options).connect()
    let path = rejects ?? (file == "-" ? "ingest.rejected" : file + ".rejected")
    let run = IngestRun(input: input, file: file, rejects: RejectFile(path: path))
    let tally: IngestTally
    do throws(ClientFault) {
      let stream = try IngestStream(
        on: connection, .init(source: source, history: history, keepsLines: true))
      tally = try run.pump(into: stream)
    } catch {
      throw run.trouble(error, path: connection.path)
    }
    try run.finish(tally, options)
    if tally.rejected > 0 { throw ExitCode(ExitStatus.data) }
  }
}
