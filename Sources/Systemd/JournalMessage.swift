package import Logging

/// The messages an operator can look up: each MESSAGE_ID has its text in the journal catalogue.
package enum JournalMessage: String, CaseIterable, Sendable {
  case started = "e7d3612da1e24fb7a9e9a92f56e019c8"
  case replayed = "f2d1c231873d48c59bf6457730103de4"
  case ingestEnded = "47865d02f8ae41dab0dc39665a18f269"
  case eventRejected = "c4c70190970e4b9aaf9b0ad563230611"
  case slowConsumer = "ceeec057e0d34441bfd99c1a8a3f4d39"
  case peerDenied = "3f3d8a2c761146d5b99fc71f97df55b9"
  case alertRaised = "7ec103592d94435da0f8a444723f073f"
  case clockDoubted = "5b0f4d6c5f2e4a47a7a9c1d7b8e2603d"
  case clockBelieved = "9c3de1c0b1a84c5fb3d24f0c6a7b5e18"
  case logFailed = "08618606f5724abf95c26d19a19b4644"
  case logDamaged = "daf0f927779c468bba753b9cffde03e6"
  case startRefused = "7e41f3b68a0d4c0f9f5d2ab1c3876e94"

  /// The metadata key that carries the id to the journal.
  package static let metadataKey = "MESSAGE_ID"

  /// How loud the message is: what an operator must act on stands out.
  package var level: Logger.Level {
    switch self {
    case .started, .replayed, .alertRaised, .clockBelieved: .notice
    case .ingestEnded, .eventRejected: .info
    case .slowConsumer, .peerDenied, .clockDoubted: .warning
    case .logFailed, .logDamaged, .startRefused: .critical
    }
  }
}

/// The structured fields of our journal entries, besides the journal's own.
package enum JournalField: String, CaseIterable, Sendable {
  case team = "COX_TEAM"
  case seq = "COX_SEQ"
  case store = "COX_STORE"
  case source = "COX_SOURCE"
  case peerUID = "COX_PEER_UID"
  case kind = "COX_KIND"
}

extension Logger {
  /// Logs a catalogued message with its fields at the message's own level.
  package func journal(
    _ message: JournalMessage, _ text: String, _ fields: [JournalField: String] = [:],
    file: String = #fileID, function: String = #function, line: UInt = #line
  ) {
    var metadata: Logger.Metadata = [JournalMessage.metadataKey: .string(message.rawValue)]
    for (field, value) in fields { metadata[field.rawValue] = .string(value) }
    log(
      level: message.level, "\(text)", metadata: metadata, file: file, function: function,
      line: line)
  }
}
