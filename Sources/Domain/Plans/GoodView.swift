/// What a success of the best took.
package struct GoodExample: Sendable, Equatable {
  /// Nil for who may not see the deal.
  package var deal: String?
  package var days: Int
  /// Activities on it until it succeeded, by metric.
  package var touches: [(metric: String, count: Int)]

  package static func == (left: GoodExample, right: GoodExample) -> Bool {
    (left.deal, left.days) == (right.deal, right.days)
      && left.touches.elementsEqual(right.touches, by: ==)
  }
}

/// What good looks like at one metric: the team's own words, and its best decile by rate.
package struct GoodRow: Sendable, Equatable {
  package var metric: String
  package var name: String
  package var text: String?
  /// The outcome that the rate is about; nil where nobody has trials enough to tell.
  package var to: String?
  package var best: Double?
  package var team: Double?
  /// Members compared.
  package var members = 0
  package var trials = 0
  package var example: GoodExample?
}

extension Team {
  /// Own matured trials from which on somebody may be the best.
  private static let fewestTrials = 10

  /// What good looks like for each activity, or for one; by rate and never by volume (METHOD 12).
  func goodView(_ viewer: Viewer, metric: Symbol?, _ book: RateBook) -> [GoodRow] {
    roster.metrics.filter {
      $0.facts.kind == .activity && $0.ended == nil && metric ?? $0.id == $0.id
    }.map { known in
      var row = GoodRow(metric: known.facts.metric, name: known.facts.name, text: known.facts.good)
      for funnel in book.funnels {
        guard let place = step(of: known, in: funnel) else { continue }
        fill(&row, funnel, place, viewer, book)
        break
      }
      return row
    }
  }

  /// The step that an activity works: the one it enters, or the one whose outcome it serves.
  private func step(of metric: Metric, in funnel: RateBook.Funnel) -> Int? {
    guard !funnel.points.isEmpty else { return nil }
    if let point = funnel.points.firstIndex(where: { $0.metric == metric.id }),
      point < funnel.facts.steps.count
    {
      return point
    }
    return funnel.facts.steps.firstIndex { $0.to == metric.facts.serves }
  }

  private func fill(
    _ row: inout GoodRow, _ funnel: RateBook.Funnel, _ place: Int, _ viewer: Viewer,
    _ book: RateBook
  ) {
    row.to = symbols.text(funnel.points[place + 1].metric)
    let tally = funnel.steps[place]
    let able = roster.members.indices.dropFirst().filter {
      works($0, funnel.facts.steps[place], on: book.today)
        && tally.parts[$0].trials >= Self.fewestTrials
    }
    row.members = able.count
    let rates = able.compactMap { slot in
      rate(slot, funnel, step: place, book).map { (slot: slot, mean: $0.posterior.mean) }
    }
    // Among a few the best is a name that everybody can guess.
    guard rates.count > Conversion.fewestPeers else { return }
    let all = able.reduce(Trials(0, of: 0)) { $0 + tally.matured($1) }
    row.trials = all.trials
    row.team = Double(all.successes) / Double(all.trials)
    let ranked = rates.sorted { ($1.mean, $0.slot) < ($0.mean, $1.slot) }
    let top = ranked.prefix((ranked.count + 9) / 10).map(\.slot)
    row.best = ranked.prefix(top.count).reduce(0) { $0 + $1.mean } / Double(top.count)
    row.example = example(Set(top), funnel, place, viewer)
  }

  /// The newest success of the best, with what was done on it.
  private func example(
    _ slots: Set<Int>, _ funnel: RateBook.Funnel, _ place: Int, _ viewer: Viewer
  ) -> GoodExample? {
    let wins = funnel.trials.steps[place].filter {
      $0.lag >= 0 && $0.deal >= 0 && slots.contains(Int($0.slot))
    }
    guard
      let newest = wins.max(by: { ($0.entered + $0.lag, $0.deal) < ($1.entered + $1.lag, $1.deal) })
    else { return nil }
    let deal = Int(newest.deal)
    let reached = milestones[deal, funnel.points[place + 1].place].second
    var counts: [String: Int] = [:]
    for row in ledger.chain(from: book.deals[deal].activities) where ledger[row].second <= reached {
      let series = ledger.series[Int(ledger[row].series)]
      guard series.key.kind == .activity else { continue }
      counts[symbols.text(series.key.name), default: 0] += 1
    }
    return GoodExample(
      deal: mayRead(deal: deal, viewer) ? symbols.text(book.deals[deal].id) : nil,
      days: Int(newest.lag),
      touches: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) })
  }
}
