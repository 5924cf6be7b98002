/// What won deals were worth in one money, to each member and in all.
struct MemberWorths: Sendable {
  /// By member slot: what their part of wins was worth.
  private var own: [DealSizes]
  /// By member slot: what the whole deals were worth that were theirs when they were won, so that each
  /// is in one place; at 0 nobody's.
  private var whole: [DealSizes]
  private var missingOf: [[MissingRate]]

  init(members count: Int) {
    own = Array(repeating: DealSizes(), count: count)
    whole = own
    missingOf = Array(repeating: [], count: count)
  }

  /// A member's; everybody's for slot 0, in the same order of sums however it came about.
  func sizes(_ slot: Int) -> DealSizes {
    slot > 0 ? own[slot] : whole.reduce(DealSizes(), +)
  }

  /// The pairs of currencies for want of which won deals are left out, each with the first day.
  var missing: [MissingRate] {
    var all: [MissingRate] = []
    for rates in missingOf { rates.forEach { all.note($0) } }
    return all.inOrder
  }

  /// Takes what a member won within some days; slot 0 stands for deals that are nobody's.
  mutating func take(
    _ slot: Int, of team: Team, _ rows: DealRows, in money: GoalMoney, _ days: ClosedRange<Int32>
  ) {
    (own[slot], whole[slot], missingOf[slot]) = (DealSizes(), DealSizes(), [])
    for deal in rows.dealsOf[slot] where rows.lives[Int(deal)].isWon(in: days) {
      let life = rows.lives[Int(deal)]
      if Int(life.slot) == slot {
        switch team.worth(Int(deal), life, of: 0, in: money) {
        case .nothing: break
        case .amount(let amount): whole[slot].add(amount)
        case .unconverted(let rate): missingOf[slot].note(rate)
        }
      }
      guard slot > 0, case .amount(let part) = team.worth(Int(deal), life, of: slot, in: money)
      else { continue }
      own[slot].add(part)
    }
  }
}

/// What a won deal is worth in the money of a goal.
enum WinWorth: Sendable {
  case nothing
  case amount(Int64)
  /// No rate was known on the day of the close.
  case unconverted(MissingRate)
}

extension DealLife {
  func isWon(in days: ClosedRange<Int32>) -> Bool { end == .won && days.contains(closed) }
}

extension Team {
  /// What a won deal is worth to a member, by their part of it, or as a whole for slot 0; in another
  /// currency by the rates of the day of its close.
  func worth(_ deal: Int, _ life: DealLife, of slot: Int, in money: GoalMoney) -> WinWorth {
    guard let worth = book.deals[deal].state.worth, worth > 0 else { return .nothing }
    var part = worth
    if slot > 0, book.deals[deal].state.credit.isEmpty {
      guard Int(life.winner) == slot else { return .nothing }
    } else if slot > 0 {
      guard let own = book.deals[deal].state.worth(for: slot) else { return .nothing }
      part = own
    }
    let currency = book.deals[deal].state.currency
    let day = LocalDay(days: life.closed)
    return convert(part, currency, to: money, on: day).map { .amount($0) }
      ?? .unconverted(missingRate(currency, to: money, on: day))
  }
}
