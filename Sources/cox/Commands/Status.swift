import ArgumentParser
import Sentences
import WireProtocol

/// `cox status`: how the daemon is.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "status",
    "How the daemon is.",
    examples: """
      cox status
      cox status --json | jq .head
      """)

  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let result = try Session(options: options).call(WireProtocol.Status())
    Output(options, now: LocalClock.now).show(StatusPage.self, result)
  }
}
