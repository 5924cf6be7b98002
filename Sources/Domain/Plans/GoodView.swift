/// What a success of the best took.
package struct GoodExample: Sendable, Equatable {
  /// Nil for who may not see the deal.
  package var deal: String?
  package var days: Int
  /// Activities on it, and on its account, in those days, by metric.
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
        fill(&row, funnel, place, known.of, viewer, book)
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
    _ row: inout GoodRow, _ funnel: RateBook.Funnel, _ place: Int, _ activity: Symbol,
    _ viewer: Viewer, _ book: RateBook
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
    row.example = example(Set(top), funnel, place, activity, viewer)
  }

  /// The newest success of the best that the activity was a part of; nil where it was of none.
  private func example(
    _ slots: Set<Int>, _ funnel: RateBook.Funnel, _ place: Int, _ activity: Symbol,
    _ viewer: Viewer
  ) -> GoodExample? {
    let wins = funnel.trials.steps[place].filter {
      $0.lag >= 0 && $0.deal >= 0 && slots.contains(Int($0.slot))
    }.sorted { ($1.entered + $1.lag, $1.deal) < ($0.entered + $0.lag, $0.deal) }
    let leads = leadRows(of: wins)
    var clock = DayClock(zone: zone(0, on: LocalDay(days: 0)))
    for win in wins {
      let deal = Int(win.deal)
      let reached = milestones[deal, funnel.points[place + 1].place].second
      let rows =
        ledger.chain(from: book.deals[deal].activities)
        + (leads[book.deals[deal].state.account] ?? [])
      var counts: [Symbol: Int] = [:]
      for row in rows {
        guard let done = activityTold(row), done.second <= reached,
          clock.day(done.second) >= win.entered
        else { continue }
        counts[done.name, default: 0] += 1
      }
      guard counts[activity] ?? 0 > 0 else { continue }
      let touches = counts.map { (metric: symbols.text($0.key), count: $0.value) }
      return GoodExample(
        deal: mayRead(deal: deal, viewer) ? symbols.text(book.deals[deal].id) : nil,
        days: Int(win.lag),
        touches: touches.sorted { ($1.count, $0.metric) < ($0.count, $1.metric) })
    }
    return nil
  }

  /// What was done on the accounts of some deals before it named a deal; it hangs on none of them.
  private func leadRows(of wins: [Trial]) -> [Symbol: [UInt32]] {
    var rows: [Symbol: [UInt32]] = [:]
    for win in wins {
      let account = book.deals[Int(win.deal)].state.account
      if !account.isNone { rows[account] = [] }
    }
    guard !rows.isEmpty else { return rows }
    for lead in milestones.leadRows where ledger[lead.row].link == 0 {
      rows[lead.account]?.append(lead.row)
    }
    return rows
  }

  /// The activity that a row tells of: its own, or of a meeting that it says was held.
  private func activityTold(_ row: UInt32) -> (name: Symbol, second: UInt32)? {
    let series = ledger[row].series
    guard series != 0 else { return nil }
    let kind = ledger.series[Int(series)].key.kind
    guard kind == .activity || kind == .held else { return nil }
    return activityDone(row).map { ($0.name, $0.second) }
  }
}
