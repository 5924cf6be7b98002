package import Domain
import EventLog
import Glibc
import Systemd

/// What a daemon is asked to serve.
package struct DaemonOptions: Sendable {
  package static let version = "0.1.0"

  package var team: String
  package var socket: String?
  package var state: String?
  package var testClock: Instant?
  /// A fixed store id, so that transcripts can state every byte; with a test clock only.
  package var store: String?
  package var socketMode: UInt32 = 0o600
  package var socketGroup: String?

  package init(team: String) { self.team = team }

  /// Takes a test clock's start, RFC 3339; false when the text is no instant.
  package mutating func setTestClock(_ text: String) -> Bool {
    testClock = Instant(rfc3339: text)
    return testClock != nil
  }

  /// The socket's path: as given, the user's runtime folder, or the system's for root.
  var socketPath: String {
    if let socket { return socket }
    if let folder = environment("XDG_RUNTIME_DIR"), geteuid() != 0 {
      return "\(folder)/coxswain/\(team).sock"
    }
    return "/run/coxswain/\(team).sock"
  }

  /// Whether nobody named the socket and this user has no folder of their own for it.
  var lacksRuntimeFolder: Bool {
    socket == nil && geteuid() != 0 && environment("XDG_RUNTIME_DIR") == nil
  }

  /// The state directory: as given, the service manager's, or the user's.
  var stateDirectory: String {
    if let state { return state }
    if let folder = environment("STATE_DIRECTORY") { return folder }
    if let folder = environment("XDG_STATE_HOME") { return "\(folder)/coxswain/\(team)" }
    return "\(environment("HOME") ?? "")/.local/state/coxswain/\(team)"
  }

  /// Why the options can't be served; nil when they can.
  package var problem: String? {
    let letters = team.utf8.allSatisfy {
      ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z"))
        || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || $0 == UInt8(ascii: "-")
    }
    let starts = team.utf8.first.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") } ?? false
    guard letters, starts, team.utf8.count <= 21 else {
      return "a team's name is 1 to 21 of a-z, 0-9 and -, a letter first; \"\(team)\" is not"
    }
    if store != nil && testClock == nil { return "--store-id goes with --test-clock only" }
    return nil
  }

  private func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }
}

/// Why the daemon ended or never started, with its exit code (sysexits).
package struct DaemonFailure: Error, CustomStringConvertible {
  package var description: String
  package var exitCode: Int32
  /// What explains it to who looks into the journal.
  var message: JournalMessage?
  /// Whether it has been said where standard error leads.
  package internal(set) var isTold = false

  init(_ description: String, exitCode: Int32, message: JournalMessage? = nil) {
    self.description = description
    self.exitCode = exitCode
    self.message = message
  }

  init(_ failure: LogFailure) {
    self.init("\(failure)", exitCode: failure.exitCode, message: failure.journalMessage)
  }
}

extension LogFailure {
  /// What explains an end of the daemon on account of its log.
  var journalMessage: JournalMessage {
    switch self {
    case .damaged: .logDamaged
    case .io, .diskFull: .logFailed
    case .locked, .unfinished, .newerFormat, .unreadable, .refused: .startRefused
    }
  }
}
