import Client
import Glibc
import Sentences
import WireProtocol

/// When an event that a person said is kept for later instead of being refused.
enum Keeping {
  /// Whether waiting may help: nobody answers, the daemon goes away, or its disk is full for now.
  static func keeps(_ fault: ClientFault) -> Bool {
    switch fault {
    case .noSocket, .lost: true
    case .notConnected(_, let code):
      [ENOENT, ECONNREFUSED, EAGAIN, ECONNRESET, ETIMEDOUT, EPIPE].contains(code)
    case .refused(let refusal):
      [ErrorKind.stopping, .tooMany, .unknownOutcome, .diskFull].contains {
        $0.rawValue == refusal.kind
      }
    default: false
    }
  }

  /// Whether a daemon may have the event all the same.
  static func isUnknown(_ fault: ClientFault) -> Bool {
    switch fault {
    case .lost: true
    case .refused(let refusal): refusal.kind == ErrorKind.unknownOutcome.rawValue
    default: false
    }
  }

  /// Puts an event into the outbox of the daemon that was meant.
  static func keep(
    _ draft: EventDraft, wasSent: Bool, _ options: GlobalOptions
  ) throws(FileFault) {
    guard let outbox = try? options.outboxes().first else {
      throw FileFault(path: "$HOME", errno: ENOENT)
    }
    try outbox.keep(
      OutboxEntry(
        event: draft.json, said: LocalClock.now.rfc3339, member: options.member, wasSent: wasSent))
  }
}
