/// The judgements made so far, as the log has them.
package struct JudgementBook: Projection {
  /// By member slot, by week ascending.
  private var weeks: [[JudgedWeek]] = []
  /// Judged weeks to be looked at again.
  var moved: [MovedWeek] = []

  package init() {}

  func all(_ slot: Int) -> [JudgedWeek] {
    slot < weeks.count ? weeks[slot] : []
  }

  func week(_ slot: Int, _ label: WeekLabel) -> JudgedWeek? {
    guard slot < weeks.count else { return nil }
    return place(slot, label).map { weeks[slot][$0] }
  }

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    switch event {
    case .weekClosed(let judgement): team.take(judgement, stamp)
    case .weekRevised(let judgement): team.take(judgement, stamp)
    default: break
    }
  }

  /// Enters a first judgement; false when the week was judged before.
  mutating func insert(_ week: JudgedWeek, _ slot: Int) -> Bool {
    while weeks.count <= slot { weeks.append([]) }
    let after = weeks[slot].lastIndex { $0.label <= week.label }
    if let after, weeks[slot][after].label == week.label { return false }
    weeks[slot].insert(week, at: after.map { $0 + 1 } ?? 0)
    return true
  }

  /// Enters a revision into the judgement it revises; nil when there is none.
  mutating func revise(_ slot: Int, _ fact: WeekRevised, _ stamp: Stamp) -> JudgedWeek? {
    guard slot < weeks.count, let place = place(slot, fact.week) else { return nil }
    weeks[slot][place].known = fact.known
    weeks[slot][place].excused = fact.excused
    weeks[slot][place].revision = fact.revision
    weeks[slot][place].revisedAt = stamp.at
    weeks[slot][place].seq = stamp.seq
    weeks[slot][place].reason = fact.reason
    for line in fact.lines {
      let new = JudgedLine(
        metric: line.metric, done: line.done, quota: line.quota, target: line.target)
      if let known = weeks[slot][place].lines.firstIndex(where: { $0.metric == line.metric }) {
        weeks[slot][place].lines[known] = new
      } else {
        weeks[slot][place].lines.append(new)
      }
    }
    return weeks[slot][place]
  }

  private func place(_ slot: Int, _ label: WeekLabel) -> Int? {
    var low = 0
    var high = weeks[slot].count
    while low < high {
      let middle = (low + high) / 2
      if weeks[slot][middle].label < label { low = middle + 1 } else { high = middle }
    }
    return low < weeks[slot].count && weeks[slot][low].label == label ? low : nil
  }
}

extension Team {
  mutating func take(_ fact: WeekClosed, _ stamp: Stamp) {
    if stale { settle() }
    guard let slot = roster.memberSlots[fact.member] else { return }
    let ordinal = roster.weeks.ordinal(of: fact.week)
    let week = JudgedWeek(
      label: fact.week, ordinal: ordinal, calendarRevision: roster.calendarRevision,
      weekStarts: roster.calendar.weekStarts, from: fact.from, to: fact.to,
      history: fact.history, known: fact.known, excused: fact.excused, lines: fact.lines,
      closedAt: stamp.at, seq: stamp.seq)
    guard judgements.insert(week, slot) else { return }
    scatter[slot] = []
    setJudgement(.judged, slot, ordinal)
    refreshDue(slot)
  }

  mutating func take(_ fact: WeekRevised, _ stamp: Stamp) {
    if stale { settle() }
    guard let slot = roster.memberSlots[fact.member],
      let week = judgements.revise(slot, fact, stamp)
    else { return }
    scatter[slot] = []
    judgements.moved.removeAll { $0.slot == slot && $0.ordinal == week.ordinal }
    if week.weekStarts == roster.calendar.weekStarts { setJudgement(.judged, slot, week.ordinal) }
  }

  /// Notes on a week's cell whether it is judged.
  mutating func setJudgement(_ judgement: CellJudgement, _ slot: Int, _ ordinal: Int32) {
    let start = UInt32(clamping: weekFrom(slot, ordinal).seconds)
    let index = cards.tracks[slot].index(of: start) ?? extend(slot, to: start)
    cards.tracks[slot].weeks[index].judgement = judgement
  }
}
