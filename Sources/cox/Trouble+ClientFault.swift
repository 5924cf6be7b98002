import Client
import Glibc
import JSONText
import Sentences

extension Trouble {
  /// The words and the exit code for what the client met.
  init(_ fault: ClientFault, path: String = "the socket") {
    switch fault {
    case .badTeam(let name): self = .badTeam(name)
    case .badHost(let name): self = .badHost(name)
    case .noSSH(let code): self = .noSSH(reason: Self.fileReason(code))
    case .pathTooLong(let path): self = .pathTooLong(path)
    case .noSocket(let folders): self = .noSocket(folders: folders)
    case .severalSockets(let paths): self = .severalSockets(paths)
    case .notConnected(let path, EACCES), .notConnected(let path, EPERM):
      let name = unsafe getpwuid(getuid()).map { unsafe String(cString: $0.pointee.pw_name) }
      self = .noAccess(path: path, user: name ?? "uid \(getuid())")
    case .notConnected(let path, let code):
      self = .noDaemon(path: path, reason: Self.socketReason(code))
    case .untrusted(let path, let uid): self = .untrusted(path: path, uid: uid)
    case .otherTeam(let path, let team, let found):
      self = .otherTeam(path: path, team: team, found: found)
    case .lost(let loss): self = .unanswered(path: path, reason: Self.reason(loss))
    case .refused(let refusal): self = .init(refusal)
    case .notProtocol(let reason): self = .notProtocol(path: path, reason: reason)
    }
  }

  /// The words and the exit code for a file that was not written; `elsewhere` is how to name another.
  init(_ fault: FileFault, elsewhere option: Text? = nil) {
    self =
      fault.isThere
      ? .wouldOverwrite(fault.path)
      : .unwritable(
        fault.path, reason: Self.fileReason(fault.errno), isDisk: fault.isDisk, elsewhere: option)
  }

  /// The words and the exit code for an error reply.
  init(_ refusal: Refusal) {
    self = .refused(
      kind: refusal.kind, message: refusal.message, details: refusal.details,
      exitCode: refusal.exitCode)
  }

  /// Why a connection was lost.
  static func reason(_ loss: ClientFault.Loss) -> String {
    switch loss {
    case .ended: "it was closed"
    case .silent(let seconds): "no answer in \(seconds) s"
    case .io(let code): systemText(code)
    }
  }

  /// Why a socket did not answer.
  static func socketReason(_ code: Int32) -> String {
    switch code {
    case ENOENT: "there is no such socket"
    case ECONNREFUSED: "nothing listens there"
    case ENOTSOCK: "it is no socket"
    default: systemText(code)
    }
  }

  /// Why a file did not open, read or write.
  static func fileReason(_ code: Int32) -> String {
    switch code {
    case ENOENT: "there is no such file or folder"
    case EACCES, EPERM: "this user may not"
    case EISDIR: "it is a folder"
    case ENOSPC: "the disk is full"
    case EBADF: "it is closed"
    default: systemText(code)
    }
  }

  private static func systemText(_ code: Int32) -> String {
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }
}
