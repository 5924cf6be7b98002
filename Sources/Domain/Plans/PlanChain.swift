/// The way back from a goal's outcome to what a member does: steps of one funnel, the last one first.
struct PlanChain: Sendable {
  let funnel: RateBook.Funnel
  /// Places of steps in the funnel, from the outcome backwards; empty where the outcome is what is done.
  let steps: [Int]
  /// The point of the outcome and the one where the way begins.
  let outcome: FunnelPoint
  let start: FunnelPoint
}

extension Team {
  /// The way back for a goal's metric; nil where no funnel leads to it.
  ///
  /// It ends where somebody else's work begins: before the first of the steps that the member works
  /// together, or at the funnel's start.
  func planChain(_ slot: Int, _ metric: Symbol, _ book: RateBook) -> PlanChain? {
    guard let goal = roster.metric(metric),
      let occurrence = MeasureCatalogue.find(goal.facts.measure)?.occurrence
    else { return nil }
    let chains = book.funnels.compactMap { funnel -> PlanChain? in
      guard !funnel.points.isEmpty,
        let end = funnel.points.lastIndex(where: {
          $0.metric == metric || (occurrence == .dealWon && $0.isWin)
        })
      else { return nil }
      let steps = chainSteps(slot, funnel, to: end, book)
      return PlanChain(
        funnel: funnel, steps: steps, outcome: funnel.points[end],
        start: funnel.points[steps.last ?? end])
    }
    // Of several funnels the one that is the member's own work.
    return chains.first { chain in
      chain.steps.contains { slot > 0 && works(slot, chain.funnel.facts.steps[$0], on: book.today) }
    } ?? chains.first
  }

  private func chainSteps(
    _ slot: Int, _ funnel: RateBook.Funnel, to end: Int, _ book: RateBook
  ) -> [Int] {
    var steps: [Int] = []
    var hasWorked = false
    for place in (0..<end).reversed() {
      let isOwn = slot == 0 || works(slot, funnel.facts.steps[place], on: book.today)
      if hasWorked, !isOwn { break }
      hasWorked = hasWorked || isOwn
      steps.append(place)
    }
    return steps
  }

  /// Days from what is done to the outcome (MATHS M5), and where the figure comes from.
  ///
  /// Steps before the opening of a deal add the median of their own lag; from the opening on the win
  /// curve tells when half of all wins have come.
  ///
  /// Where neither is known nor assumed, the weekly series tell it if they do so clearly.
  func lag(_ slot: Int, _ chain: PlanChain, _ book: RateBook) -> PlanLag {
    let told = tracedLag(slot, chain, book)
    guard told.of == .none, let weeks = seriesLag(slot, chain, book) else { return told }
    return PlanLag(days: 7 * weeks, of: .series)
  }

  private func seriesLag(_ slot: Int, _ chain: PlanChain, _ book: RateBook) -> Int? {
    guard let from = roster.metricSlots[chain.start.metric],
      let to = roster.metricSlots[chain.outcome.metric], from != to
    else { return nil }
    let slots = slot > 0 ? [slot] : Array(roster.members.indices.dropFirst())
    let last = roster.weeks.ordinal(of: book.today) - 1
    let first = slots.compactMap { $0 < cards.tracks.count ? cards.tracks[$0].firstWithData : nil }
      .min()
    guard let first, last - first >= Int32(CrossCorrelation.fewestWeeks) else { return nil }
    func series(_ column: Int) -> [Double] {
      (max(first, last - 103)...last).map { week in
        slots.reduce(0.0) { sum, slot in
          sum + (slot < cards.tracks.count ? Double(cards.value(slot, week, column)) : 0)
        }
      }
    }
    return CrossCorrelation.lag(series(from), series(to))
  }

  private func tracedLag(_ slot: Int, _ chain: PlanChain, _ book: RateBook) -> PlanLag {
    let places = chain.steps.reversed()
    let opening = chain.funnel.points.firstIndex { $0.place == Milestones.opened && !$0.isActivity }
    let usesCurve =
      chain.outcome.isWin && opening.map { places.first ?? 0 <= $0 && places.contains($0) } ?? false
    var (days, of) = (0, LagOrigin.traced)
    for place in places {
      if usesCurve, let opening, place >= opening { break }
      let step = chain.funnel.facts.steps[place]
      if let median = chain.funnel.steps[place].medianLag {
        days += Int(median)
      } else if let assumed = step.assumedLagDays {
        days += assumed
        of = .assumed
      } else {
        of = .none
      }
    }
    guard usesCurve, let opening else {
      return PlanLag(days: days, of: places.isEmpty ? .none : of)
    }
    let isOwn = book.history.hasOwnCurve(slot)
    if let half = WinCurve(book.history.matured[isOwn ? slot : 0]).lag {
      return PlanLag(days: days + half, of: of, curve: isOwn ? .own : .team)
    }
    let assumed = places.filter { $0 >= opening }.map {
      chain.funnel.facts.steps[$0].assumedLagDays
    }
    guard assumed.contains(where: { $0 != nil }) else { return PlanLag(days: days, of: .none) }
    return PlanLag(days: days + assumed.reduce(0) { $0 + ($1 ?? 0) }, of: .assumed)
  }
}

/// Where a lag comes from.
package enum LagOrigin: String, Sendable { case traced, series, assumed, none }

/// Days from an activity to the outcome it serves.
package struct PlanLag: Sendable, Equatable {
  package var days: Int
  package var of: LagOrigin
  /// Whose win curve says so; nil where none was needed.
  package var curve: EvidenceOwner?
}
