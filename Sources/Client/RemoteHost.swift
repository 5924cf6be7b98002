import Glibc

/// A daemon on another machine, reached through `ssh` and the `cox pipe` over there.
///
/// There is no network protocol of ours: who somebody is over there is what their account says.
package struct RemoteHost {
  /// As `ssh` takes it: `user@server`.
  package let name: String
  package let team: String?
  package let socket: String?

  package init(name: String, team: String?, socket: String?) {
    self.name = name
    self.team = team
    self.socket = socket
  }

  /// The words that `ssh` is run with.
  ///
  /// - Throws: `badHost` for a name that `ssh` would take for an option.
  package func words() throws(ClientFault) -> [String] {
    guard !name.isEmpty, !name.hasPrefix("-"), !name.utf8.contains(where: { $0 <= 0x20 }) else {
      throw .badHost(name)
    }
    var remote = ["cox"]
    if let socket {
      remote += ["--socket", Self.quoted(socket)]
    } else if let team {
      guard SocketSearch.isTeam(team) else { throw .badTeam(team) }
      remote += ["--team", team]
    }
    return ["ssh", "-T", "--", name] + remote + ["pipe"]
  }

  /// What messages call the other end.
  package var path: String { "\(name):\(socket ?? team ?? "the only team")" }

  /// One word for the shell at the other end.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }

  /// A word as a shell reads it: in quotes when it holds anything that a shell takes apart.
  package static func word(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      // + , - . / digits : = @ letters _ and all beyond ASCII.
      case 0x2b...0x3a, 0x3d, 0x40...0x5a, 0x5f, 0x61...0x7a, 0x80...: true
      default: false
      }
    }
    return isPlain && !text.isEmpty ? text : quoted(text)
  }

  /// Starts `ssh` with our end of a socket pair as its input and output; gives the other end.
  func connect() throws(ClientFault) -> Int32 {
    let words = try words()
    var ends: [Int32] = [0, 0]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw .notConnected(path: path, errno: errno)
    }
    defer { close(ends[1]) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for target in [STDIN_FILENO, STDOUT_FILENO] {
      unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], target)
    }
    var child: pid_t = 0
    var pointers = unsafe words.map { unsafe strdup($0) }
    unsafe pointers.append(nil)
    defer { unsafe pointers.forEach { unsafe free($0) } }
    let result = unsafe posix_spawnp(&child, "ssh", &actions, nil, pointers, environ)
    guard result == 0 else {
      close(ends[0])
      throw .noSSH(errno: result)
    }
    return ends[0]
  }
}
