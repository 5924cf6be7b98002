import RealModule

/// The derivatives of the logarithm of the gamma function, to 1e-12 for positive arguments.
package enum PolyGamma {
  /// From here on the asymptotic series below is exact to the last places.
  private static let far = 12.0

  /// ψ(x), by recurrence to where the asymptotic series holds (Abramowitz and Stegun 6.3.5, 6.3.18).
  package static func digamma(_ x: Double) -> Double {
    var (at, sum) = (x, 0.0)
    while at < far {
      sum -= 1 / at
      at += 1
    }
    let square = 1 / (at * at)
    let series = [
      1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12,
    ]
    return sum + .log(at) - 0.5 / at - horner(series, square) * square
  }

  /// ψ'(x), likewise (6.4.6, 6.4.12).
  package static func trigamma(_ x: Double) -> Double {
    var (at, sum) = (x, 0.0)
    while at < far {
      sum += 1 / (at * at)
      at += 1
    }
    let square = 1 / (at * at)
    let series = [
      1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6,
    ]
    return sum + 1 / at + 0.5 * square + horner(series, square) * square / at
  }

  /// The sum of c[i] * x^i.
  private static func horner(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reversed().reduce(0) { $0 * x + $1 }
  }
}
