import Glibc
import Synchronization

/// Turns SIGTERM and SIGINT into one call, from the first moment of a start on.
///
/// Until something is written to the log there is nothing to end in order, and the process ends at
/// once. While the log is opened a stop waits; from `hand` on it is called. After that a second signal
/// ends the process at once.
final class StopSignals: Sendable {
  private enum Stage {
    /// Nothing was written; what is to be done before the process ends.
    case reading(@Sendable () -> Void)
    case opening(isAsked: Bool)
    case serving(@Sendable () -> Void)
    case stopping
  }

  private let stage: Mutex<Stage>

  /// Blocks the signals and waits for them on a thread of its own; call it before any other thread
  /// starts, so that all inherit the block.
  init(beforeEnd: @escaping @Sendable () -> Void) throws(ThreadRefused) {
    stage = Mutex(.reading(beforeEnd))
    Self.block()
    try startThread("signals") {
      while true {
        Self.take()
        self.asked()
      }
    }
  }

  /// From now on the log is written to; a stop that was asked for earlier has ended the process.
  func logIsOpened() {
    stage.withLock { stage in
      if case .reading = stage { stage = .opening(isAsked: false) }
    }
  }

  /// Has a stop called, at once where it was asked for meanwhile.
  func hand(to stop: @escaping @Sendable () -> Void) {
    let isAsked = stage.withLock { stage in
      if case .opening(isAsked: true) = stage {
        stage = .stopping
        return true
      }
      stage = .serving(stop)
      return false
    }
    if isAsked { stop() }
  }

  private func asked() {
    let stop = stage.withLock { stage -> (@Sendable () -> Void)? in
      switch stage {
      case .reading(let beforeEnd):
        beforeEnd()
        // Under the lock: whoever wants to write to the log now has to wait for it.
        _exit(0)
      case .opening:
        stage = .opening(isAsked: true)
        return nil
      case .serving(let stop):
        stage = .stopping
        return stop
      case .stopping:
        _exit(130)
      }
    }
    stop?()
  }

  private static func block() {
    var set = stopSet()
    _ = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    // A peer that went away and a full disk answer with an error code instead.
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
  }

  private static func take() {
    var set = stopSet()
    var signal: Int32 = 0
    while unsafe sigwait(&set, &signal) != 0 {}
  }

  // reason: the C set is filled here before anything reads it.
  private static func stopSet() -> sigset_t {
    var set = sigset_t()
    _ = unsafe sigemptyset(&set)
    _ = unsafe sigaddset(&set, SIGTERM)
    _ = unsafe sigaddset(&set, SIGINT)
    return set
  }
}
