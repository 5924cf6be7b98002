/// How far one weekly series runs behind another, where nothing traces one to the other (MATHS M5).
package enum CrossCorrelation {
  /// Fewer weeks tell nothing.
  package static let fewestWeeks = 26
  /// Longer lags are not looked for.
  static let longest = 26
  /// By how much the best lag must beat every other.
  static let margin = 0.1

  /// Pearson's r of x and of y so many weeks later, over the weeks that both have; nil where one of
  /// them does not move.
  package static func r(_ x: [Double], _ y: [Double], lag: Int) -> Double? {
    let n = min(x.count, y.count) - lag
    guard n >= 3, lag >= 0 else { return nil }
    let (a, b) = (x.prefix(n), y.dropFirst(lag).prefix(n))
    let (meanA, meanB) = (a.reduce(0, +) / Double(n), b.reduce(0, +) / Double(n))
    var (both, squareA, squareB) = (0.0, 0.0, 0.0)
    for (first, second) in zip(a, b) {
      both += (first - meanA) * (second - meanB)
      squareA += (first - meanA) * (first - meanA)
      squareB += (second - meanB) * (second - meanB)
    }
    guard squareA > 0, squareB > 0 else { return nil }
    return both / (squareA * squareB).squareRoot()
  }

  /// The lag in weeks at which y follows x; nil where the series do not say so clearly.
  ///
  /// Both are differenced first, so that two that merely grow together do not pass for cause and effect.
  package static func lag(_ x: [Double], _ y: [Double]) -> Int? {
    let weeks = min(x.count, y.count)
    guard weeks >= fewestWeeks else { return nil }
    let (a, b) = (differences(x.suffix(weeks)), differences(y.suffix(weeks)))
    let found = (0...min(longest, weeks / 2)).compactMap { lag in
      r(a, b, lag: lag).map { (lag: lag, r: $0) }
    }.sorted { ($1.r, $0.lag) < ($0.r, $1.lag) }
    guard let best = found.first, best.r > 0 else { return nil }
    let overlap = Double(a.count - best.lag)
    guard best.r > 2 / overlap.squareRoot() else { return nil }
    if let second = found.dropFirst().first, best.r - second.r < margin { return nil }
    return best.lag
  }

  private static func differences(_ series: ArraySlice<Double>) -> [Double] {
    zip(series.dropFirst(), series).map { $0 - $1 }
  }
}
