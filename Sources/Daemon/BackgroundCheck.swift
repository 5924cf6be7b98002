import EventLog
import LinuxSystem
import Logging
import Synchronization
import SystemPorts

/// Reads the segments again that a start took from sidecars, once and on the reader's thread: a small
/// piece at a time, with rests between that leave the disk and the thread to those who work.
final class BackgroundCheck: Sendable {
  private struct State {
    var check: SealedCheck<LinuxDirectory>?
    var failures = 0
  }

  /// 20 MB/s at most.
  private static let nanosecondsPerByte: Int64 = 50
  /// A twentieth of the time at most, as making sidecars takes.
  private static let restsPerStep: Int64 = 19
  private let segments: Int
  private let damages: DamageBook
  private let thread: WorkerThread
  private let ticker: any Ticker
  private let logger: Logger
  private let state: Mutex<State>

  init(
    _ check: SealedCheck<LinuxDirectory>, damages: DamageBook, thread: WorkerThread,
    ticker: any Ticker, logger: Logger
  ) {
    segments = check.segmentsLeft
    state = Mutex(State(check: check))
    self.damages = damages
    self.thread = thread
    self.ticker = ticker
    self.logger = logger
  }

  /// Begins, where there is something to read.
  func begin() {
    if segments > 0 { thread.submit { self.step() } }
  }

  private func step() {
    let began = ticker.nanoseconds()
    var rest: Int64 = 0
    switch state.withLock({ $0.check?.step() ?? .done }) {
    case .done: return end()
    case .going(let bytes): rest = Int64(bytes) * Self.nanosecondsPerByte
    case .failed(let failure):
      state.withLock { $0.failures += 1 }
      damages.note(failure)
    }
    rest = max(rest, Self.restsPerStep * (ticker.nanoseconds() - began))
    thread.submit(afterNanoseconds: rest) { self.step() }
  }

  private func end() {
    let failures = state.withLock { state in
      state.check = nil
      return state.failures
    }
    let found = failures == 0 ? "all sound" : "\(failures) damaged"
    logger.info("segments taken from sidecars and read again: \(segments), \(found)")
  }
}
