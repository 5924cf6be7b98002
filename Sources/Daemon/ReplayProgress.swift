import Glibc
import SystemPorts
import Systemd

/// Tells how far a long replay is: asks the service manager for patience at most once a second, and
/// shows a bar where somebody looks on.
struct ReplayProgress {
  private static let width = 30
  private static let step: UInt64 = 16_384
  private let ticker: any Ticker
  /// The newest record, as far as it is known before all were read.
  private let last: UInt64?
  private let isSeen = isatty(STDERR_FILENO) == 1
  private var toldAt: Int64
  private var drawnAt: Int64
  private var isDrawn = false
  /// The seq from which on the clock is looked at again.
  private var next: UInt64 = step

  init(ticker: any Ticker, last: UInt64?) {
    self.ticker = ticker
    self.last = last
    toldAt = ticker.nanoseconds()
    drawnAt = toldAt
  }

  mutating func passed(_ seq: UInt64) {
    guard seq >= next else { return }
    next = seq + Self.step
    let now = ticker.nanoseconds()
    if isSeen, now - drawnAt > 200_000_000 {
      drawnAt = now
      isDrawn = true
      say("\r" + bar(seq))
    }
    guard now - toldAt > 1_000_000_000 else { return }
    toldAt = now
    let share = percent(seq).map { ", \($0) %" } ?? ""
    Systemd.notify(
      .extendTimeout(microseconds: 30_000_000), .status("Replaying, at seq \(seq)\(share)"))
  }

  /// Takes the bar away.
  mutating func finished() {
    if isDrawn { say("\r\u{1B}[K") }
    isDrawn = false
  }

  private func bar(_ seq: UInt64) -> String {
    guard let percent = percent(seq) else { return "replaying, at seq \(seq)" }
    let full = Self.width * percent / 100
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: Self.width - full)
    return "replaying [\(bar)] \(percent) %, seq \(seq)"
  }

  private func percent(_ seq: UInt64) -> Int? {
    last.flatMap { $0 > 0 ? Int(min(seq, $0) * 100 / $0) : nil }
  }

  private func say(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe write(STDERR_FILENO, bytes, bytes.count)
  }
}
