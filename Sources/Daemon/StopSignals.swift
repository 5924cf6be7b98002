import Glibc
import NIOPosix

/// Turns SIGTERM and SIGINT into one call; a second signal ends the process at once.
enum StopSignals {
  /// Blocks the signals; call it before any other thread starts, so that all inherit it.
  static func block() {
    var set = stopSet()
    _ = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    // A peer that went away and a full disk answer with an error code instead.
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
  }

  /// Waits for the signals on a thread of its own.
  static func wait(_ stop: @escaping @Sendable () -> Void) {
    let thread = NIOThreadPool(numberOfThreads: 1)
    thread.start()
    thread.submit { _ in
      take()
      stop()
      take()
      _exit(130)
    }
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
