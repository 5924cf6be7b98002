extension Team {
  /// `event.amended`: takes the target's effect back and gives it the effect of the new values.
  mutating func amend(_ fact: Amendment, _ stamp: Stamp) {
    if stale { settle() }
    guard let row = target(of: fact.target, stamp) else { return }
    touchDeal(of: row, stamp)
    defer { touchDeal(of: row, stamp) }
    let kind = ledger.series[Int(ledger[row].series)].key.kind
    if kind == .activity {
      amendActivity(row, fact, stamp)
    } else if kind.isMeeting {
      amendMeeting(row, fact, stamp)
    } else {
      amendStep(row, fact, stamp)
    }
  }

  /// `event.retracted`: takes the target's effect back for good.
  mutating func retract(_ fact: Retraction, _ stamp: Stamp) {
    if stale { settle() }
    if let dispute = fact.target.seq, let row = disputes.target(of: dispute) {
      touchDeal(of: row, stamp)
      disputes.remove(dispute)
      return
    }
    if let seq = fact.target.seq, let absence = absences.find(seq) {
      absences.takeBack(seq, by: stamp.seq)
      lookAgain(absence.slot)
      return
    }
    if let seq = fact.target.seq, let outcome = outcomes.find(seq) {
      outcomes.takeBack(seq)
      count(outcome.counted, -1, stamp.at)
      return
    }
    guard let row = target(of: fact.target, stamp) else { return }
    touchDeal(of: row, stamp)
    let number = ledger[row].series
    ledger.series[Int(number)].events -= 1
    if ledger.series[Int(number)].key.kind == .activity {
      count(row, -1, stamp.at)
      ledger[row].series = 0
      ledger.large[row] = nil
      milestones.touch()
      if let deal = ledger.deal(of: row) { markActivities(deal) }
    } else if ledger.series[Int(number)].key.kind.isMeeting {
      let meeting = meetings.detail(ledger[row].value).meeting
      change(meeting: meeting, stamp.at) { team in team.ledger[row].series = 0 }
    } else if let deal = ledger.deal(of: row) {
      change(deal, stamp.at) { team in team.ledger[row].series = 0 }
    } else {
      ledger[row].series = 0
    }
  }

  /// A correction touches the deal its target is on: before it, and after it where it moves.
  mutating func touchDeal(of row: UInt32, _ stamp: Stamp) {
    guard let deal = ledger.deal(of: row) else { return }
    book.deals[deal].touched = UInt32(stamp.seq)
  }

  /// The row a correction is about; a doubt where there is none, or none any more.
  private mutating func target(of target: CorrectionTarget, _ stamp: Stamp) -> UInt32? {
    guard let seq = target.seq, seq < UInt64(ledger.rowCount),
      ledger[UInt32(seq)].series != 0
    else {
      doubts.note(.unknownTarget, stamp.seq)
      return nil
    }
    return UInt32(seq)
  }

  /// Adds an activity's row to its week, or takes it away.
  mutating func count(_ row: UInt32, _ sign: Int64, _ at: Instant) {
    let here = ledger[row]
    let value = unpack(row, here.value)
    let page = page(here.series, here.second, at)
    add(
      here.series, page: page, count: sign * Int64(value.count),
      minutes: sign * Int64(value.minutes ?? 0))
  }

  private mutating func amendActivity(_ row: UInt32, _ fact: Amendment, _ stamp: Stamp) {
    count(row, -1, stamp.at)
    let old = unpack(row, ledger[row].value)
    ledger.large[row] = nil
    var key = ledger.series[Int(ledger[row].series)].key
    ledger.series[Int(ledger[row].series)].events -= 1
    if let metric = fact.metric { key.name = metric }
    let number = ledger.find(key) ?? newSeries(key, UInt64(row), stamp.at)
    ledger.series[Int(number)].events += 1
    ledger[row].series = number
    ledger[row].value = pack(
      Activity(
        metric: key.name, count: fact.count ?? old.count, minutes: fact.minutes ?? old.minutes),
      UInt64(row))
    count(row, 1, stamp.at)
    if let deal = fact.deal { moveActivity(row, to: deal) }
    milestones.touch()
    if let deal = ledger.deal(of: row) { markActivities(deal) }
  }

  /// Puts an activity's or a meeting's row on another deal, or on none.
  mutating func moveActivity(_ row: UInt32, to deal: Symbol) {
    if let before = ledger.deal(of: row) {
      book.deals[before].activities = ledger.unchain(row, head: book.deals[before].activities)
      markActivities(before)
    }
    guard !deal.isNone else { return }
    let number = dealNumber(deal)
    book.chainActivity(number, row, &ledger)
    markActivities(number)
  }

  private mutating func amendStep(_ row: UInt32, _ fact: Amendment, _ stamp: Stamp) {
    guard let deal = ledger.deal(of: row) else { return }
    let kind = ledger.series[Int(ledger[row].series)].key.kind
    change(deal, stamp.at) { team in
      var detail = team.book.detail(team.ledger[row].value)
      if let amount = fact.amount { detail.amount = amount }
      if let currency = fact.currency { detail.currency = currency }
      if let account = fact.account { detail.account = account }
      if let text = kind.saysReason ? fact.reason : fact.stage { detail.text = text }
      team.ledger[row].value = team.book.keep(detail)
    }
    guard let wanted = fact.deal, !wanted.isNone else { return }
    let other = dealNumber(wanted)
    guard other != deal, book.deals[other].stepCount < DealBook.mostSteps else { return }
    change(deal, stamp.at) { team in
      team.book.deals[deal].steps = team.ledger.unchain(row, head: team.book.deals[deal].steps)
      team.book.deals[deal].stepCount -= 1
    }
    change(other, stamp.at) { team in team.book.chainStep(other, row, &team.ledger) }
  }
}
