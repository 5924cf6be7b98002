import RealModule

/// Counts that spread wider than Poisson's: variance phi times the mean.
enum NegativeBinomial {
  /// P(X = count), for phi above 1.
  static func exactly(_ count: Double, mean: Double, phi: Double) -> Double {
    let size = mean / (phi - 1)
    let ways: Double = .logGamma(count + size) - .logGamma(count + 1) - .logGamma(size)
    return .exp(ways - size * .log(phi) + count * .log(1 - 1 / phi))
  }
}
