/// The calendar clock; it may jump.
package protocol WallClock: Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  func microseconds() -> Int64
}

/// A clock that only goes forward, for measuring how long things take.
package protocol Ticker: Sendable {
  /// Nanoseconds since an arbitrary start.
  func nanoseconds() -> Int64
}
