import ArgumentParser
import Client

/// Options that every command takes, before or after its name.
struct GlobalOptions: ParsableArguments {
  @Option(help: "The daemon's socket (or $COX_SOCKET).", completion: .file())
  var socket: String?

  @Option(help: "The team (or $COX_TEAM); without it, the only socket there is.")
  var team: String?

  @Option(help: "A server to reach through ssh, as user@server (or $COX_HOST).")
  var host: String?

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

extension GlobalOptions {
  /// Connects to the daemon that the options and the environment name.
  func connection() throws(ClientFault) -> Connection {
    if let host = host ?? Environment.value("COX_HOST") {
      return try Connection(host: RemoteHost(name: host, team: team, socket: socket))
    }
    return try Connection(path: try SocketSearch(socket: socket, team: team).find())
  }
}
