/// Troubles on the way to the daemon and back.
extension Trouble {
  /// Nothing answers on a socket.
  package static func noDaemon(path: String, reason: String) -> Trouble {
    Trouble(
      ["no daemon answers on \(path) (\(reason))."], startRemedies(path),
      exitCode: ExitStatus.unavailable)
  }

  /// The socket is there and this user is kept out by its mode, or by a folder's.
  package static func noAccess(path: String, user: String) -> Trouble {
    Trouble(
      ["this user may not use \(path)."],
      [
        Remedy("see who may", "ls -l \(path)"),
        Remedy("an operator lets you in", "usermod -aG coxswain-clients \(user)"),
      ], exitCode: ExitStatus.denied)
  }

  /// No socket is in any folder.
  package static func noSocket(folders: [String]) -> Trouble {
    Trouble(
      ["no team's socket is in \(folders.joined(separator: " or "))."],
      startRemedies(nil) + [
        Remedy("or name it", "cox --socket PATH status")
      ], exitCode: ExitStatus.unavailable)
  }

  /// Several teams are here and none was named.
  package static func severalSockets(_ paths: [String]) -> Trouble {
    Trouble(
      ["several teams are here; say which one."],
      paths.map { Remedy("", "cox --team \(teamName($0) ?? $0)") }
        + [Remedy("for the whole shell", "export COX_TEAM=TEAM")], exitCode: ExitStatus.usage)
  }

  /// The name given is no team name.
  package static func badTeam(_ name: String) -> Trouble {
    Trouble(
      [
        "\"\(name)\" is no team name: a small letter, then up to 20 small letters, digits or dashes."
      ], [Remedy("teams here", "cox status")], exitCode: ExitStatus.usage)
  }

  /// The host given is none.
  package static func badHost(_ name: String) -> Trouble {
    Trouble(
      ["\"\(name)\" is no host."],
      [Remedy("like this", "cox --host you@server --team emea status")],
      exitCode: ExitStatus.usage)
  }

  /// The program that reaches other machines does not start.
  package static func noSSH(reason: String) -> Trouble {
    Trouble(
      ["ssh, which --host goes through, did not start (\(reason))."],
      [Remedy("install it", "apt-get install openssh-client")], exitCode: ExitStatus.unavailable)
  }

  /// The socket's path is too long for the kernel.
  package static func pathTooLong(_ path: String) -> Trouble {
    Trouble(
      ["the path of the socket has \(path.utf8.count) bytes, 107 are possible:", "\(path)"],
      [Remedy("reach it by a shorter name", "ln -s FOLDER /tmp/… ")],
      exitCode: ExitStatus.usage)
  }

  /// Somebody else listens there; nothing was sent.
  package static func untrusted(path: String, uid: UInt32) -> Trouble {
    Trouble(
      [
        "\(path) belongs to uid \(uid): neither root, nor you, nor the folder's owner.",
        "Nothing was sent.",
      ], [Remedy("see who listens", "ss -xlp src \(path)")], exitCode: ExitStatus.denied)
  }

  /// The connection ended before the answer to a question; nothing was written.
  package static func unanswered(path: String, reason: String) -> Trouble {
    Trouble(
      ["the connection to \(path) ended before the answer (\(reason))."],
      [Remedy("see how the daemon is", "cox status"), Remedy("and ask again", "the same command")],
      exitCode: ExitStatus.temporary)
  }

  /// A write may or may not have happened; the same id settles it.
  package static func unknownOutcome(id: String, reason: String) -> Trouble {
    Trouble(
      [
        "unknown: the connection ended before the answer (\(reason)), twice.",
        "The event may be stored or not. Its id makes repeating it harmless.",
      ], [Remedy("settle it", "the same command with --id \(id)")],
      exitCode: ExitStatus.temporary)
  }

  /// The same trouble of a write that could not be kept for later either.
  package func unkept(_ path: String, reason: String) -> Trouble {
    var copy = self
    copy.what.append("It cannot be kept here for later either: \(path) (\(reason)).")
    return copy
  }

  /// The socket and the team that were named do not belong together.
  package static func otherTeam(path: String, team: String, found: String) -> Trouble {
    Trouble(
      ["the daemon on \(path) is team \(found)'s, not \(team)'s. Nothing was asked of it."],
      [
        Remedy("the other team's", "cox --team \(found) …"),
        Remedy("or look for the team", "unset COX_SOCKET"),
      ], exitCode: ExitStatus.usage)
  }

  /// What came is not the protocol.
  package static func notProtocol(path: String, reason: String) -> Trouble {
    Trouble(
      ["what answers on \(path) is not coxswaind (\(reason))."],
      [Remedy("name the socket", "cox --socket PATH status")],
      exitCode: ExitStatus.protocolError)
  }

  /// The team in `/run/coxswain/emea.sock`.
  static func teamName(_ path: String) -> String? {
    guard let file = path.split(separator: "/").last, file.hasSuffix(".sock") else { return nil }
    return String(file.dropLast(5))
  }

  /// Only in the folders of teams a socket's name is its team.
  private static func startRemedies(_ path: String?) -> [Remedy] {
    if let path, !path.contains("coxswain/") {
      return [Remedy("start it", "coxswaind --team TEAM --socket \(path)")]
    }
    let name = path.flatMap { teamName($0) } ?? "TEAM"
    return [
      Remedy("start it", "systemctl start coxswaind@\(name).socket"),
      Remedy("or by hand", "coxswaind --team \(name)"),
    ]
  }
}
