import ArgumentParser
import Client
import JSONText
import Sentences
import WireProtocol

/// `cox playbook apply`: the difference between the file and what holds, as events.
struct PlaybookApply: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "apply", under: "playbook",
    "Apply a playbook; only what differs becomes an event.",
    examples: """
      cox playbook apply acme.yaml --dry-run      prints the difference, changes nothing
      cox playbook apply acme.yaml
      """,
    details: """
      Who is gone from the file leaves today, a quota, metric or funnel that is gone ends today, and \
      all of it stays in the log. Applying twice changes nothing.
      """)

  @Argument(help: "The playbook, YAML.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Flag(help: "Print what would change, and change nothing.") var dryRun = false
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  /// What one request line carries, with room for its envelope and for escapes.
  private static let limit = Limits.line - Limits.line / 16

  func run() throws {
    let bytes = try InputFile(file).readAll(limit: Self.limit)
    guard !bytes.isEmpty else { throw Trouble.emptyFile(file) }
    let result = try apply(String(decoding: bytes, as: UTF8.self))
    Output(options, now: LocalClock.now).show(
      result,
      screen: { PlaybookPage.screen(result, file: file, isDryRun: dryRun, for: $0) },
      records: { PlaybookPage.records(result) })
  }

  /// The daemon reads the file; what it finds wrong is told with the place in it.
  private func apply(_ text: String) throws(Trouble) -> JSONValue {
    let connection = try Session(options: options).connect(toWrite: true)
    do throws(ClientFault) {
      return try connection.call(WireProtocol.PlaybookApply(text: text, dryRun: dryRun))
    } catch {
      guard case .refused(let refusal) = error,
        let line = refusal.details?["line"]?.integer,
        let column = refusal.details?["column"]?.integer
      else { throw Trouble(error, path: connection.path) }
      let place = "playbook line \(line), column \(column): "
      throw .badPlaybook(
        file, line: Int(line), column: Int(column),
        message: String(
          refusal.message.trimmingPrefix(place)), text: text)
    }
  }
}
