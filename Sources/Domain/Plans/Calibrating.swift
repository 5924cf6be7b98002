extension Team {
  /// Stands in the middle of all trials and foresees the second half, for every member and step.
  package mutating func calibration(seed: UInt64, draws: Int = 10_000) -> CalibrationView {
    if stale { settle() }
    var view = CalibrationView(seed: seed, draws: draws)
    var clock = DayClock(zone: zone(0, on: LocalDay(days: 0)))
    for facts in roster.funnels {
      guard let points = points(of: facts) else { continue }
      let trials = FunnelTrials(self, facts, points, &clock)
      let days = trials.steps.joined().filter { !$0.isNone }.map(\.entered)
      guard let first = days.min(), let last = days.max(), last - first >= 28 else { continue }
      let middle = (first + last) / 2
      view.from = min(view.from ?? LocalDay(days: first), LocalDay(days: first))
      view.to = max(view.to ?? LocalDay(days: last), LocalDay(days: last))
      view.middle = LocalDay(days: middle)
      let book = RateBook(
        self, facts, points, trials, today: LocalDay(days: middle))
      let halves = Halves(middle: middle, last: last)
      for place in facts.steps.indices {
        calibrate(&view, book, place, trials.steps[place], halves)
      }
      calibrateChain(&view, facts, points, trials, first...last)
    }
    return view
  }

  private struct Halves {
    let middle: Int32
    let last: Int32
  }

  private func calibrate(
    _ view: inout CalibrationView, _ book: RateBook, _ place: Int, _ trials: ContiguousArray<Trial>,
    _ halves: Halves
  ) {
    let funnel = book.funnels[0]
    let tally = funnel.steps[place]
    let second = Self.second(trials, tally.maturedAfter, halves, roster.members.count)
    var hits = Hits()
    var (before, after) = (Trials(0, of: 0), Trials(0, of: 0))
    var draws = SeededDraws(seed: view.seed &+ UInt64(place))
    let to = symbols.text(funnel.points[place + 1].metric)
    for slot in roster.members.indices.dropFirst()
    where works(slot, funnel.facts.steps[place], on: book.today) {
      before = before + tally.matured(slot)
      after = after + second.matured[slot]
      guard tally.matured(slot).trials > 0, let rate = rate(slot, funnel, step: place, book) else {
        continue
      }
      let plain = Conversion.posterior(tally.matured(slot), rate.prior)
      if second.matured[slot].trials > 0 {
        let sums = Self.foreseen(plain, second.matured[slot].trials, view.draws, &draws)
        let came = second.matured[slot].successes
        hits.add(sums.part(of: Double(came)))
        let range = sums.counts
        view.rows.append(
          CalibratedRow(
            member: memberName(slot), to: to, first: tally.matured(slot),
            second: second.matured[slot], low: Int(range.lowerBound), high: Int(range.upperBound),
            isInside: range.contains(Int64(came))))
      }
      addCounts(&view, slot, rate, second, &draws)
    }
    view.matured.inside += hits.inside
    view.matured.of += hits.of
    guard before.trials > 0, after.trials > 0 else { return }
    // Two intervals that do not even touch: times have changed.
    let (was, came) = (Self.interval(before), Self.interval(after))
    view.steps.append(
      CalibratedStep(
        from: symbols.text(funnel.points[place].metric), to: to,
        maturedAfter: Int(tally.maturedAfter), first: before, second: after, hits: hits,
        hasMoved: !was.overlaps(came)))
  }

  private static func interval(_ trials: Trials) -> ClosedRange<Double> {
    Beta(Double(trials.successes) + 0.5, Double(trials.trials - trials.successes) + 0.5)
      .interval(0.95)
  }

  /// Successes by the day on which they came, of as many entries: what a plan counts on week by week.
  ///
  /// They are foreseen by the rate that the plan of then would have taken. Successes over entries of the
  /// first half would be too low: what entered late in it had no time, and before it nothing is known.
  private func addCounts(
    _ view: inout CalibrationView, _ slot: Int, _ rate: RateLine, _ second: Second,
    _ draws: inout SeededDraws
  ) {
    let (came, entered) = (Double(second.after[slot].came), second.after[slot].entered)
    guard entered > 0 else { return }
    let plain = Conversion.posterior(rate.trials, rate.prior)
    view.plainCounts.add(Self.foreseen(plain, entered, view.draws, &draws).part(of: came))
    view.counts.add(
      Self.foreseen(rate.posterior, entered, phi: rate.phi, view.draws, &draws).part(of: came))
  }

  /// How many of n trials succeed, when their rate is only known so well.
  private static func foreseen(
    _ rate: Beta, _ n: Int, phi: Double = 1, _ count: Int, _ draws: inout SeededDraws
  ) -> Forecast {
    let independent = max(1, Int((Double(n) / phi).rounded()))
    let scale = Double(n) / Double(independent)
    let sums = (0..<count).map { _ in
      Double(draws.binomial(independent, draws.beta(rate))) * scale
    }
    return Forecast(sums, width: scale)
  }

  /// What came in the second half.
  private struct Second {
    var matured: [Trials]
    /// Entries, and successes that came, whenever these had entered.
    var after: [(entered: Int, came: Int)]
  }

  private static func second(
    _ trials: ContiguousArray<Trial>, _ wait: Int32, _ halves: Halves, _ count: Int
  ) -> Second {
    var won = [Int](repeating: 0, count: count)
    var all = won
    var after = [(entered: Int, came: Int)](repeating: (0, 0), count: count)
    for trial in trials where trial.slot > 0 && Int(trial.slot) < count {
      let slot = Int(trial.slot)
      if trial.entered > halves.middle { after[slot].entered += 1 }
      if trial.lag != Trial.open, trial.entered + max(0, trial.lag) > halves.middle {
        after[slot].came += 1
      }
      guard trial.entered > halves.middle, trial.entered <= halves.last - wait else { continue }
      all[slot] += 1
      if trial.succeeded(within: wait) { won[slot] += 1 }
    }
    return Second(matured: zip(won, all).map { Trials($0, of: $1) }, after: after)
  }
}
