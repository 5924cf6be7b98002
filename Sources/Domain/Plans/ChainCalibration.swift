/// One window of a back-test of whole chains: what the team's entries in it were to bring, and what came.
package struct CalibratedWindow: Sendable, Equatable {
  package var first: LocalDay
  package var last: LocalDay
  package var members: Int
  package var entered: Int
  /// Four cases in five of all members together, and what came: wins, and what they are worth.
  package var wins: ClosedRange<Int>
  package var winsCame: Int
  package var amount: ClosedRange<Int64>
  package var amountCame: Int64
}

/// A back-test of whole chains with what deals are worth: each window by what was known at its start.
package struct ChainCalibration: Sendable, Equatable {
  /// Days of a window.
  package static let days: Int32 = 28

  /// The currency of the amounts; nil where deals name none.
  package var currency: String?
  /// Members' windows, by wins and by what they are worth.
  package var wins = Hits()
  package var amounts = Hits()
  /// The oldest first.
  package var windows: [CalibratedWindow] = []

  package init(currency: String? = nil) { self.currency = currency }
}

/// What won deals are worth, in one currency, and when they were won.
struct WonDeals: Sendable {
  struct Won: Sendable {
    var deal: Int
    var day: Int32
    var slot: Int
    /// Nil for a deal without an amount that is known in the currency.
    var worth: Double?
  }

  /// The one that most won deals are in.
  let currency: Symbol
  let all: [Won]
  private let worths: [Int: Double]

  init(_ team: Team) {
    var clock = DayClock(zone: team.zone(0, on: LocalDay(days: 0)))
    let won = team.milestones.states.indices.filter { team.milestones.states[$0] == .won }
    var counts: [Symbol: Int] = [:]
    for deal in won where (team.book.deals[deal].state.worth ?? 0) > 0 {
      counts[team.book.deals[deal].state.currency, default: 0] += 1
    }
    let main: Symbol =
      counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? Symbol.none
    currency = main
    // What names no currency is taken to be in the one that most are in.
    let money = GoalMoney(currency: main, unsaid: main)
    all = won.map { deal in
      let closed = team.milestones[deal, Milestones.closed]
      let day = clock.day(closed.second)
      let worth = team.book.deals[deal].state.worth.flatMap { worth in
        worth > 0
          ? team.convert(
            worth, team.book.deals[deal].state.currency, to: money, on: LocalDay(days: day)) : nil
      }
      return Won(deal: deal, day: day, slot: Int(closed.actor), worth: worth.map { Double($0) })
    }
    worths = Dictionary(
      all.compactMap { won in won.worth.map { (won.deal, $0) } }, uniquingKeysWith: { $1 })
  }

  /// What a member's wins of the two years before a day were worth; everybody's where they have few.
  func sizes(_ slot: Int, before day: Int32) -> [Double] {
    let known = all.filter { $0.day < day && $0.day >= day - StepTally.windowDays }
    let own = known.filter { $0.slot == slot }.compactMap(\.worth)
    return own.count >= DealSizes.fewest ? own : known.compactMap(\.worth)
  }

  func worth(of deal: Int) -> Double? { worths[deal] }
}
