import RealModule

/// Draws from distributions, the same for the same seed on every machine.
package struct SeededDraws: Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  private mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Between 0 and 1, never either.
  package mutating func uniform() -> Double {
    (Double(bits() >> 11) + 0.5) / Double(1 << 53 as Int64)
  }

  package mutating func normal() -> Double { Normal.quantile(uniform()) }

  package mutating func index(below count: Int) -> Int {
    min(count - 1, Int(uniform() * Double(count)))
  }

  /// From a gamma distribution of scale 1 (Marsaglia and Tsang 2000).
  package mutating func gamma(_ shape: Double) -> Double {
    if shape < 1 { return gamma(shape + 1) * .pow(uniform(), 1 / shape) }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = 1 + c * x
      guard v > 0 else { continue }
      let cube = v * v * v
      if Double.log(uniform()) < 0.5 * x * x + d - d * cube + d * .log(cube) { return d * cube }
    }
  }

  package mutating func beta(_ beta: Beta) -> Double {
    let (x, y) = (gamma(beta.a), gamma(beta.b))
    return x + y > 0 ? x / (x + y) : 0
  }

  /// How many of n trials succeed.
  package mutating func binomial(_ n: Int, _ p: Double) -> Int {
    // Large counts split by a median of theirs, which is a beta variate, until few are left.
    guard n > 0, p > 0 else { return 0 }
    if p >= 1 { return n }
    if n <= 40 { return (0..<n).count { _ in uniform() < p } }
    let middle = n / 2 + 1
    let split = beta(Beta(Double(middle), Double(n - middle + 1)))
    return split <= p
      ? middle + binomial(n - middle, (p - split) / (1 - split)) : binomial(middle - 1, p / split)
  }
}
