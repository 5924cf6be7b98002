import Dispatch
import Glibc

/// Turns SIGTERM and SIGINT into one call; a second signal ends the process at once.
enum StopSignals {
  /// Blocks the signals; call it before any other thread starts, so that all inherit it.
  static func block() {
    // reason: the C set is filled by sigemptyset before anything reads it.
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGTERM)
    unsafe sigaddset(&set, SIGINT)
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    // A peer that went away and a full disk answer with an error code instead.
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
  }

  /// Waits for the signals on a thread of its own.
  static func wait(_ stop: @escaping @Sendable () -> Void) {
    let thread = DispatchQueue(label: "signals")
    thread.async {
      _ = take()
      stop()
      _ = take()
      _exit(130)
    }
  }

  private static func take() -> Int32 {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGTERM)
    unsafe sigaddset(&set, SIGINT)
    var signal: Int32 = 0
    while unsafe sigwait(&set, &signal) != 0 {}
    return signal
  }
}
