import RealModule

/// The standard normal distribution.
package enum Normal {
  /// P(Z <= z).
  package static func atMost(_ z: Double) -> Double {
    0.5 * .erfc(-z / 2.0.squareRoot())
  }
}
