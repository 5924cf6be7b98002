/// Sums as they were drawn, and where what came lies among them.
struct Forecast: Sendable {
  /// Ascending.
  private let sums: [Double]
  /// How far one possible sum lies from the next; 0 where they lie anywhere.
  private let width: Double

  init(_ sums: [Double], width: Double = 0) {
    self.sums = sums.sorted()
    self.width = width
  }

  /// Four cases in five.
  var range: ClosedRange<Double> {
    let edge = sums.count / 10
    return sums[edge]...sums[sums.count - 1 - edge]
  }

  /// The same, out to whole numbers.
  var counts: ClosedRange<Int64> {
    Int64(held: range.lowerBound.rounded(.down))...Int64(held: range.upperBound.rounded(.up))
  }

  /// How much of a value lies within them, from 0 to 1: one that was drawn often counts by the part of
  /// its chance that is inside.
  func part(of value: Double) -> Double {
    let low = Double(place { $0 >= value - width / 2 }) / Double(sums.count)
    let high =
      Double(width > 0 ? place { $0 >= value + width / 2 } : place { $0 > value })
      / Double(sums.count)
    guard high > low else { return (0.1...0.9).contains(low) ? 1 : 0 }
    return max(0, min(high, 0.9) - max(low, 0.1)) / (high - low)
  }

  /// The first place at which something holds.
  private func place(_ holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, sums.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(sums[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
