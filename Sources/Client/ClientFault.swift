package import JSONText
import WireProtocol

/// Why a request got no result; Sentences words it, the exit code comes with it.
package enum ClientFault: Error, Equatable, Sendable {
  /// A team name that is none, or a socket path past the 107 bytes the kernel allows.
  case badTeam(String)
  case pathTooLong(String)
  /// A host that `ssh` would take for an option, or none at all.
  case badHost(String)
  /// `ssh` did not start.
  case noSSH(errno: Int32)
  /// No socket in any of the folders.
  case noSocket(folders: [String])
  /// More than one, and nothing says which.
  case severalSockets([String])
  /// connect(2) refused.
  case notConnected(path: String, errno: Int32)
  /// The server is neither root, nor us, nor the owner of the socket's folder; nothing was sent.
  case untrusted(path: String, uid: UInt32)
  /// The daemon on the socket belongs to another team than the one that was named; nothing was asked.
  case otherTeam(path: String, team: String, found: String)
  /// The connection ended, or was silent too long, while an answer was due: the outcome is unknown.
  case lost(reason: Loss)
  /// The server said no.
  case refused(Refusal)
  /// What came is not the protocol.
  case notProtocol(String)

  /// How a connection was lost.
  package enum Loss: Equatable, Sendable {
    case ended
    case silent(seconds: Int)
    case io(errno: Int32)
  }
}

/// An error reply.
package struct Refusal: Error, Equatable, Sendable {
  package var code: Int64
  package var kind: String
  package var message: String
  package var retry: String
  package var details: JSONValue?

  package init(
    code: Int64, kind: String, message: String, retry: String = "never", details: JSONValue? = nil
  ) {
    self.code = code
    self.kind = kind
    self.message = message
    self.retry = retry
    self.details = details
  }

  /// What the process exits with; a kind that this client does not know is an internal one.
  package var exitCode: Int32 { (ErrorKind(rawValue: kind) ?? .internalError).exitCode }

  /// Reads the `error` member of a reply or of an `ingest.reject`.
  package init(_ error: JSONValue) {
    code = error["code"]?.integer ?? -32603
    kind = error["data"]?["kind"]?.string ?? "internal"
    message = error["message"]?.string ?? ""
    retry = error["data"]?["retry"]?.string ?? "never"
    details = error["data"]?["details"]
  }
}
