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
  private let bar: ProgressBar
  private var toldAt: Int64
  private var drawnAt: Int64
  /// The seq from which on the clock is looked at again.
  private var next: UInt64 = step

  init(ticker: any Ticker, last: UInt64?, bar: ProgressBar) {
    self.ticker = ticker
    self.last = last
    self.bar = bar
    toldAt = ticker.nanoseconds()
    drawnAt = toldAt
  }

  mutating func passed(_ seq: UInt64) {
    guard seq >= next else { return }
    next = seq + Self.step
    let now = ticker.nanoseconds()
    if bar.isSeen, now - drawnAt > 200_000_000 {
      drawnAt = now
      bar.draw(text(seq))
    }
    guard now - toldAt > 1_000_000_000 else { return }
    toldAt = now
    Systemd.notify(.extendTimeout(microseconds: 30_000_000), .status(status(seq)))
  }

  /// Such as `Replaying 41% (seq 37000/90208)`.
  private func status(_ seq: UInt64) -> String {
    guard let last, let percent = percent(seq) else { return "Replaying (seq \(seq))" }
    return "Replaying \(percent)% (seq \(seq)/\(max(seq, last)))"
  }

  private func text(_ seq: UInt64) -> String {
    guard let percent = percent(seq) else { return "replaying, at seq \(seq)" }
    let full = Self.width * percent / 100
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: Self.width - full)
    return "replaying [\(bar)] \(percent) %, seq \(seq)"
  }

  private func percent(_ seq: UInt64) -> Int? {
    last.flatMap { $0 > 0 ? Int(min(seq, $0) * 100 / $0) : nil }
  }
}
