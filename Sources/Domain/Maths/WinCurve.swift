/// How deals end, by age: the share won, with deals that are still open counted for as long as they
/// were watched (MATHS M7: Aalen and Johansen's estimate with two causes and delayed entry).
package struct WinCurve: Sendable, Equatable {
  /// How a watched deal ended, or that it is open.
  package enum End: Sendable { case won, lost, open }

  /// A deal as far as it was watched, in whole days of age.
  package struct Watched: Sendable, Equatable {
    package let age: Int
    package let end: End
    /// The age at which it came under observation.
    package let entered: Int

    package init(_ age: Int, _ end: End, entered: Int = 0) {
      (self.age, self.end, self.entered) = (age, end, entered)
    }
  }

  /// What changed at an age: how many were at risk, the share won by then and the share still open.
  package struct Step: Sendable, Equatable {
    package let age: Int
    package let atRisk: Int
    package let won: Double
    package let open: Double
  }

  package let steps: [Step]

  package init(_ deals: [Watched]) {
    var ends: [Int: (won: Int, lost: Int)] = [:]
    for deal in deals where deal.end != .open {
      let isWin = deal.end == .won
      ends[deal.age, default: (0, 0)].won += isWin ? 1 : 0
      ends[deal.age, default: (0, 0)].lost += isWin ? 0 : 1
    }
    let exits = deals.map(\.age).sorted()
    let entries = deals.map(\.entered).sorted()
    var (left, joined, won, open) = (0, 0, 0.0, 1.0)
    var steps: [Step] = []
    for (age, end) in ends.sorted(by: { $0.key < $1.key }) {
      // At risk through the day of its age, and from the day after it came under observation; a deal
      // watched from its opening is at risk on the very day.
      while left < exits.count, exits[left] < age { left += 1 }
      while joined < entries.count, entries[joined] < max(age, 1) { joined += 1 }
      let atRisk = joined - left
      guard atRisk > 0 else { continue }
      won += open * Double(end.won) / Double(atRisk)
      open *= 1 - Double(end.won + end.lost) / Double(atRisk)
      steps.append(Step(age: age, atRisk: atRisk, won: won, open: open))
    }
    self.steps = steps
  }

  /// The share won by an age.
  package func won(by age: Int) -> Double { last(age)?.won ?? 0 }

  /// The share neither won nor lost by an age.
  package func open(at age: Int) -> Double { last(age)?.open ?? 1 }

  /// The age of the oldest win; nil without any.
  package var oldestWin: Int? {
    var before = 0.0
    return steps.last { step in
      defer { before = step.won }
      return step.won > (steps.last { $0.age < step.age }?.won ?? 0)
    }?.age
  }

  /// The chance that a deal of an age is won within so many days; 0 beyond the oldest win.
  package func chance(openAt age: Int, within days: Int) -> Double {
    let open = open(at: age)
    return open > 0 ? (won(by: age + days) - won(by: age)) / open : 0
  }

  /// The age at which half of all wins have come (MATHS M5); nil without any.
  package var lag: Int? {
    guard let end = steps.last?.won, end > 0 else { return nil }
    return steps.first { $0.won >= end / 2 }?.age
  }

  private func last(_ age: Int) -> Step? {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].age <= age { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? steps[low - 1] : nil
  }
}
