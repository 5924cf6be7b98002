import Glibc
import Sentences

/// A line on the terminal that moves while work goes on; silent anywhere else.
final class Progress {
  private let name: String
  private let total: Int64?
  private let started = Progress.seconds
  private var shown = 0.0
  private let isOn = isatty(STDERR_FILENO) == 1

  init(name: String, total: Int64?) {
    self.name = name
    self.total = total
  }

  /// Shows how far it is, ten times a second at most; without lines, the bytes alone.
  func show(lines: Int? = nil, bytes: Int64) {
    guard isOn, Self.seconds - shown > 0.1 else { return }
    shown = Self.seconds
    let text = IngestSentences.progress(
      name: name, lines: lines, bytes: bytes, of: total, seconds: shown - started,
      width: Terminal.width - 1)
    Output.write("\r\(text.unstyled)\u{1b}[K", to: STDERR_FILENO)
  }

  /// Takes the line away.
  func clear() {
    if isOn, shown > 0 { Output.write("\r\u{1b}[K", to: STDERR_FILENO) }
  }

  private static var seconds: Double {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
