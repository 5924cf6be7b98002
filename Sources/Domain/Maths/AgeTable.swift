/// Deals by the age at which they came under observation and at which it ended, in whole days.
package struct AgeTable: Sendable, Equatable {
  /// Older deals are counted here: nobody plans with what takes ten years.
  static let oldest = 3_650

  /// What happened at an age.
  struct Row: Sendable, Equatable {
    var entries: Int32 = 0
    var exits: Int32 = 0
    var won: Int32 = 0
    var lost: Int32 = 0
  }

  /// By age.
  private(set) var rows: [Row] = []
  package private(set) var won = 0
  package private(set) var lost = 0

  package init() {}

  package mutating func add(_ deal: WinCurve.Watched) {
    let (age, entered) = (min(deal.age, Self.oldest), min(max(0, deal.entered), Self.oldest))
    // Seen for the first time after it had ended, it was never at risk under anybody's eyes.
    guard age >= entered else { return }
    reach(age)
    rows[entered].entries += 1
    rows[age].exits += 1
    switch deal.end {
    case .won:
      rows[age].won += 1
      won += 1
    case .lost:
      rows[age].lost += 1
      lost += 1
    case .open: break
    }
  }

  /// Adds what another table counted.
  mutating func add(_ other: AgeTable) { move(by: other, 1) }

  /// Takes away what another table counted, which is a part of what this one did.
  mutating func remove(_ other: AgeTable) { move(by: other, -1) }

  private mutating func move(by other: AgeTable, _ sign: Int32) {
    reach(other.rows.count - 1)
    for (age, row) in other.rows.enumerated() {
      rows[age].entries += sign * row.entries
      rows[age].exits += sign * row.exits
      rows[age].won += sign * row.won
      rows[age].lost += sign * row.lost
    }
    won += Int(sign) * other.won
    lost += Int(sign) * other.lost
  }

  private mutating func reach(_ age: Int) {
    guard age >= rows.count else { return }
    rows.append(contentsOf: repeatElement(Row(), count: age + 1 - rows.count))
  }

  /// The smallest age by which a share of the wins had come; nil without any.
  package func winAge(_ share: Int, of whole: Int) -> Int? {
    StepTally.quantile(rows.map { Int($0.won) }, share, of: whole).map(Int.init)
  }
}
