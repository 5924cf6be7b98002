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
  var rows = false

  @Flag(help: "Print words alone, to be read aloud: no bars, no columns, no colour.")
  var plain = false

  @Flag(help: "Print tables and bars, also into a pipe.")
  var screen = false

  @Option(
    name: .customLong("as"),
    help: "Ask as this member (an operator on a daemon with a test clock only).")
  var member: String?
}

extension GlobalOptions {
  private var remote: RemoteHost? {
    (host ?? Environment.value("COX_HOST")).map { RemoteHost(name: $0, team: team, socket: socket) }
  }

  /// What was kept for the daemon that the options and the environment name; the first one takes more.
  ///
  /// A daemon that is found because it is the only one gets what was said while none was found, too.
  func outboxes() throws(ClientFault) -> [Outbox] {
    guard let base = OutboxPlace.base() else { return [] }
    let names = try outboxNames()
    return names.map { Outbox(folder: "\(base)/\($0).outbox") }
  }

  private func outboxNames() throws(ClientFault) -> [String] {
    if let remote { return [OutboxPlace.name(host: remote)] }
    let search = SocketSearch(socket: socket, team: team)
    do throws(ClientFault) {
      let name = OutboxPlace.name(socket: try search.find(), folders: search.folders)
      let isNamed = search.socket != nil || search.team != nil
      return isNamed ? [name] : [name, OutboxPlace.whichever]
    } catch .noSocket {
      return [OutboxPlace.whichever]
    }
  }

  /// What to say when the socket that was named belongs to another team than the one that was named.
  ///
  /// Only `--team` beside a socket is looked at: it costs a question, and without it nothing can differ.
  func mistaken(_ connection: Connection) throws(ClientFault) -> ClientFault? {
    guard let team, socket != nil || Environment.value("COX_SOCKET") != nil, remote == nil
    else { return nil }
    return try connection.otherTeam(than: team)
  }

  /// The options that name the daemon, for a shell to take again.
  var daemon: [String] {
    [("--socket", socket), ("--team", team), ("--host", host)].flatMap { name, value in
      value.map { [name, RemoteHost.word($0)] } ?? []
    }
  }

  /// Connects to the daemon that the options and the environment name.
  func connection() throws(ClientFault) -> Connection {
    if let remote { return try Connection(host: remote) }
    return try Connection(path: try SocketSearch(socket: socket, team: team).find())
  }
}
