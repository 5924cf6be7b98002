import EventLog
import LinuxSystem
import Synchronization
import SystemPorts

/// Owns the log's writer: writes and syncs one batch at a time, on its own thread or in place.
///
/// A lone small batch is committed in place: handing it over and back would cost more than half of a
/// quick sync. Nobody waits for the lock, because only one batch is ever under way.
final class Committer: Sendable {
  typealias Outcome = Result<Bool, LogFailure>

  private static let inlineBytes = 16 * 1024
  private static let quickNanoseconds: Int64 = 2_000_000
  private let writer: Mutex<LogWriter<LinuxDirectory>?>
  /// What the last sync took, beside the lock: who only asks must not wait for the next one.
  private let lastSync = Atomic<Int64>(.max)
  private let thread: WorkerThread
  private let ticker: any Ticker

  init(
    writer: consuming LogWriter<LinuxDirectory>, thread: WorkerThread, ticker: any Ticker
  ) {
    self.writer = Mutex(consume writer)
    self.thread = thread
    self.ticker = ticker
  }

  /// Whether committing on the loop costs less than handing over.
  func mayCommitInline(_ batch: Batch) -> Bool {
    batch.bytes.count <= Self.inlineBytes
      && lastSync.load(ordering: .relaxed) < Self.quickNanoseconds
  }

  /// Writes and syncs; the result says whether there is space for more.
  func commit(_ batch: Batch) -> Outcome {
    writer.withLock { writer in
      let began = ticker.nanoseconds()
      do throws(LogFailure) {
        try writer?.commit(batch, tick: began)
        lastSync.store(ticker.nanoseconds() - began, ordering: .relaxed)
        return .success(writer?.reserveSpace() ?? false)
      } catch {
        return .failure(error)
      }
    }
  }

  /// Writes and syncs on the committer's thread; the outcome comes by mail.
  func submit(_ batch: Batch, sealed: Bool, then mailbox: Mailbox) {
    thread.submit { mailbox.put(.committed(self.commit(batch), sealed: sealed)) }
  }

  /// Forgets that the log was restored, before anything is judged on the ground that it is complete.
  func forgetRestored() -> LogFailure? {
    writer.withLock { writer in
      do throws(LogFailure) {
        try writer?.forgetRestored()
        return nil
      } catch {
        return error
      }
    }
  }

  /// Whether the reserve is there, asked while nothing is written.
  func hasSpace() -> Bool { writer.withLock { $0?.reserveSpace() ?? false } }

  /// What the last sync took; 0 before the first one.
  var lastSyncMicroseconds: Int64 {
    let nanoseconds = lastSync.load(ordering: .relaxed)
    return nanoseconds < .max ? nanoseconds / 1000 : 0
  }

  /// Writes the closing record and seals; nothing can be committed afterwards.
  func close(at time: Int64) throws(LogFailure) {
    try writer.withLock { writer throws(LogFailure) in
      guard var writer = writer.take() else { return }
      try writer.close(at: time, tick: ticker.nanoseconds())
    }
  }
}
