/// The sum of what independent deals bring, each its amount with its own chance or nothing.
package struct PoissonBinomial: Sendable {
  /// Amounts a table may have; beyond it they are counted in larger units, downwards.
  static let mostAmounts: Int64 = 50_000
  /// Steps that an exact answer may take; so many deals make a sum that is as good as normal.
  static let mostSteps = 50_000_000

  /// A deal: what it is worth, from 0, and how likely it is won.
  package struct Deal: Sendable {
    package let amount: Int64
    package let chance: Double

    package init(_ amount: Int64, _ chance: Double) {
      (self.amount, self.chance) = (amount, chance)
    }
  }

  /// P(the deals bring at least the goal).
  ///
  /// Exact as long as the goal is at most `mostAmounts` times the greatest common measure of amounts
  /// and goal; else a deal is counted as up to `goal / mostAmounts` smaller than it is. Of more
  /// deals than `mostSteps` allows the sum is taken to be normal.
  package static func atLeast(_ goal: Int64, _ deals: [Deal]) -> Double {
    guard goal > 0 else { return 1 }
    let measure = deals.reduce(goal) { greatestCommonMeasure($0, $1.amount) }
    let unit = max(measure, (goal + mostAmounts - 1) / mostAmounts)
    let size = Int((goal + unit - 1) / unit)
    guard deals.count * size <= mostSteps else { return normal(goal, deals) }
    // The last place holds all sums that reach the goal.
    var chances = [Double](repeating: 0, count: size + 1)
    chances[0] = 1
    var reach = 0
    for deal in deals {
      let step = Int(min(deal.amount / unit, Int64(size)))
      guard step > 0, deal.chance > 0 else { continue }
      reach = min(size, reach + step)
      for sum in stride(from: reach, through: 0, by: -1) {
        let stays = sum == size ? chances[sum] : chances[sum] * (1 - deal.chance)
        var comes = 0.0
        if sum == size {
          for from in max(0, size - step)..<size { comes += chances[from] }
        } else if sum >= step {
          comes = chances[sum - step]
        }
        chances[sum] = stays + comes * deal.chance
      }
    }
    return min(1, chances[size])
  }

  private static func normal(_ goal: Int64, _ deals: [Deal]) -> Double {
    var (mean, variance) = (0.0, 0.0)
    for deal in deals {
      let amount = Double(deal.amount)
      mean += amount * deal.chance
      variance += amount * amount * deal.chance * (1 - deal.chance)
    }
    guard variance > 0 else { return mean >= Double(goal) ? 1 : 0 }
    return Normal.atMost((mean - Double(goal)) / variance.squareRoot())
  }

  private static func greatestCommonMeasure(_ left: Int64, _ right: Int64) -> Int64 {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
