/// What won deals were worth, in minor units of one currency.
package struct DealSizes: Sendable, Equatable {
  /// Own deals from so many on are enough for a mean of one's own (MATHS M1).
  static let fewest = 5

  package private(set) var count = 0
  private(set) var sum: Int64 = 0
  private var squares = 0.0

  package init() {}

  mutating func add(_ amount: Int64) {
    count += 1
    sum &+= amount
    squares += Double(amount) * Double(amount)
  }

  static func + (left: DealSizes, right: DealSizes?) -> DealSizes {
    guard let right else { return left }
    var both = left
    both.count += right.count
    both.sum &+= right.sum
    both.squares += right.squares
    return both
  }

  /// Nil without a deal that was worth something.
  package var mean: Double? { count > 0 && sum > 0 ? Double(sum) / Double(count) : nil }

  /// s²/(n x²): how far the logarithm of the mean may lie off.
  ///
  /// One deal cannot tell, and is taken to come from deals that differ as much as they are large.
  package var logVariance: Double {
    guard let mean else { return 0 }
    guard count > 1 else { return 1 }
    let n = Double(count)
    let variance = max(0, (squares - n * mean * mean) / (n - 1))
    return variance / (n * mean * mean)
  }
}
