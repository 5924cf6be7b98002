import RealModule

/// Successes among distinct matured trials of one step.
package struct Trials: Sendable, Equatable {
  package let successes: Int
  package let trials: Int

  /// At most as many successes as trials, and neither below 0.
  package init(_ successes: Int, of trials: Int) {
    precondition(0 <= successes && successes <= trials, "k of n trials succeeded")
    (self.successes, self.trials) = (successes, trials)
  }

  package static func + (left: Trials, right: Trials) -> Trials {
    Trials(left.successes + right.successes, of: left.trials + right.trials)
  }

  /// Wilson's interval of the raw share at a level such as 0.95; nil without trials.
  package func wilson(_ level: Double) -> ClosedRange<Double>? {
    guard trials > 0 else { return nil }
    let z = Normal.quantile(0.5 + level / 2)
    let (k, n) = (Double(successes), Double(trials))
    let middle = (k + z * z / 2) / (n + z * z)
    let half = z / (n + z * z) * (k * (n - k) / n + z * z / 4).squareRoot()
    return max(0, middle - half)...min(1, middle + half)
  }
}

/// How much evidence a rate rests on.
package enum Evidence: String, Sendable {
  case thin, some, solid

  package init(trials: Int) { self = trials < 10 ? .thin : trials < 30 ? .some : .solid }
}

/// A member's rate, drawn towards those of true peers as far as own evidence is thin (MATHS M2).
package enum Conversion {
  /// What peers say: their mean, and how many trials' worth of evidence that is.
  package struct Prior: Sendable, Equatable {
    package let mean: Double
    package let strength: Double

    /// Nobody is certain of a rate: one of 0 or 1 is taken to be next to it.
    package init(mean: Double, strength: Double) {
      (self.mean, self.strength) = (min(max(mean, 1e-13), 1 - 1e-13), strength)
    }
  }

  package static let strengths = 4.0...60.0
  /// With fewer than 4 others nobody can say how much members differ.
  package static let defaultStrength = 20.0
  package static let fewestPeers = 4

  /// Kleinman's moments: 1/g - 1 for the share g of the spread that members have between them.
  package static func strength(of members: [Trials]) -> Double {
    let sum = members.reduce(Trials(0, of: 0), +)
    let (n, groups) = (Double(sum.trials), Double(members.count))
    let mean = Double(sum.successes) / n
    var (between, squares) = (0.0, 0.0)
    for member in members {
      let size = Double(member.trials)
      let away = Double(member.successes) / size - mean
      between += size * away * away
      squares += size * size
    }
    let chance = mean * (1 - mean)
    guard chance > 0 else { return strengths.upperBound }
    let g = (between - chance * (groups - 1)) / (chance * (n - squares / n - (groups - 1)))
    guard g > 0 else { return strengths.upperBound }
    return min(max(1 / g - 1, strengths.lowerBound), strengths.upperBound)
  }

  /// What is known of the member's rate; `phi` says how much wider than chance counts spread.
  package static func posterior(_ own: Trials, _ prior: Prior, phi: Double = 1) -> Beta {
    let wide = max(1, phi)
    let (k, n) = (Double(own.successes) / wide, Double(own.trials) / wide)
    return Beta(prior.mean * prior.strength + k, (1 - prior.mean) * prior.strength + n - k)
  }
}
