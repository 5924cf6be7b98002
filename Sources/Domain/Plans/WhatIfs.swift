extension Team {
  /// What a plan would ask if its inputs were somewhat better: the last rate, the deal, and both.
  func suggestions(
    _ slot: Int, goal: Goal, _ view: PlanView, _ book: RateBook, now: Instant
  ) -> [WhatIfLine] {
    guard view.state == .ok, let last = view.steps.first?.rate else { return [] }
    let rate = min(0.95, ((last.posterior.mean * 20).rounded(.down) + 1) / 20)
    var asked: [[WhatIf]] = [[.rate(to: nil, rate)]]
    if let mean = view.deal?.mean, mean > 0 {
      let better = Self.round(mean * 1.25)
      asked += [[.deal(better)], [.rate(to: nil, rate), .deal(better)]]
    }
    return asked.map { inputs in
      WhatIfLine(
        inputs: inputs,
        range: plan(slot, goal: goal, whatIf: inputs, book, now: now).main?.range)
    }
  }

  /// Two leading digits, so that it reads as an example and not as a promise.
  private static func round(_ value: Double) -> Double {
    var unit = 1.0
    while value / unit >= 100 { unit *= 10 }
    return (value / unit).rounded() * unit
  }
}
