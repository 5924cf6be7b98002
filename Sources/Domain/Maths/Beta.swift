import RealModule

/// What is known of a rate: the Beta distribution of a + b trials' worth of evidence.
package struct Beta: Sendable, Equatable {
  package let a: Double
  package let b: Double

  /// Both parameters must be positive.
  package init(_ a: Double, _ b: Double) {
    precondition(a > 0 && b > 0, "a Beta distribution has positive parameters")
    (self.a, self.b) = (a, b)
  }

  package var mean: Double { a / (a + b) }

  /// E ln p and Var ln p, which products of rates are built from.
  package var logMean: Double { PolyGamma.digamma(a) - PolyGamma.digamma(a + b) }
  package var logVariance: Double {
    // Of a rate that is all but sure the two are the same but for rounding.
    max(0, PolyGamma.trigamma(a) - PolyGamma.trigamma(a + b))
  }

  /// P(X <= x): the regularised incomplete beta function, to 1e-10 (its continued fraction by Lentz's
  /// method, DLMF 8.17.22).
  package func atMost(_ x: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    // The fraction converges quickly below the mean; above it the mirrored one does.
    return x <= (a + 1) / (a + b + 2)
      ? Self.lower(a, b, x) : 1 - Self.lower(b, a, 1 - x)
  }

  /// The x below which a share p of the distribution lies; p within 0 and 1.
  package func quantile(_ p: Double) -> Double {
    if p <= 0 { return 0 }
    if p >= 1 { return 1 }
    var (low, high) = (0.0, 1.0)
    var x = mean
    while high - low > 1e-15 * high {
      let error = atMost(x) - p
      if error > 0 { high = x } else { low = x }
      if error == 0 { return x }
      let density = Double.exp(
        (a - 1) * .log(x) + (b - 1) * .log(onePlus: -x) - Self.logBeta(a, b))
      let newton = x - error / density
      let next = newton > low && newton < high ? newton : (low + high) / 2
      if abs(next - x) < 1e-15 * x { return next }
      x = next
    }
    return x
  }

  /// The middle part of the distribution with so much in it: 0.8 leaves a tenth on either side.
  package func interval(_ share: Double) -> ClosedRange<Double> {
    let tail = (1 - share) / 2
    return quantile(tail)...quantile(1 - tail)
  }

  static func logBeta(_ a: Double, _ b: Double) -> Double {
    .logGamma(a) + .logGamma(b) - .logGamma(a + b)
  }

  private static func lower(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let front = Double.exp(a * .log(x) + b * .log(onePlus: -x) - logBeta(a, b)) / a
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var fraction = d
    for step in 1...10_000 {
      let m = Double(step)
      for numerator in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 + numerator * d
        d = 1 / (abs(d) < tiny ? tiny : d)
        c = 1 + numerator / c
        if abs(c) < tiny { c = tiny }
        fraction *= d * c
      }
      if abs(d * c - 1) < 1e-15 { break }
    }
    return min(1, front * fraction)
  }
}
