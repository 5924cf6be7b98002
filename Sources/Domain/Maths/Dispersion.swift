/// How much wider weekly counts spread than chance alone would make them (MATHS M0).
package enum Dispersion {
  /// Weeks looked back on, and the fewest that make a figure of one's own.
  package static let weeks = 12
  package static let fewestWeeks = 6

  /// max(1, s²/mean) of a member's last 12 complete known weeks; nil with fewer than 6.
  package static func own(_ counts: [Int64]) -> Double? {
    let last = counts.suffix(weeks)
    guard last.count >= fewestWeeks else { return nil }
    return max(1, raw(last))
  }

  /// The same over several members, each around their own mean, weighted by what each can tell; 1
  /// where all together tell less than one member with 6 weeks.
  package static func pooled(_ members: [[Int64]]) -> Double {
    pooled(members.lazy.map { Part($0) })
  }

  /// The same of what each member's weeks say.
  static func pooled(_ parts: some Sequence<Part>) -> Double {
    var sum = Part()
    for part in parts {
      sum.weighted += part.weighted
      sum.freedom += part.freedom
    }
    guard sum.freedom >= fewestWeeks - 1 else { return 1 }
    return max(1, sum.weighted / Double(sum.freedom))
  }

  /// What one member's weeks say of how all scatter; nothing where they are fewer than two or empty.
  struct Part: Sendable {
    var weighted = 0.0
    var freedom = 0

    init() {}

    init(_ counts: [Int64]) {
      let last = counts.suffix(weeks)
      guard last.count >= 2, last.contains(where: { $0 > 0 }) else { return }
      weighted = raw(last) * Double(last.count - 1)
      freedom = last.count - 1
    }
  }

  /// s²/mean with n - 1; 0 where nothing was counted.
  private static func raw(_ counts: ArraySlice<Int64>) -> Double {
    let n = Double(counts.count)
    let mean = Double(counts.reduce(0, +)) / n
    guard mean > 0 else { return 0 }
    let squares = counts.reduce(0.0) { sum, count in
      let away = Double(count) - mean
      return sum + away * away
    }
    return squares / (n - 1) / mean
  }
}
