import RealModule

/// From what a goal still asks to the activity that a week needs (MATHS M1).
package struct RequiredActivity: Sendable, Equatable {
  /// Wins, then what each earlier step needs, the first point of the way last.
  package let needs: [Double]
  /// Weeks whose activity can still land; nothing where the lag is longer than the window.
  package let usableWeeks: Rational
  /// The quota: activity a week, rounded up once; nil where activity started now cannot land.
  package let weekly: Int64?

  /// More than this a week is no quota.
  package static let mostWeekly = 1e12

  /// Works back from the wins that the goal still asks for through the rates of the steps, from the
  /// last one to the first, each above 0; `perTrial` activities go into one trial of the first step.
  package init(wins: Double, rates: [Double], perTrial: Double = 1, usableWeeks: Rational) {
    var needs = [wins]
    for rate in rates {
      precondition(rate > 0, "nothing comes of a step whose rate is nothing")
      needs.append((needs.last ?? wins) / rate)
    }
    self.needs = needs
    self.usableWeeks = usableWeeks
    let all = (needs.last ?? wins) * perTrial
    weekly =
      usableWeeks > .zero
      ? Self.roundedUp(
        all * Double(usableWeeks.denominator) / Double(usableWeeks.numerator)) : nil
  }

  /// Weeks that count: those of the working days left, less the lag, exact.
  package static func usableWeeks(
    workingDaysLeft: Int64, workingDaysAWeek: Int64, lagDays: Int64
  ) -> Rational {
    Rational(workingDaysLeft, max(1, workingDaysAWeek)) - Rational(lagDays, 7)
  }

  /// The smallest whole number that is not below a value, but for what doubles cannot tell: 9 in 5%
  /// of 9% are 2000 and not 2001.
  static func roundedUp(_ value: Double) -> Int64 {
    let slack = max(1e-9, value * 1e-12)
    return Int64(min(mostWeekly, max(0, (value - slack).rounded(.up))))
  }

  /// How far a weekly quota may lie off, by what is not known of its inputs: the median and an interval
  /// of a log-normal need.
  ///
  /// `winsLogVariance` is s²/(n x²) of the mean deal size, and 0 for a known number of wins; `steps` are
  /// what is known of each rate, and `share` of the distribution lies between the ends.
  package static func range(
    wins: Double, winsLogVariance: Double = 0, steps: [Beta], perTrial: Double = 1,
    usableWeeks: Double, share: Double
  ) -> (low: Double, median: Double, high: Double) {
    let middle =
      Double.log(wins * perTrial) - steps.reduce(0) { $0 + $1.logMean } - .log(usableWeeks)
    let spread = (winsLogVariance + steps.reduce(0) { $0 + $1.logVariance }).squareRoot()
    let z = Normal.quantile(0.5 + share / 2)
    return (.exp(middle - z * spread), .exp(middle), .exp(middle + z * spread))
  }
}
