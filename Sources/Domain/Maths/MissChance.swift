/// How likely a total this low is when the quota is the true mean (MATHS M3).
package enum MissChance {
  /// Spread beyond which counts are judged as normal rather than Poisson.
  package static let widePhi = 1.5

  /// P(total or less) for counts with this mean and dispersion.
  package static func atMost(_ total: Int64, mean: Double, phi: Double) -> Double {
    guard phi > widePhi else { return Poisson.atMost(total, mean: mean) }
    return Normal.atMost((Double(total) - mean) / (phi * mean).squareRoot())
  }
}
