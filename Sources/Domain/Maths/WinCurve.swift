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
    var ages = AgeTable()
    for deal in deals { ages.add(deal) }
    self.init(ages)
  }

  package init(_ ages: AgeTable) {
    var (left, joined, won, open) = (0, 0, 0.0, 1.0)
    var steps: [Step] = []
    // At risk through the day of its age, and from the day after it came under observation; a deal
    // watched from its opening is at risk on the very day.
    for (age, row) in ages.rows.enumerated() {
      if age == 0 { joined += Int(row.entries) }
      let atRisk = joined - left
      if row.won + row.lost > 0, atRisk > 0 {
        won += open * Double(row.won) / Double(atRisk)
        open *= 1 - Double(row.won + row.lost) / Double(atRisk)
        steps.append(Step(age: age, atRisk: atRisk, won: won, open: open))
      }
      left += Int(row.exits)
      if age > 0 { joined += Int(row.entries) }
    }
    self.steps = steps
  }

  /// The share won by an age.
  package func won(by age: Int) -> Double { last(age)?.won ?? 0 }

  /// The share neither won nor lost by an age.
  package func open(at age: Int) -> Double { last(age)?.open ?? 1 }

  /// The age of the oldest win; nil without any.
  package var oldestWin: Int? {
    guard let end = steps.last?.won, end > 0 else { return nil }
    return steps.first { $0.won == end }?.age
  }

  /// The chance that a deal of an age is won within so many days, and not in the first `start` of
  /// them; 0 beyond the oldest win.
  package func chance(openAt age: Int, after start: Int = 0, within days: Int) -> Double {
    let open = open(at: age)
    guard open > 0, start < days else { return 0 }
    return (won(by: age + days) - won(by: age + start)) / open
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
