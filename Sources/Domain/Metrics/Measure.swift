/// What happened, as far as a metric can count it.
package enum Occurrence: Int, Sendable, CaseIterable {
  case activity, dealOpened, dealWon, dealLost, stageReached, recorded
}

/// What an occurrence adds to a metric.
package enum ReadValue: Sendable { case one, count, minutes, amount }

/// How a metric's number comes about; one file each, one line in `MeasureCatalogue`.
package protocol Measure: Sendable {
  /// The name a `metric.defined` event uses.
  static var name: String { get }
  static var kind: MetricKind { get }
  static var unit: MetricUnit { get }
  static var occurrence: Occurrence { get }
  static var value: ReadValue { get }
}
