import RealModule

/// The Poisson distribution of counts around a mean.
package enum Poisson {
  /// P(X <= count), exact to 1e-9.
  package static func atMost(_ count: Int64, mean: Double) -> Double {
    if count < 0 { return 0 }
    if mean <= 0 { return 1 }
    let k = Double(count)
    // Sum on the side of the mean where the terms fall, so that nothing cancels.
    return k < mean
      ? sum(from: k, mean: mean, step: { $0 / mean }, next: -1)
      : 1 - sum(from: k + 1, mean: mean, step: { mean / ($0 + 1) }, next: 1)
  }

  /// P(X >= count).
  package static func atLeast(_ count: Int64, mean: Double) -> Double {
    if count <= 0 { return 1 }
    if mean <= 0 { return 0 }
    let k = Double(count)
    return k > mean
      ? sum(from: k, mean: mean, step: { mean / ($0 + 1) }, next: 1)
      : 1 - sum(from: k - 1, mean: mean, step: { $0 / mean }, next: -1)
  }

  /// P(X = count).
  static func exactly(_ count: Double, mean: Double) -> Double {
    .exp(count * .log(mean) - mean - .logGamma(count + 1))
  }

  /// Adds terms from one place away from the mean until they no longer matter.
  private static func sum(
    from place: Double, mean: Double, step: (Double) -> Double, next: Double
  ) -> Double {
    var at = place
    var term = exactly(at, mean: mean)
    var total = 0.0
    while at >= 0, term > 1e-18 {
      total += term
      term *= step(at)
      at += next
    }
    return min(total, 1)
  }
}
