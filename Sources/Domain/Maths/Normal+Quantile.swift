import RealModule

extension Normal {
  /// The z with P(Z <= z) = p; p strictly between 0 and 1, to 1e-12.
  ///
  /// Halley's steps on the distribution function from a first guess that is good to a percent.
  package static func quantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1, "a quantile is of a probability between 0 and 1")
    if p > 0.5 { return -quantile(1 - p) }
    if p == 0.5 { return 0 }
    let t = (-2 * Double.log(p)).squareRoot()
    var z =
      -(t - (2.515517 + t * (0.802853 + t * 0.010328))
        / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))))
    for _ in 0..<3 {
      let density = Double.exp(-z * z / 2) / (2 * .pi).squareRoot()
      let error = (atMost(z) - p) / density
      z -= error / (1 + z * error / 2)
    }
    return z
  }
}
