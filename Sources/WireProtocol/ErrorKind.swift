/// What went wrong, as clients tell it apart; protocol/errors.json says the same and a test compares.
package enum ErrorKind: String, CaseIterable, Sendable {
  case parse
  case badRequest = "bad_request"
  case lineTooLong = "line_too_long"
  case unknownMethod = "unknown_method"
  case badParams = "bad_params"
  case internalError = "internal"
  case denied
  case unmappedPeer = "unmapped_peer"
  case notFound = "not_found"
  case unsupported
  case idReused = "id_reused"
  case wrongExpected = "wrong_expected"
  case sourceBusy = "source_busy"
  case fenced
  case cursorExpired = "cursor_expired"
  case cursorForeign = "cursor_foreign"
  case cursorAhead = "cursor_ahead"
  case eventTooLarge = "event_too_large"
  case eventInvalid = "event_invalid"
  case tooMany = "too_many"
  case slowConsumer = "slow_consumer"
  case stopping
  case unknownOutcome = "unknown"
  case diskFull = "disk_full"

  /// When the same request may succeed.
  package enum Retry: String, Sendable {
    case never, now, later, reconnect
    case afterRead = "after_read"
  }

  /// The number in `error.code`: JSON-RPC's own where it has one, positive elsewhere.
  package var code: Int { row.code }
  /// When trying again makes sense.
  package var retry: Retry { row.retry }
  /// What a command line client exits with (sysexits.h).
  package var exitCode: Int32 { row.exitCode }
  /// The journal's MESSAGE_ID of the entry that explains the same failure.
  package var messageID: String? {
    switch self {
    case .denied, .unmappedPeer: "3f3d8a2c761146d5b99fc71f97df55b9"
    case .eventInvalid, .eventTooLarge, .idReused: "c4c70190970e4b9aaf9b0ad563230611"
    case .slowConsumer: "ceeec057e0d34441bfd99c1a8a3f4d39"
    default: nil
    }
  }

  private var row: (code: Int, retry: Retry, exitCode: Int32) {
    switch self {
    case .parse: (-32700, .never, 65)
    case .badRequest, .lineTooLong: (-32600, .never, 65)
    case .unknownMethod: (-32601, .never, 64)
    case .badParams: (-32602, .never, 64)
    case .internalError: (-32603, .later, 70)
    case .denied: (4030, .never, 77)
    case .unmappedPeer: (4031, .never, 77)
    case .notFound: (4040, .never, 66)
    case .unsupported: (4060, .never, 76)
    case .idReused: (4090, .never, 65)
    case .wrongExpected: (4091, .afterRead, 75)
    case .sourceBusy: (4092, .later, 75)
    case .fenced: (4092, .never, 70)
    case .cursorExpired, .cursorForeign, .cursorAhead: (4100, .never, 65)
    case .eventTooLarge: (4130, .never, 65)
    case .eventInvalid: (4220, .never, 65)
    case .tooMany: (4290, .later, 75)
    case .slowConsumer: (4291, .reconnect, 75)
    case .stopping: (5030, .later, 75)
    case .unknownOutcome: (5040, .now, 75)
    case .diskFull: (5070, .later, 74)
    }
  }
}
