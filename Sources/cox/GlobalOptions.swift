import ArgumentParser

/// Options that every command takes, before or after its name.
struct GlobalOptions: ParsableArguments {
  @Option(help: "The daemon's socket (or $COX_SOCKET).", completion: .file())
  var socket: String?

  @Option(help: "The team (or $COX_TEAM); without it, the only socket there is.")
  var team: String?

  @Flag(help: "Print the daemon's answer as JSON.")
  var json = false

  @Flag(help: "Print tab-separated values, as a pipe gets them.")
  var plain = false

  @Flag(help: "Print tables and bars, also into a pipe.")
  var screen = false

  @Option(
    name: .customLong("as"),
    help: "Ask as this member (an operator on a daemon with a test clock only).")
  var member: String?
}
