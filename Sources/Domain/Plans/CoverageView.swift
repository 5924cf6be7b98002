/// What a coverage says, or why it can say nothing.
package enum CoverageState: String, Sendable, CaseIterable {
  case ok
  case tooLittle = "too-little"
  case tooMuch = "too-much"
  /// More than half of the open deals have no amount.
  case unknown
  /// Every open deal is older than any that was ever won.
  case noneLeft = "none-left"
  case noOpen = "no-open"
  case reached
  case over
  case noGoal = "no-goal"
  /// The goal is a most: nothing has to be covered.
  case atMost = "at-most"
  /// What the goal counts is not won by deals that are open now.
  case notWins = "not-wins"
  /// Too few deals have been closed or won to know a chance.
  case noCurve = "no-curve"
  case noDealSize = "no-deal-size"
  case noCurrencyRate = "no-currency-rate"
}

/// An open deal and its chance of being won within the window.
package struct CoverageDeal: Sendable, Equatable {
  package var deal: String
  package var account: String?
  package var stage: String?
  /// In the goal's unit; the mean won size where the deal has none of its own.
  package var amount: Int64
  package var isGuessed: Bool
  package var ageDays: Int
  package var idleDays: Int
  package var chance: Double
  /// Nothing happened for more than twice the median win cycle.
  package var isIdle: Bool
  /// No deal this old was ever won.
  package var isBeyond: Bool
}

/// How many deals of the mean size an amount needs, at a chance (MATHS M7).
package struct CoverageNeed: Sendable, Equatable {
  package var wins: Int
  package var chance: Double
  /// What is left, in deals of the mean size: whole wins are at least as much.
  private let means: Double
  /// Further than this chances are not told apart.
  static let noise = 1e-9

  /// Equal wins that together are just what is left.
  package init(wins: Int, chance: Double) {
    self.wins = wins
    self.chance = chance
    means = Double(wins)
  }

  /// What is left of a goal, by deals of a mean size.
  package init(left: Int64, mean: Double, chance: Double) {
    means = min(Double(left) / mean, 1e6)
    wins = Int(max(1, (means - Self.noise).rounded(.up)))
    self.chance = chance
  }

  /// The chance of the wins from so many equal deals: a binomial tail by the incomplete beta function.
  package func chance(of deals: Int) -> Double {
    if deals < wins { return 0 }
    if wins <= 0 || chance >= 1 { return 1 }
    return Beta(Double(wins), Double(deals - wins + 1)).atMost(chance)
  }

  /// The chance where so many times what is left is open in equal deals, of which there is one at least.
  package func chance(multiple: Double) -> Double {
    chance(of: Int(max(1, (multiple * means + Self.noise).rounded(.down))))
  }

  /// What has to be open by what is left, so that a chance is reached; nil where no number of deals does.
  package func multiple(_ level: Double) -> Double? {
    guard wins > 0, chance > 0 else { return nil }
    func isEnough(_ deals: Int) -> Bool { chance(of: deals) >= level - Self.noise }
    var (low, high) = (wins, wins)
    while !isEnough(high) {
      guard high < 100_000_000 else { return nil }
      low = high
      high *= 2
    }
    while low < high {
      let middle = (low + high) / 2
      if isEnough(middle) { high = middle } else { low = middle + 1 }
    }
    return Double(high) / means
  }

  /// Four cases in five of a chance that so many closed deals tell; it holds the chance itself, also
  /// where that is none or a certainty.
  package static func range(of chance: Double, closed: Int) -> ClosedRange<Double> {
    let (known, all) = (chance * Double(closed), Double(closed))
    let range = Beta(known + 0.5, all - known + 0.5).interval(0.8)
    return min(range.lowerBound, chance)...max(range.upperBound, chance)
  }
}

/// Whose win curve is read, and what it rests on.
package struct CurveLine: Sendable, Equatable {
  package var of: EvidenceOwner
  package var closed: Int
  package var wins: Int
  /// Nil as long as nobody has won.
  package var oldestWin: Int?
  package var medianCycle: Int?
}

/// Open pipeline beside what a goal still asks for.
package struct CoverageView: Sendable, Equatable {
  package var state: CoverageState
  package var member: MemberJoined?
  package var goal: GoalLine?
  package var first: LocalDay?
  package var last: LocalDay?
  package var daysLeft = 0
  /// Whole days before a window to come, on which wins do not count; nil for one that has begun.
  package var daysBefore: Int?
  package var left: Int64 = 0
  package var need: CoverageNeed?
  package var deal: DealLine?
  package var curve: CurveLine?
  /// Deals that can still be won, what they would bring, and how many of them have no amount.
  package var deals = 0
  package var amount: Int64 = 0
  package var withoutAmount = 0
  /// The pairs of currencies for want of which an open deal counts as one without an amount, or no
  /// mean can be told.
  package var missing: [MissingRate] = []
  /// What is open and can still be won / what is left; nil where that is no figure.
  package var have: Double?
  package var chance: Double?
  /// Where idle deals count as lost.
  package var haveWithoutIdle: Double?
  package var chanceWithoutIdle: Double?
  /// Four cases in five of the mean chance.
  package var range: ClosedRange<Double>?
  /// The likeliest first.
  package var rows: [CoverageDeal] = []
}
