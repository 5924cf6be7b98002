import Glibc
import Synchronization

/// One line on a terminal's standard error that is drawn again and again, until it is taken away.
final class ProgressBar: Sendable {
  private struct State {
    var isDrawn = false
    var isOver = false
  }

  /// Whether somebody looks on.
  let isSeen = isatty(STDERR_FILENO) == 1
  private let state = Mutex(State())

  func draw(_ text: String) {
    state.withLock { state in
      guard isSeen, !state.isOver else { return }
      state.isDrawn = true
      Self.say("\r" + text)
    }
  }

  /// Takes the bar away: what is said next stands on a line of its own.
  func clear() { state.withLock { Self.clear(&$0) } }

  /// Takes the bar away for good.
  func end() {
    state.withLock { state in
      Self.clear(&state)
      state.isOver = true
    }
  }

  private static func clear(_ state: inout State) {
    if state.isDrawn { say("\r\u{1B}[K") }
    state.isDrawn = false
  }

  private static func say(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe write(STDERR_FILENO, bytes, bytes.count)
  }
}
