import EventLog
import Glibc
import Logging
import Synchronization
import SystemPorts
import Systemd

/// What a running daemon meets of its log that is not what was written: the journal is told once of each
/// place, `status` for as long as the daemon runs.
final class DamageBook: Sendable {
  private struct State {
    var damages: [Damage] = []
    /// Other failures, in the words in which they were told.
    var told: Set<String> = []
    var changed: @Sendable () -> Void = {}
  }

  /// Places told of one file: behind a lost line feed every record is out of its place, and each read
  /// would find another one.
  private static let mostOfAFile = 16
  private static let mostTold = 256
  /// What a disk or a file system says of what it lost.
  private static let losses: [Int32] = [EIO, ENOENT, EUCLEAN, EBADMSG]
  private let directory: String
  private let store: String
  private let logger: Logger
  private let state = Mutex(State())

  init(directory: String, store: String, logger: Logger) {
    self.directory = directory
    self.store = store
    self.logger = logger
  }

  /// All places, in the order in which they were met.
  var damages: [Damage] { state.withLock { $0.damages } }

  /// Has something called, on any thread, whenever a place was added.
  func whenChanged(_ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.changed = body }
  }

  /// Notes what a read of the log failed with.
  func note(_ failure: LogFailure) {
    guard let damage = damage(failure) else { return warn("\(failure)") }
    let changed = state.withLock { state -> (@Sendable () -> Void)? in
      let same = state.damages.filter { $0.file == damage.file }
      guard same.count < Self.mostOfAFile, !same.contains(where: { $0.offset == damage.offset })
      else { return nil }
      state.damages.append(damage)
      return state.changed
    }
    guard let changed else { return }
    var fields: [JournalField: String] = [.store: store]
    fields[.seq] = damage.seqs.map { "\($0.lowerBound)" }
    logger.journal(
      .logDamaged,
      "\(damage.place). The team is served as before; copy \(directory) away before a restart. "
        + damage.remedy,
      fields)
    changed()
  }

  /// Says in the journal what else failed, once in the same words.
  func warn(_ text: String) {
    let isNew = state.withLock { state in
      guard state.told.count < Self.mostTold else { return false }
      return state.told.insert(text).inserted
    }
    if isNew { logger.warning("a read of the log failed: \(text)") }
  }

  private func damage(_ failure: LogFailure) -> Damage? {
    switch failure {
    case .damaged(let damage): damage
    case .io(let fault) where Self.losses.contains(fault.code):
      Damage(
        file: fault.path, offset: 0, seqs: nil,
        reason: "it cannot be read (\(fault.call): \(errnoText(fault.code)))", state: directory)
    default: nil
    }
  }
}
