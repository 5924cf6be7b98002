/// One recorded event that a number counts, and what it adds.
package struct CountedEvent: Sendable, Equatable {
  package var seq: UInt64
  package var time: Instant
  package var type: String
  package var deal: String?
  package var adds: Int64
}

extension Team {
  /// Every event that a metric of one member's week counts, by time; together they add up to it.
  ///
  /// Looks at every row, which is quick, and folds the deals again that had a step in the week.
  func countedEvents(_ slot: Int, _ ordinal: Int32, _ place: Int) -> [CountedEvent] {
    let week = weekFrom(slot, ordinal).seconds..<weekEnd(slot, ordinal).seconds
    var counted: [CountedEvent] = []
    var deals: Set<Int> = []
    var met: Set<Int> = []
    for row in 0..<UInt32(ledger.rowCount) {
      let here = ledger[row]
      guard here.series != 0, week.contains(Int64(here.second)) else { continue }
      let series = ledger.series[Int(here.series)]
      if series.key.kind == .activity {
        let adds = series.member == slot ? activity(row, series.targets, place) : 0
        if adds != 0 { counted.append(countedEvent(row, adds)) }
      } else if series.key.kind.isMeeting {
        met.insert(meetings.detail(here.value).meeting)
      } else if let deal = ledger.deal(of: row) {
        deals.insert(deal)
      }
    }
    counted += recorded(slot, week, place)
    for deal in deals { counted += outcomes(deal, slot, week, place) }
    for meeting in met { counted += held(meeting, slot, week, place).map { [$0] } ?? [] }
    return counted.sorted { ($0.time, $0.seq) < ($1.time, $1.seq) }
  }

  private func activity(_ row: UInt32, _ targets: Range<Int32>, _ place: Int) -> Int64 {
    let value = unpack(row, ledger[row].value)
    return targets.map { cards.targets[Int($0)] }.filter { Int($0.metric) == place }
      .reduce(0) { sum, target in
        switch target.value {
        case .one: sum + Int64(value.count.signum())
        case .count: sum + Int64(value.count)
        case .minutes: sum + Int64(value.minutes ?? 0)
        case .amount: sum
        }
      }
  }

  private func outcomes(
    _ deal: Int, _ slot: Int, _ week: Range<Int64>, _ place: Int
  ) -> [CountedEvent] {
    var found: [CountedEvent] = []
    _ = DealFold(foldSteps(deal), watched: cards.watchedStages) { outcome in
      guard outcome.member == slot, week.contains(Int64(outcome.second)) else { return }
      for target in cards.dealTargets[outcome.occurrence.rawValue]
      where Int(target.metric) == place && counts(target, outcome) {
        let adds = target.value == .amount ? outcome.amount ?? 0 : outcome.times
        if adds != 0 { found.append(countedEvent(outcome.row, adds)) }
      }
    }
    return found
  }

  private func recorded(_ slot: Int, _ week: Range<Int64>, _ place: Int) -> [CountedEvent] {
    outcomes.all.compactMap { outcome -> CountedEvent? in
      let counted = outcome.counted
      guard outcome.slot == slot, !outcome.isTakenBack, week.contains(Int64(counted.second)),
        let target = cards.dealTargets[Occurrence.recorded.rawValue].first(where: {
          Int($0.metric) == place && counts($0, counted)
        })
      else { return nil }
      return CountedEvent(
        seq: outcome.seq, time: outcome.time, type: "coxswain.outcome.recorded",
        deal: outcome.fact.deal.isNone ? nil : symbols.text(outcome.fact.deal),
        adds: target.value == .amount ? counted.amount ?? 0 : counted.times)
    }.filter { $0.adds != 0 }
  }

  private func held(
    _ meeting: Int, _ slot: Int, _ week: Range<Int64>, _ place: Int
  ) -> CountedEvent? {
    guard let held = meetings.meetings[meeting].state.held, held.member == slot,
      week.contains(Int64(held.second)), let range = cards.targetsOf[held.metric],
      let target = range.map({ cards.targets[Int($0)] }).first(where: { Int($0.metric) == place }),
      let row = meetings.meetings[meeting].steps.first(where: { isHeld($0, held.second) })
    else { return nil }
    let adds = target.value == .minutes ? Int64(held.minutes ?? 0) : 1
    return adds == 0 ? nil : countedEvent(row, adds)
  }

  private func isHeld(_ row: UInt32, _ second: UInt32) -> Bool {
    ledger[row].second == second
      && ledger.series[Int(ledger[row].series)].key.kind == .held
  }

  private func countedEvent(_ row: UInt32, _ adds: Int64) -> CountedEvent {
    let here = ledger[row]
    let kind = ledger.series[Int(here.series)].key.kind
    return CountedEvent(
      seq: UInt64(row), time: Instant(seconds: Int64(here.second)), type: kind.type,
      deal: dealNear(row).map { symbols.text(book.deals[$0].id) }, adds: adds)
  }
}
