import Domain
import Engine
import SystemPorts

/// The machine's two clocks, read together.
struct Clocks: Sendable {
  let wall: any WallClock
  let ticker: any Ticker

  var moment: Moment {
    Moment(
      wall: Instant(microseconds: wall.microseconds()),
      monotonicNanoseconds: ticker.nanoseconds())
  }
}
