import RealModule

extension Team {
  /// Members' windows at most: each costs a draw of whole chains, and a doctor shall not keep us waiting.
  private static let mostChains = 400
  private static let mostWindows = 12

  /// Foresees what entries bring through all steps of a funnel, for the last windows that have matured
  /// (MATHS M12): rates and deal sizes as they were known when a window began, then binomial counts
  /// step by step, and for each win a deal of the size of one that was won.
  ///
  /// What came are the wins of the same entries, as quick at each step as a success has to be.
  func calibrateChain(
    _ view: inout CalibrationView, _ facts: FunnelDefined, _ points: [FunnelPoint],
    _ trials: FunnelTrials, _ days: ClosedRange<Int32>
  ) {
    guard let end = points.last, end.isWin, let first = facts.steps.first else { return }
    let now = RateBook(self, facts, points, trials, today: LocalDay(days: days.upperBound))
    let wait = now.funnels[0].steps.reduce(0) { $0 + $1.maturedAfter }
    let workers = max(
      1, roster.members.indices.dropFirst().count { works($0, first, on: now.today) })
    let most = min(Self.mostWindows, max(1, Self.mostChains / workers))
    let won = WonDeals(self)
    view.chain.currency = won.currency.isNone ? nil : symbols.text(won.currency)
    let entries = ChainEntries(trials, deals: milestones.states.count)
    var windows: [CalibratedWindow] = []
    for number in 0..<most {
      let last = days.upperBound - wait - Int32(number) * ChainCalibration.days
      let start = last - ChainCalibration.days + 1
      // Something has to have matured before, or nothing is known of any step.
      guard start >= days.lowerBound + wait + ChainCalibration.days else { break }
      let book = RateBook(self, facts, points, trials, today: LocalDay(days: start - 1))
      windows += calibrateWindow(&view, book, entries, won, start...last).map { [$0] } ?? []
    }
    view.chain.windows += windows.reversed()
  }

  /// One window, for all who had entries in it; nil where nobody had.
  private func calibrateWindow(
    _ view: inout CalibrationView, _ book: RateBook, _ entries: ChainEntries, _ won: WonDeals,
    _ days: ClosedRange<Int32>
  ) -> CalibratedWindow? {
    var all = ChainSums(draws: view.draws)
    var (members, entered, winsCame, amountCame) = (0, 0, 0, 0.0)
    var draws = SeededDraws(seed: view.seed &+ UInt64(days.lowerBound.magnitude))
    for slot in roster.members.indices.dropFirst() {
      guard let chain = ownChain(slot, book), let place = chain.first else { continue }
      let cohort = entries.of(slot, place, days)
      let posteriors = chain.compactMap { place in
        rate(slot, book.funnels[0], step: place, book).map {
          Conversion.posterior($0.trials, $0.prior)
        }
      }
      guard !cohort.isEmpty, posteriors.count == chain.count else { continue }
      let sizes = won.sizes(slot, before: days.lowerBound)
      let sums = ChainSums(cohort.count, posteriors, sizes, view.draws, &draws)
      let waits = chain.map { book.funnels[0].steps[$0].maturedAfter }
      let deals = cohort.filter { entries.isWon($0, chain, waits) }.map { Int($0.deal) }
      // One whose amount nobody stated counts as the mean of what was known.
      let mean = sizes.isEmpty ? 0 : sizes.reduce(0, +) / Double(sizes.count)
      let amount = deals.reduce(0) { $0 + (won.worth(of: $1) ?? mean) }
      view.chain.wins.add(Forecast(sums.wins).part(of: Double(deals.count)))
      if !sizes.isEmpty { view.chain.amounts.add(Forecast(sums.amounts).part(of: amount)) }
      all.add(sums)
      (members, entered) = (members + 1, entered + cohort.count)
      (winsCame, amountCame) = (winsCame + deals.count, amountCame + amount)
    }
    guard members > 0 else { return nil }
    let wins = Forecast(all.wins).counts
    return CalibratedWindow(
      first: LocalDay(days: days.lowerBound), last: LocalDay(days: days.upperBound),
      members: members, entered: entered,
      wins: Int(wins.lowerBound)...Int(wins.upperBound), winsCame: winsCame,
      amount: Forecast(all.amounts).counts, amountCame: Int64(held: amountCame))
  }

  /// The places of the steps from the first that a member works to the win; nil where they work none.
  private func ownChain(_ slot: Int, _ book: RateBook) -> [Int]? {
    let funnel = book.funnels[0]
    guard let win = funnel.points.last?.metric,
      let chain = planChain(slot, win, book), let first = chain.steps.last,
      works(slot, funnel.facts.steps[first], on: book.today)
    else { return nil }
    return chain.steps.reversed()
  }
}

/// The trials of all steps, and of each deal the one at each step.
private struct ChainEntries {
  private let steps: [ContiguousArray<Trial>]
  /// By step, then by deal: the place of its trial, -1 for none.
  private let trialOf: [[Int32]]

  init(_ trials: FunnelTrials, deals: Int) {
    steps = trials.steps
    trialOf = trials.steps.map { trials in
      var places = [Int32](repeating: -1, count: deals)
      for (place, trial) in trials.enumerated() where trial.deal >= 0 {
        places[Int(trial.deal)] = Int32(place)
      }
      return places
    }
  }

  /// What a member entered at a step within some days.
  func of(_ slot: Int, _ place: Int, _ days: ClosedRange<Int32>) -> [Trial] {
    steps[place].filter { $0.slot == Int32(slot) && days.contains($0.entered) }
  }

  /// Whether an entry passed every step of a chain within its time.
  func isWon(_ entry: Trial, _ chain: [Int], _ waits: [Int32]) -> Bool {
    guard let wait = waits.first, entry.succeeded(within: wait), entry.deal >= 0 else {
      return false
    }
    return zip(chain, waits).dropFirst().allSatisfy { place, wait in
      let trial = trialOf[place][Int(entry.deal)]
      return trial >= 0 && steps[place][Int(trial)].succeeded(within: wait)
    }
  }
}

/// Wins and what they are worth, a pair for each draw.
private struct ChainSums {
  private(set) var wins: [Double]
  private(set) var amounts: [Double]

  init(draws: Int) {
    wins = Array(repeating: 0, count: draws)
    amounts = wins
  }

  /// What so many entries bring through steps whose rates are only known so well.
  init(
    _ entered: Int, _ rates: [Beta], _ sizes: [Double], _ count: Int, _ draws: inout SeededDraws
  ) {
    self.init(draws: count)
    var known = DealSizes()
    for size in sizes { known.add(Int64(held: size)) }
    // How far the mean of so few may lie off, as a plan has it.
    let off = known.logVariance.squareRoot()
    for draw in 0..<count {
      let won = rates.reduce(entered) { left, rate in
        left > 0 ? draws.binomial(left, draws.beta(rate)) : 0
      }
      wins[draw] = Double(won)
      guard !sizes.isEmpty, won > 0 else { continue }
      let sum = (0..<won).reduce(0.0) { sum, _ in sum + sizes[draws.index(below: sizes.count)] }
      amounts[draw] = sum * .exp(off * draws.normal())
    }
  }

  mutating func add(_ other: ChainSums) {
    for draw in wins.indices {
      wins[draw] += other.wins[draw]
      amounts[draw] += other.amounts[draw]
    }
  }
}
