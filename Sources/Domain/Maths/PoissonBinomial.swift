/// The sum of what independent deals bring, each its amount with its own chance or nothing.
package struct PoissonBinomial: Sendable {
  /// Amounts a table may have; beyond it they are counted in larger units.
  static let mostAmounts: Int64 = 50_000
  /// For more deals the amounts of the table would be coarser than the deals; their sum is as good as
  /// normal.
  static let mostDeals = 2_000
  /// Steps that an answer may take, some tens of milliseconds.
  static let mostSteps: Int64 = 20_000_000
  /// What is less likely than this is left out of the table.
  private static let nothing = 1e-30

  /// A deal: what it is worth, from 0, and how likely it is won.
  package struct Deal: Sendable {
    package let amount: Int64
    package let chance: Double

    package init(_ amount: Int64, _ chance: Double) {
      (self.amount, self.chance) = (max(0, amount), min(1, max(0, chance)))
    }
  }

  /// P(the deals bring at least the goal).
  ///
  /// Exact as long as the goal is at most so many times the greatest common measure of amounts and
  /// goal: 50,000 for up to 400 deals, fewer for more. Else amounts are counted in units of that part
  /// of the goal, and what one deal is rounded by the next one makes up for. The sum of more than
  /// 2,000 deals is taken to be normal.
  package static func atLeast(_ goal: Int64, _ deals: [Deal]) -> Double {
    guard goal > 0 else { return 1 }
    let deals = deals.filter { $0.amount > 0 && $0.chance > 0 }
    guard deals.count <= mostDeals else { return normal(goal, deals) }
    let most = min(mostAmounts, mostSteps / max(1, Int64(deals.count)))
    let measure = deals.reduce(goal) { greatestCommonMeasure($0, $1.amount) }
    let unit = max(measure, (goal + most - 1) / most)
    let size = (goal + unit - 1) / unit
    var table = Table(size: Int(size))
    var carried: Int64 = 0
    for deal in deals {
      let exact = min(deal.amount, goal) + carried
      let steps = max(0, (exact + unit / 2) / unit)
      carried = exact - steps * unit
      table.add(Int(min(steps, size)), deal.chance)
    }
    return min(1, table.reached)
  }

  /// How likely each sum below the goal is, in units; only the part of it that is likely at all.
  private struct Table {
    private var chances: [Double]
    /// The sums that are not next to impossible.
    private var low = 0
    private var high = 0
    /// How likely the goal is reached by now.
    private(set) var reached = 0.0

    init(size: Int) {
      chances = [Double](repeating: 0, count: size)
      chances[0] = 1
    }

    mutating func add(_ steps: Int, _ chance: Double) {
      guard steps > 0 else { return }
      let size = chances.count
      for sum in max(low, size - steps)..<max(low, size - steps, high + 1) {
        reached += chances[sum] * chance
      }
      let top = min(size - 1, high + steps)
      for sum in stride(from: top, through: low, by: -1) {
        let comes = sum - steps >= low ? chances[sum - steps] : 0
        chances[sum] = chances[sum] * (1 - chance) + comes * chance
      }
      high = top
      while low < high, chances[low] < PoissonBinomial.nothing { low += 1 }
      while high > low, chances[high] < PoissonBinomial.nothing {
        chances[high] = 0
        high -= 1
      }
    }
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
