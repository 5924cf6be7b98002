extension Team {
  /// What of a goal is achieved by what happened up to a moment.
  ///
  /// Each close counts on the local day of the member it counts for, a credit note on its own; money of
  /// another currency is converted at the rate of the day of the close.
  ///
  /// `deals` are all that may count; nil looks at every one.
  func achieved(_ goal: Goal, through now: Instant, among deals: [Int32]? = nil) -> Achieved {
    guard let metric = roster.metric(goal.metric),
      let measure = MeasureCatalogue.find(metric.facts.measure)
    else { return Achieved(amount: 0, times: 0, missing: []) }
    var sum = GoalSum(goal: goal, metric: metric, measure: measure)
    func add(_ outcome: Outcome, closed: Instant?, _ deal: String) {
      guard outcome.member > 0, goal.slot == 0 || outcome.member == goal.slot,
        outcome.occurrence == measure.occurrence, Int64(outcome.second) <= now.seconds
      else { return }
      let day = localDay(outcome.member, Int64(outcome.second))
      guard goal.period.first <= day, day <= goal.period.last else { return }
      let close = closed.map { localDay(outcome.member, $0.seconds) } ?? day
      sum.add(outcome, on: close, deal, roster.rates, symbols)
    }
    if measure.occurrence == .recorded {
      for outcome in outcomes.all where !outcome.isTakenBack && outcome.fact.outcome == metric.of {
        let deal = outcome.fact.deal
        add(
          outcome.counted, closed: nil, deal.isNone ? "e-\(outcome.seq)" : symbols.text(deal))
      }
      return sum.achieved
    }
    // A day's edge is elsewhere in each zone, by less than two days.
    let first = Int64(goal.period.first.days - 2) * 86_400
    let last = min(Int64(goal.period.last.days + 3) * 86_400, now.seconds)
    // Who closed a lost deal is not marked.
    let deals = measure.occurrence == .dealLost ? nil : deals
    for place in deals?.indices ?? book.deals.indices {
      let number = deals.map { Int($0[place]) } ?? place
      guard mayCount(number, measure.occurrence, first, last) else { continue }
      let (closed, name) = (book.deals[number].state.closed, book.deals[number].id)
      if measure.occurrence == .dealWon, let whole = book.deals[number].state.wholeWin {
        add(whole, closed: closed, symbols.text(name))
        continue
      }
      _ = DealFold(foldSteps(number), watched: cards.watchedStages) { outcome in
        let isOther = outcome.occurrence == .stageReached && outcome.stage != metric.stage
        if !isOther { add(outcome, closed: closed, symbols.text(name)) }
      }
    }
    return sum.achieved
  }

  private func localDay(_ slot: Int, _ second: Int64) -> LocalDay {
    zone(slot, on: LocalDay(days: Int32(clamping: floorDivide(second, 86_400))))
      .localDay(atSecond: second)
  }

  /// Whether a deal can have anything of a kind within some seconds; asked of all deals, so it looks at
  /// flat marks first and copies no fold.
  private func mayCount(
    _ deal: Int, _ occurrence: Occurrence, _ first: Int64, _ last: Int64
  ) -> Bool {
    switch occurrence {
    case .dealWon, .dealLost:
      guard milestones.states[deal] == (occurrence == .dealWon ? .won : .lost),
        Int64(milestones[deal, Milestones.closed].second) <= last
      else { return false }
    case .dealOpened:
      guard milestones.states[deal] != .unknown,
        Int64(milestones[deal, Milestones.opened].second) <= last
      else { return false }
    case .stageReached: if book.deals[deal].state.stage.isNone { return false }
    case .activity, .recorded: return false
    }
    return book.deals[deal].state.opened != nil && book.deals[deal].state.last.seconds >= first
  }
}

extension DealFold {
  /// All that a win counts where one member won it and nothing was taken back; nil for other deals.
  fileprivate var wholeWin: Outcome? {
    guard state == .won, credit.isEmpty, noted == 0, let closed else { return nil }
    return Outcome(
      member: winner, second: UInt32(clamping: closed.seconds), occurrence: .dealWon,
      amount: amount, currency: currency)
  }
}

/// The sum of what counts for a goal.
private struct GoalSum {
  let goal: Goal
  let metric: Metric
  let measure: any Measure.Type
  private var amount: Int128 = 0
  private var times: Int64 = 0
  private var missing: [MissingRate] = []

  init(goal: Goal, metric: Metric, measure: any Measure.Type) {
    self.goal = goal
    self.metric = metric
    self.measure = measure
  }

  mutating func add(
    _ outcome: Outcome, on day: LocalDay, _ deal: String, _ rates: [RateTable], _ symbols: Symbols
  ) {
    times += outcome.times
    guard measure.value == .amount else {
      amount += Int128(outcome.times)
      return
    }
    guard let said = outcome.amount, said != 0 else { return }
    // An amount without a currency is taken to be in the metric's.
    let currency =
      [outcome.currency, metric.currency, goal.currency].first { !$0.isNone } ?? .none
    if currency == goal.currency {
      amount += Int128(said)
      return
    }
    let (from, to) = (symbols.text(currency), symbols.text(goal.currency))
    if let converted = rates.convert(said, from: from, to: to, on: day) {
      amount += Int128(converted)
    } else {
      missing.note(MissingRate(from: from, to: to, day: day, deal: deal))
    }
  }

  var achieved: Achieved {
    Achieved(
      amount: missing.isEmpty ? Int64(clamping: amount) : nil, times: times,
      missing: missing.inOrder)
  }
}
