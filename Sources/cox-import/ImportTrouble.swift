import Client
import Glibc
import Importing
import Sentences

extension ImportFault {
  /// The fault as a user reads it; `again` is the command to repeat.
  func trouble(again command: String) -> Trouble {
    switch self {
    case .mapping(let file, let line, let column, let message):
      return Trouble(
        ["\(file):\(line):\(column): \(message)"],
        [
          Remedy(
            "look at it before sending",
            "\(command.hasSuffix(" --dry-run") ? command : command + " --dry-run")")
        ], exitCode: ExitStatus.data)
    case .noMapping(let name, let nearest):
      return Trouble(
        [
          "no mapping is called \(name), and no such file lies here."
            + (nearest.map { " Did you mean \($0)?" } ?? "")
        ],
        [
          Remedy("what is shipped", "cox mapping list"),
          Remedy("begin one of your own", "cox mapping init DATA.csv"),
        ], exitCode: ExitStatus.noInput)
    case .otherRows:
      return Trouble(["the rows changed while they were read."], exitCode: ExitStatus.data)
    case .unreadable(let file, let errno):
      return .unreadable(file, reason: reason(errno))
    case .data(let file, let message):
      return Trouble(["\(file) \(message)"], exitCode: ExitStatus.data)
    case .io(let call, let file, let errno):
      return Trouble(["\(file): \(call): \(reason(errno))."], exitCode: ExitStatus.io)
    case .unwritten(let fault):
      guard !fault.isThere else { return .wouldOverwrite(fault.path) }
      return .unwritable(fault.path, reason: reason(fault.errno), isDisk: fault.isDisk)
    case .daemon(let fault, let safeRow):
      var trouble = fault.trouble
      if safeRow > 0 {
        trouble.what.append("Rows up to \(ImportReport.grouped(safeRow)) are safe.")
        trouble.remedies.append(
          Remedy("go on; what is there is not added twice", "\(command)"))
      }
      return trouble
    }
  }
}

extension ClientFault {
  fileprivate var trouble: Trouble {
    switch self {
    case .badTeam(let name): .badTeam(name)
    case .badHost(let name): .badHost(name)
    case .noSSH(let errno): .noSSH(reason: connectReason(errno))
    case .pathTooLong(let path): .pathTooLong(path)
    case .noSocket(let folders): .noSocket(folders: folders)
    case .severalSockets(let paths): .severalSockets(paths)
    case .notConnected(let path, let errno): .noDaemon(path: path, reason: connectReason(errno))
    case .untrusted(let path, let uid): .untrusted(path: path, uid: uid)
    case .otherTeam(let path, let team, let found):
      .otherTeam(path: path, team: team, found: found)
    case .lost(let loss):
      Trouble(
        ["the connection to the daemon ended (\(loss.words))."],
        [Remedy("see how the daemon is", "cox status")], exitCode: ExitStatus.temporary)
    case .refused(let refusal):
      .refused(
        kind: refusal.kind, message: refusal.message, details: refusal.details,
        exitCode: refusal.exitCode)
    case .notProtocol(let what):
      .notProtocol(path: "the socket", reason: what)
    }
  }
}

extension ClientFault.Loss {
  fileprivate var words: String {
    switch self {
    case .ended: "it was closed"
    case .silent(let seconds): "nothing came for \(seconds) s"
    case .io(let errno): reason(errno)
    }
  }
}

/// Why nobody answered, in words for the two usual reasons.
private func connectReason(_ error: Int32) -> String {
  switch error {
  case ENOENT: "there is no such socket"
  case ECONNREFUSED: "nothing listens there"
  default: reason(error)
  }
}

private typealias Remedy = Trouble.Remedy
