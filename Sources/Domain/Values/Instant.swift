/// A point in time: whole microseconds since 1970-01-01T00:00:00Z, without leap seconds.
package struct Instant: Comparable, Hashable, Sendable {
  package var microseconds: Int64

  package init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  package init(seconds: Int64) {
    microseconds = seconds * 1_000_000
  }

  package static let distantPast = Instant(microseconds: .min)
  package static let distantFuture = Instant(microseconds: .max)

  /// The whole second this instant lies in, rounded towards the past.
  package var seconds: Int64 {
    microseconds >= 0 ? microseconds / 1_000_000 : -((999_999 - microseconds) / 1_000_000)
  }

  /// This instant moved by a number of seconds, held at the ends of the range.
  package func adding(seconds: Int64) -> Instant {
    let (product, productOverflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
    let (sum, overflow) = microseconds.addingReportingOverflow(product)
    if productOverflow || overflow { return seconds < 0 ? .distantPast : .distantFuture }
    return Instant(microseconds: sum)
  }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }
}
