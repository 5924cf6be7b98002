/// Records behind one figure of a plan.
package struct PlanEvidence: Sendable, Equatable {
  /// What they show: `successes of won`, `deals won`.
  package var of: String
  package var seqs: [UInt64]
  package var deals: [String]
  package var count: Int
}

extension Team {
  /// Records of one figure that are named; beyond them their count is told.
  private static let mostNamed = 50

  /// The trials and wins that a plan's figures rest on, newest first; of those that no viewer may see
  /// only how many they are.
  func planEvidence(
    _ slot: Int, _ view: PlanView, _ book: RateBook, for viewers: [Viewer]
  ) -> [PlanEvidence] {
    guard let goal = view.goal?.goal, let chain = planChain(slot, goal.metric, book) else {
      return []
    }
    var evidence = chain.steps.map { place in
      let to = symbols.text(chain.funnel.points[place + 1].metric)
      let tally = chain.funnel.steps[place]
      let isOwn = slot > 0 && works(slot, chain.funnel.facts.steps[place], on: book.today)
      let deals = chain.funnel.trials.steps[place].filter { trial in
        trial.succeeded(within: tally.maturedAfter) && trial.deal >= 0
          && trial.entered <= book.today.days - tally.maturedAfter
          && trial.entered >= book.today.days - StepTally.windowDays
          && (isOwn ? Int(trial.slot) == slot : trial.slot > 0)
      }.map { Int($0.deal) }
      return self.evidence("successes of \(to)", deals, viewers)
    }
    if let deal = view.deal, deal.count > 0 {
      let won = book.rows.map {
        book.history.wonDeals(self, $0, deal.of == .own ? slot : 0, money(of: goal))
      }
      evidence.append(self.evidence("deals won", won ?? [], viewers))
    }
    return evidence
  }

  private func evidence(_ of: String, _ deals: [Int], _ viewers: [Viewer]) -> PlanEvidence {
    let seen = deals.filter { deal in viewers.contains { mayRead(deal: deal, $0) } }
    let newest = seen.sorted(by: >).prefix(Self.mostNamed)
    return PlanEvidence(
      of: of, seqs: newest.map { UInt64(book.deals[$0].steps) },
      deals: newest.map { symbols.text(book.deals[$0].id) }, count: deals.count)
  }
}
