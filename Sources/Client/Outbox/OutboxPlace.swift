import Glibc

/// Which outbox belongs to which daemon: an event must never reach a team it was not meant for.
package enum OutboxPlace {
  /// The name for the only team there is, when none is found; longer than a team's name can be.
  package static let whichever = "whichever-team-is-found"

  /// The folder of all outboxes: `$XDG_STATE_HOME/coxswain`, else `~/.local/state/coxswain`.
  package static func base(environment: (String) -> String? = Environment.value) -> String? {
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return state + "/coxswain"
    }
    return environment("HOME").map { $0 + "/.local/state/coxswain" }
  }

  /// The name for a socket: its team where teams are looked for, elsewhere told apart by its path.
  package static func name(socket path: String, folders: [String]) -> String {
    let whole = path.hasPrefix("/") ? path : workingFolder + "/" + path
    let slash = whole.lastIndex(of: "/") ?? whole.startIndex
    let file = String(whole[whole.index(after: slash)...])
    let team = file.hasSuffix(".sock") ? String(file.dropLast(5)) : file
    let isKnownPlace = folders.contains(String(whole[..<slash])) && SocketSearch.isTeam(team)
    return isKnownPlace ? team : apart(team, whole)
  }

  /// The name for a daemon on another machine.
  package static func name(host: RemoteHost) -> String {
    apart(host.name, "\(host.name)\n\(host.team ?? "")\n\(host.socket ?? "")")
  }

  /// Every outbox there is, by name.
  package static func all(in base: String) -> [String] {
    SocketFolder.entries(of: base).filter { $0.hasSuffix(".outbox") }.map { String($0.dropLast(7)) }
      .sorted()
  }

  // Letters that are safe in a file's name, and 64 bits of the whole text.
  private static func apart(_ name: String, _ whole: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in whole.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let safe = name.utf8.prefix(24).map { byte -> UInt8 in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: byte
      default: 0x2d
      }
    }
    return String(decoding: safe, as: UTF8.self) + "-" + String(hash, radix: 16)
  }

  private static var workingFolder: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    guard unsafe getcwd(&buffer, buffer.count) != nil else { return "" }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
