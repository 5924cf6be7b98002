import JSONText
import WireProtocol

extension Engine {
  /// How much the operator's journal is told.
  struct Journal {
    var level = JournalLevel.Level.usual
    /// When the usual level comes back (monotonic ns); nil while it holds.
    var until: Int64?
  }

  /// Tells the journal from a level on, for so many seconds or for good.
  func setJournal(_ level: JournalLevel.Level, seconds: Int64?, by whom: String) {
    journal.level = level
    journal.until = seconds.map { moment.monotonicNanoseconds + $0 * 1_000_000_000 }
    let span = seconds.map { " for \($0) s" } ?? ""
    effects.append(
      .journalLevel(level, "the journal is told \(level.rawValue) and above\(span), by \(whom)"))
  }

  /// Goes back to the usual level once the time is over.
  func endJournalLevel() {
    guard let until = journal.until, moment.monotonicNanoseconds >= until else { return }
    setJournal(.usual, seconds: nil, by: "itself")
  }

  /// Tells of a call while everything is told: its name, whose and how it went, never what it said.
  func trace(_ method: StaticString, _ session: Session, _ outcome: String) {
    guard journal.level == .debug else { return }
    effects.append(.trace("\(method) of uid \(session.peer.uid): \(outcome)"))
  }
}
