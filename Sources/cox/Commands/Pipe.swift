import ArgumentParser
import Client
import Sentences

/// `cox pipe`: standard input and output, as a connection to the daemon.
struct Pipe: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "pipe",
    "Speak the protocol through standard input and output, line by line.",
    examples: """
      cat requests.ndjson | cox pipe
      cox pipe --team emea
      """,
    details: """
      What --host runs at the other end. It ends when the daemon has answered all that came \
      before the end of the input.
      """)

  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    do throws(ClientFault) {
      var bridge = Bridge(to: try options.connection())
      try bridge.run()
    } catch {
      throw Trouble(error)
    }
  }
}
