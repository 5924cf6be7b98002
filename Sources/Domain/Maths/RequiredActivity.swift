import RealModule

/// From what a goal still asks to the activity a week needs (MATHS M1), in exact fractions.
package struct RequiredActivity: Sendable, Equatable {
  /// Wins, then what each earlier step needs, the activity last.
  package let needs: [Rational]
  /// Weeks whose activity can still land; nothing where the lag is longer than the window.
  package let usableWeeks: Rational
  /// The quota: activity a week, rounded up once; nil where activity started now cannot land.
  package let weekly: Int64?

  /// Works back from the wins that the goal still asks for through the rates of the steps, from the
  /// last one to the first, each above 0; `lagDays` lie between the activity and the outcome.
  package init(
    wins: Rational, rates: [Rational], workingDaysLeft: Int64, workingDaysAWeek: Int64,
    lagDays: Rational
  ) {
    var needs = [wins]
    for rate in rates {
      precondition(rate > .zero, "nothing comes of a step whose rate is nothing")
      needs.append((needs.last ?? wins) * Rational(rate.denominator, rate.numerator))
    }
    self.needs = needs
    usableWeeks =
      Rational(workingDaysLeft, workingDaysAWeek) - lagDays * Rational(1, 7)
    weekly =
      usableWeeks > .zero
      ? ((needs.last ?? wins) * Rational(usableWeeks.denominator, usableWeeks.numerator)).roundedUp
      : nil
  }

  /// How far a weekly quota may lie off, by what is not known of its inputs: the median and an interval
  /// of a log-normal need.
  ///
  /// `winsLogVariance` is s²/(n x²) of the mean deal size, and 0 for a known number of wins; `steps` are
  /// what is known of each rate, and `share` of the distribution lies between the ends.
  package static func range(
    wins: Double, winsLogVariance: Double = 0, steps: [Beta], usableWeeks: Double, share: Double
  ) -> (low: Double, median: Double, high: Double) {
    let middle = Double.log(wins) - steps.reduce(0) { $0 + $1.logMean } - .log(usableWeeks)
    let spread = (winsLogVariance + steps.reduce(0) { $0 + $1.logVariance }).squareRoot()
    let z = Normal.quantile(0.5 + share / 2)
    return (.exp(middle - z * spread), .exp(middle), .exp(middle + z * spread))
  }
}
