import RealModule

/// What wins that will be missing would have been worth, in minor units; four cases in five.
package struct ForeseenAmount: Sendable, Equatable {
  package var middle: Double
  package var low: Double
  package var high: Double
}

/// What today's shortfall in an activity will cost of the outcome, and when.
package struct Foresight: Sendable, Equatable {
  package var metric: Symbol
  /// Complete weeks looked back on, beside the running one.
  package var weeks: Int
  /// Activities short of what was asked.
  package var missing: Double
  /// Wins that will be missing: the middle, and four cases in five.
  package var wins: Double
  package var low: Double
  package var high: Double
  /// Nil for a goal that is a count.
  package var amount: ForeseenAmount?
  /// Whether some of it rests on what is assumed.
  package var isAssumed: Bool
  /// The day on which half of them would have come.
  package var day: LocalDay
}

extension Team {
  /// Weeks before the running one whose shortfall is still on its way.
  private static let foresightWeeks = 4

  /// The cost of what is short by now; nil where nothing is, or where no plan says what it leads to.
  func foresight(_ slot: Int, _ view: PlanView, now: Instant) -> Foresight? {
    guard slot > 0, let main = view.main, let weeks = view.weeks, main.now != nil,
      weeks.lag.of != .none, let column = roster.metricSlots[main.metric]
    else { return nil }
    let running = ordinal(slot, at: now)
    var missing = 0.0
    var counted = 0
    for ordinal in (running - Int32(Self.foresightWeeks))...running {
      let frame = frame(slot, ordinal)
      let info = weekInfo(slot, ordinal, frame, now)
      guard info.known, info.days > 0,
        let target = row(slot, ordinal, column, info, frame).target
      else { continue }
      // Of the running week what was due by the last evening.
      let due =
        ordinal == running
        ? target * Rational(Int64(info.days - info.daysLeft), Int64(info.days)) : target
      missing += due.double - Double(cards.value(slot, ordinal, column))
      if ordinal < running { counted += 1 }
    }
    guard missing > 0 else { return nil }
    let rates = view.steps.prefix(main.steps).map(\.rate.posterior)
    let trials = missing / max(main.perTrial, 1e-9)
    let middle = Double.log(trials) + rates.reduce(0) { $0 + $1.logMean }
    let spread = rates.reduce(0) { $0 + $1.logVariance }.squareRoot()
    let z = Normal.quantile(0.9)
    return Foresight(
      metric: main.metric, weeks: counted, missing: missing, wins: .exp(middle),
      low: .exp(middle - z * spread), high: .exp(middle + z * spread),
      amount: view.deal.map { deal in
        let (worth, wide) = (
          middle + .log(deal.mean), (spread * spread + deal.logVariance).squareRoot()
        )
        return ForeseenAmount(
          middle: .exp(worth), low: .exp(worth - z * wide), high: .exp(worth + z * wide))
      },
      isAssumed: view.deal?.of == .assumed || view.steps.contains { $0.rate.of == .assumed },
      day: zone(slot, now: now).localDay(of: now).adding(days: weeks.lag.days))
  }
}
