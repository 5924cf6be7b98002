extension Team {
  /// A series joins the group of its member and metric; where it is the group's second source, the
  /// records of the first one are looked at.
  mutating func meetDoubles(_ number: UInt32) {
    let series = ledger.series[Int(number)]
    // Only what counts: metrics that nobody defined are without number.
    guard series.key.kind == .activity, series.member > 0, !series.targets.isEmpty else {
      ledger.series[Int(number)].group = -1
      return
    }
    let met = doubles.meet(
      DoubleGroup(member: series.member, metric: series.key.name), source: series.sourceSlot)
    ledger.series[Int(number)].group = Int32(met.number)
    if met.isNewlyDoubled { lookBack(met.number) }
  }

  /// Whether two sources report what a series does.
  @inline(__always)
  func mayDouble(_ number: UInt32) -> Bool {
    let group = Int(ledger.series[Int(number)].group)
    return group >= 0 && doubles.isDoubled[group]
  }

  /// Looks at a record for one like it from another source.
  @inline(never)
  mutating func lookForDouble(_ row: UInt32, deal: Int?) {
    let here = ledger[row]
    let series = ledger.series[Int(here.series)]
    doubles.look(
      DoubleEntry(
        row: row, group: UInt32(series.group), second: here.second,
        deal: deal.map { UInt32($0) + 1 } ?? 0, source: UInt32(series.sourceSlot),
        counterpart: ledger.counterpart(row)))
  }

  /// Looks whether a source told the same twice: the record before it in its series is as long, with
  /// the same account and contact, and began within two minutes.
  @inline(never)
  mutating func lookForRepeat(_ row: UInt32) {
    let here = ledger[row]
    let series = ledger.series[Int(here.series)]
    ledger.series[Int(here.series)].lastCall = row
    let other = ledger[series.lastCall]
    guard series.group >= 0, series.lastCall != 0, other.series == here.series,
      other.value == here.value, here.value != EventRow.large,
      max(here.second, other.second) - min(here.second, other.second) <= DoubleEntry.span,
      ledger.counterpart(row) == ledger.counterpart(series.lastCall)
    else { return }
    doubles.pair(series.lastCall, row)
  }

  /// Looks at the records of a group that were not worth a place in the index so far.
  private mutating func lookBack(_ group: Int) {
    let deals = dealOfActivities()
    for row in 0..<UInt32(ledger.rowCount) {
      let number = ledger[row].series
      guard number != 0, ledger.series[Int(number)].group == Int32(group) else { continue }
      lookForDouble(row, deal: deals[row])
    }
  }

  /// Looks for all doubles again: facts moved who is meant.
  mutating func findDoubles() {
    doubles.forget()
    for number in ledger.series.indices.dropFirst() {
      ledger.series[number].group = -1
      ledger.series[number].lastCall = 0
    }
    for number in ledger.series.indices.dropFirst() {
      let series = ledger.series[number]
      guard series.key.kind == .activity, series.member > 0, !series.targets.isEmpty else {
        continue
      }
      let group = DoubleGroup(member: series.member, metric: series.key.name)
      let met = doubles.meet(group, source: series.sourceSlot)
      ledger.series[number].group = Int32(met.number)
    }
    let areDoubled = doubles.isDoubled.contains(true)
    guard areDoubled || ledger.hasCounterparts else { return }
    let deals = areDoubled ? dealOfActivities() : [:]
    for row in 0..<UInt32(ledger.rowCount) where ledger[row].series != 0 {
      let number = ledger[row].series
      guard ledger.series[Int(number)].key.kind == .activity else { continue }
      if mayDouble(number) { lookForDouble(row, deal: deals[row]) }
      if ledger.counterpart(row) != Counterpart(),
        unpack(row, ledger[row].value).minutes ?? 0 > 0
      {
        lookForRepeat(row)
      }
    }
  }

  /// The deal of every activity that is on one: chains are long, so each is walked once.
  private func dealOfActivities() -> [UInt32: Int] {
    var deals: [UInt32: Int] = [:]
    for (number, deal) in book.deals.enumerated() where deal.activities != 0 {
      for row in ledger.chain(from: deal.activities) { deals[row] = number }
    }
    return deals
  }

  /// The pairs that nobody corrected one side of.
  func suspectedDoubles() -> [(first: UInt32, second: UInt32)] {
    doubles.pairs.filter { pair in
      [pair.first, pair.second].allSatisfy {
        ledger[$0].series != 0 && !doubles.settled.contains($0)
      }
    }
  }
}
