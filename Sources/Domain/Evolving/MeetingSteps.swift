extension Team {
  /// `meeting.*`: the step joins its meeting, which is folded again; meetings have few steps.
  mutating func log(_ step: MeetingStep, _ kind: CaptureKind, _ stamp: Stamp) {
    guard let second = usableSecond(stamp) else { return }
    if step.metric.isNone, meetings.plain.isNone { meetings.plain = symbols.intern("meeting") }
    let number = seriesNumber(kind, .none, stamp)
    let meeting = meetings.number(step.meeting)
    let value = meetings.keep(
      MeetingDetail(
        meeting: meeting, metric: step.metric, minutes: step.minutes, starts: step.starts,
        micros: UInt32(stamp.time.microseconds - stamp.time.seconds * 1_000_000)))
    let row = UInt32(stamp.seq)
    ledger.put(EventRow(series: number, second: second, value: value, link: 0), at: stamp.seq)
    ledger.series[Int(number)].events &+= 1
    _ = page(number, second, stamp.at)
    if !step.deal.isNone {
      let deal = dealNumber(step.deal)
      book.chainActivity(deal, row, &ledger)
      book.deals[deal].touched = row
    }
    guard meetings.meetings[meeting].steps.count < MeetingBook.mostSteps else {
      doubts.note(.tooManySteps, stamp.seq)
      return
    }
    change(meeting: meeting, stamp.at) { $0.meetings.meetings[meeting].steps.append(row) }
  }

  /// Changes a meeting's steps and moves what it counts by the difference.
  mutating func change(meeting: Int, _ at: Instant, _ body: (inout Team) -> Void) {
    let before = meetings.meetings[meeting].state.held
    body(&self)
    meetings.meetings[meeting].state = folded(meeting)
    let after = meetings.meetings[meeting].state.held
    guard before != after else { return }
    for deal in Set(meetings.meetings[meeting].steps.compactMap { ledger.deal(of: $0) }) {
      markActivities(deal)
    }
    if let before { count(before, -1, at) }
    if let after { count(after, 1, at) }
  }

  /// What a meeting's steps amount to, in the order in which they happened.
  func folded(_ meeting: Int) -> MeetingFold {
    let steps = meetings.meetings[meeting].steps.compactMap { row -> MeetingFoldStep? in
      let here = ledger[row]
      guard here.series != 0 else { return nil }
      let series = ledger.series[Int(here.series)]
      return MeetingFoldStep(
        row: row, kind: series.key.kind, member: series.member, second: here.second,
        detail: meetings.detail(here.value))
    }
    return MeetingFold(steps.sorted(by: MeetingFoldStep.inOrder), plain: meetings.plain)
  }

  /// Adds a held meeting to its member's week as one of its activity, or takes it away.
  mutating func count(_ held: HeldMeeting, _ sign: Int64, _ at: Instant) {
    guard held.member > 0, let range = cards.targetsOf[held.metric] else { return }
    let index = openPage(held.member, held.second)
    let cell = cards.tracks[held.member].weeks[index]
    for place in range {
      let target = cards.targets[Int(place)]
      let amount = target.value == .minutes ? Int64(held.minutes ?? 0) : 1
      cards.cells[Int(cell.page) + Int(target.metric)] += sign * amount
    }
    if cell.judgement == .judged { moved(held.member, index, at) }
  }

  /// `event.amended` of a meeting's step: the step is replaced and the meeting folded again.
  mutating func amendMeeting(_ row: UInt32, _ fact: Amendment, _ stamp: Stamp) {
    var detail = meetings.detail(ledger[row].value)
    if let metric = fact.metric { detail.metric = metric }
    if let minutes = fact.minutes { detail.minutes = minutes }
    change(meeting: detail.meeting, stamp.at) { team in
      team.ledger[row].value = team.meetings.keep(detail)
    }
    if let deal = fact.deal { moveActivity(row, to: deal) }
  }
}
