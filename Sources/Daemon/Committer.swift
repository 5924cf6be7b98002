import EventLog
import LinuxSystem
import NIOCore
import NIOPosix
import Synchronization
import SystemPorts

/// Owns the log's writer: writes and syncs one batch at a time, on its own thread or in place.
///
/// A lone small batch is committed in place: handing it over and back would cost more than half of a
/// quick sync. The lock is never contended, because only one batch is ever under way.
final class Committer: Sendable {
  typealias Outcome = Result<Bool, LogFailure>

  private struct State: ~Copyable {
    var writer: LogWriter<LinuxDirectory>?
    var lastSyncNanoseconds: Int64 = .max
  }

  private static let inlineBytes = 16 * 1024
  private static let quickNanoseconds: Int64 = 2_000_000
  private let state: Mutex<State>
  private let pool: NIOThreadPool
  private let loop: any EventLoop
  private let ticker: any Ticker

  init(
    writer: consuming LogWriter<LinuxDirectory>, pool: NIOThreadPool, loop: any EventLoop,
    ticker: any Ticker
  ) {
    state = Mutex(State(writer: consume writer))
    self.pool = pool
    self.loop = loop
    self.ticker = ticker
  }

  /// Whether committing on the loop costs less than handing over.
  func mayCommitInline(_ batch: Batch) -> Bool {
    batch.bytes.count <= Self.inlineBytes
      && state.withLock { $0.lastSyncNanoseconds < Self.quickNanoseconds }
  }

  /// Writes and syncs; the result says whether there is space for more.
  func commit(_ batch: Batch) -> Outcome {
    state.withLock { state in
      let began = ticker.nanoseconds()
      do throws(LogFailure) {
        try state.writer?.commit(batch, tick: began)
        state.lastSyncNanoseconds = ticker.nanoseconds() - began
        return .success(state.writer?.reserveSpace() ?? false)
      } catch {
        return .failure(error)
      }
    }
  }

  /// Writes and syncs on the committer's thread.
  func submit(_ batch: Batch) -> EventLoopFuture<Outcome> {
    pool.runIfActive(eventLoop: loop) { self.commit(batch) }
  }

  /// Forgets that the log was restored, before anything is judged on the ground that it is complete.
  func forgetRestored() -> LogFailure? {
    state.withLock { state in
      do throws(LogFailure) {
        try state.writer?.forgetRestored()
        return nil
      } catch {
        return error
      }
    }
  }

  /// Whether the reserve is there, asked while nothing is written.
  func hasSpace() -> Bool { state.withLock { $0.writer?.reserveSpace() ?? false } }

  /// What the last sync took; 0 before the first one.
  var lastSyncMicroseconds: Int64 {
    state.withLock { $0.lastSyncNanoseconds < .max ? $0.lastSyncNanoseconds / 1000 : 0 }
  }

  /// Writes the closing record and seals; nothing can be committed afterwards.
  func close(at time: Int64) throws(LogFailure) {
    try state.withLock { state throws(LogFailure) in
      guard var writer = state.writer.take() else { return }
      try writer.close(at: time, tick: ticker.nanoseconds())
    }
  }
}
