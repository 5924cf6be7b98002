extension Team {
  /// The page of a series' event, doing what has to be done once a week on the way.
  @inline(__always)
  mutating func page(_ number: UInt32, _ second: UInt32, _ at: Instant) -> Int {
    let slot = ledger.series[Int(number)].member
    let index = cards.tracks[slot].index(of: second) ?? extend(slot, to: second)
    cards.tracks[slot].changedAt = lastSeq
    let cell = cards.tracks[slot].weeks[index]
    let ordinal = cards.tracks[slot].base + Int32(index)
    var page = cell.page
    if ledger.series[Int(number)].week != ordinal || page < 0 {
      page = enter(number, slot, index)
    }
    if cell.judgement == .judged {
      moved(slot, index, at)
    } else if cell.judgement == .unjudged,
      cards.tracks[slot].weeks[index + 1].start <= cards.tracks[slot].liveStart
    {
      cards.tracks[slot].historyPending = true
      cards.tracks[slot].historyFrom = .min
      sources.all[ledger.series[Int(number)].sourceSlot].lastOlder = at
    }
    return Int(page)
  }

  /// Adds an activity's numbers to its metrics.
  @inline(__always)
  mutating func add(_ number: UInt32, page: Int, count: Int64, minutes: Int64) {
    for place in ledger.series[Int(number)].targets {
      let target = cards.targets[Int(place)]
      let amount: Int64 =
        switch target.value {
        case .one: count.signum()
        case .count: count
        case .minutes: minutes
        case .amount: 0
        }
      cards.cells[page + Int(target.metric)] += amount
    }
  }

  /// First event of a series in a week: the page is made and the source is heard of.
  @inline(never)
  private mutating func enter(_ number: UInt32, _ slot: Int, _ index: Int) -> Int32 {
    let ordinal = cards.tracks[slot].base + Int32(index)
    ledger.series[Int(number)].week = ordinal
    hear(ledger.series[Int(number)].sourceSlot, ordinal)
    if cards.tracks[slot].weeks[index].page < 0 {
      cards.tracks[slot].weeks[index].page = Int32(cards.cells.count)
      cards.cells.append(contentsOf: repeatElement(0, count: cards.stride))
    }
    return cards.tracks[slot].weeks[index].page
  }

  /// A judged week's numbers move: it is looked at again.
  @inline(never)
  mutating func moved(_ slot: Int, _ index: Int, _ at: Instant) {
    cards.tracks[slot].weeks[index].judgement = .moved
    let ordinal = cards.tracks[slot].base + Int32(index)
    let last = judgements.week(slot, roster.weeks.week(ordinal: ordinal).label)?.revisedAt
    let ready = last.map { max(at, $0.adding(seconds: Team.revisionSeconds)) } ?? at
    judgements.moved.append(MovedWeek(slot: slot, ordinal: ordinal, ready: ready))
  }

  /// A source is alive in a week: what was unknown about its members there may be known now.
  private mutating func hear(_ source: Int, _ ordinal: Int32) {
    guard sources.all[source].mark(ordinal) else { return }
    for slot in cards.tracks.indices.dropFirst()
    where cards.tracks[slot].sources.contains(source) {
      if cards.tracks[slot].cell(ordinal)?.judgement == .judged {
        moved(slot, Int(ordinal - cards.tracks[slot].base), lastAt)
      } else if weekEnd(slot, ordinal).seconds <= Int64(cards.tracks[slot].liveStart) {
        cards.tracks[slot].historyPending = true
        cards.tracks[slot].historyFrom = .min
      }
    }
  }

  /// Makes a member's table of weeks reach a time; returns the place of that time's week.
  @inline(never)
  mutating func extend(_ slot: Int, to second: UInt32) -> Int {
    let zone = zone(slot, on: LocalDay(days: Int32(second / 86_400)))
    let ordinal = roster.weeks.ordinal(of: zone.localDay(atSecond: Int64(second)))
    var track = cards.tracks[slot]
    // A few weeks more on both sides: a neighbouring zone's week, and the weeks to come.
    let low = ordinal - 2
    let high = ordinal + 12
    if track.weeks.isEmpty {
      track.base = low
      track.weeks = [WeekCell(start: weekStart(slot, low))]
    }
    if low < track.base {
      let earlier = (low..<track.base).map { WeekCell(start: weekStart(slot, $0)) }
      track.weeks.insert(contentsOf: earlier, at: 0)
      track.base = low
    }
    var next = track.base + Int32(track.weeks.count)
    while next <= high {
      track.weeks.append(WeekCell(start: weekStart(slot, next)))
      next += 1
    }
    cards.tracks[slot] = track
    guard let index = track.index(of: second) else {
      preconditionFailure("a table of weeks that was extended to a time holds it")
    }
    return index
  }

  /// The zone that holds for a member on a day.
  func zone(_ slot: Int, on day: LocalDay) -> ZoneTable {
    let spans = roster.members[slot].zones
    return (spans.last { ($0.from ?? day) <= day } ?? spans.first)?.zone ?? .utc
  }

  /// The date on a member's wall.
  func today(_ slot: Int, at now: Instant) -> LocalDay {
    zone(slot, at: now).localDay(of: now)
  }

  /// The zone a member is in: where they move, the new one from its own first day on.
  func zone(_ slot: Int, at now: Instant) -> ZoneTable {
    let spans = roster.members[slot].zones
    let span = spans.last { span in
      span.from.map { $0 <= span.zone.localDay(of: now) } ?? true
    }
    return (span ?? spans.first)?.zone ?? .utc
  }

  /// Its name, as the playbook has it; also of one that nobody knows.
  func zoneName(_ slot: Int, at now: Instant) -> String {
    let member = roster.members[slot]
    return member.zones.count > 1 ? zone(slot, at: now).identifier : member.facts.zone
  }

  /// The first instant of a member's week, by the zone that holds on its first day.
  func weekFrom(_ slot: Int, _ ordinal: Int32) -> Instant {
    let first = roster.weeks.week(ordinal: ordinal).first
    return zone(slot, on: first).start(of: first)
  }

  func weekEnd(_ slot: Int, _ ordinal: Int32) -> Instant {
    weekFrom(slot, ordinal + 1)
  }

  private func weekStart(_ slot: Int, _ ordinal: Int32) -> UInt32 {
    UInt32(clamping: weekFrom(slot, ordinal).seconds)
  }

  /// The ordinal of the week a time falls into for a member.
  func ordinal(_ slot: Int, at instant: Instant) -> Int32 {
    var ordinal = roster.weeks.ordinal(
      of: zone(slot, on: LocalDay(days: Int32(clamping: floorDivide(instant.seconds, 86_400))))
        .localDay(of: instant))
    while weekFrom(slot, ordinal) > instant { ordinal -= 1 }
    while weekEnd(slot, ordinal) <= instant { ordinal += 1 }
    return ordinal
  }
}
