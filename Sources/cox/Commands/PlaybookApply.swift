import ArgumentParser
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
      """)

  @Argument(help: "The playbook, YAML.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Flag(help: "Print what would change, and change nothing.") var dryRun = false
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  /// What one request line carries, with room for its envelope and for escapes.
  private static let limit = Limits.line - Limits.line / 16

  func run() throws {
    let bytes = try InputFile(file).readAll(limit: Self.limit)
    let text = String(decoding: bytes, as: UTF8.self)
    let result = try Session(options: options).call(
      WireProtocol.PlaybookApply(text: text, dryRun: dryRun), toWrite: true)
    Output(options, now: LocalClock.now).show(
      result,
      screen: { PlaybookPage.screen(result, file: file, isDryRun: dryRun, for: $0) },
      records: { PlaybookPage.records(result) })
  }
}
