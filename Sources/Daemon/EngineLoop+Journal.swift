import Engine
import Logging
import Systemd
import WireProtocol

extension EngineLoop {
  /// Sets what the journal is told; that it was set is told whatever the level was and is.
  func setLevel(_ level: JournalLevel.Level, _ text: String) {
    let wanted = Logger.Level(rawValue: level.rawValue) ?? .info
    logger.logLevel = min(logger.logLevel, wanted, .notice)
    logger.notice("\(text)")
    logger.logLevel = wanted
  }

  func journal(_ note: Note) {
    var fields: [JournalField: String] = [.kind: note.kind.rawValue]
    if let uid = note.uid { fields[.peerUID] = "\(uid)" }
    if let seq = note.seq { fields[.seq] = "\(seq)" }
    if let source = note.source { fields[.source] = source }
    let message: JournalMessage =
      switch note.kind {
      case .ingestEnded: .ingestEnded
      case .eventRejected: .eventRejected
      case .slowConsumer: .slowConsumer
      case .peerDenied: .peerDenied
      case .alertRaised: .alertRaised
      case .clockDoubted: .clockDoubted
      case .clockBelieved: .clockBelieved
      }
    logger.journal(message, note.text, fields)
  }
}
