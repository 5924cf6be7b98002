extension Team {
  /// The oldest judgement due by the clock, as one transaction; nil when nothing is due.
  ///
  /// A transaction is a closed or revised week with the alerts that follow from it and, of the week just
  /// over, the quotas that the member's rates have left behind. The events take
  /// effect when they are evolved; asked again before that, the answer is the same.
  package mutating func nextJudgement(now: Instant) -> [Event]? {
    if stale { settle() }
    refreshScatter()
    while let due = oldestDue(now) {
      switch due.kind {
      case .history: return close(due.slot, due.ordinal, history: true)
      case .live:
        let label = roster.weeks.week(ordinal: due.ordinal).label
        return close(due.slot, due.ordinal, history: false)
          + recalibrations(due.slot, label, now: now)
      case .revision:
        if let events = revise(due.slot, due.ordinal) { return events }
        forgetMove(due.slot, due.ordinal)
      }
    }
    let cleared = alertsOverrun(now)
    return cleared.isEmpty ? nil : cleared
  }

  private func close(_ slot: Int, _ ordinal: Int32, history: Bool) -> [Event] {
    let days = workingDays(slot, roster.weeks.week(ordinal: ordinal))
    let lines = lines(slot, ordinal, days)
    let week = WeekClosed(
      member: roster.members[slot].id, week: roster.weeks.week(ordinal: ordinal).label,
      from: weekFrom(slot, ordinal), to: weekEnd(slot, ordinal), history: history,
      known: isKnown(slot, ordinal), excused: isExcused(days, lines), lines: lines,
      rules: AlertRuleCatalogue.versions(enabledIn: roster))
    let judged = JudgedWeek(
      label: week.week, ordinal: ordinal, calendarRevision: roster.calendarRevision,
      weekStarts: roster.calendar.weekStarts, from: week.from, to: week.to, history: history,
      known: week.known, excused: week.excused, lines: lines, closedAt: week.to)
    return [.weekClosed(week)] + alertEvents(slot, judged)
  }

  /// The revision a judged week needs; nil when its numbers are what was recorded.
  private func revise(_ slot: Int, _ ordinal: Int32) -> [Event]? {
    let label = roster.weeks.week(ordinal: ordinal).label
    guard var week = judgements.week(slot, label), differs(slot, week) else { return nil }
    let now = current(slot, week)
    let changed = zip(week.lines, now.lines).filter { $0 != $1 }.map { was, is_ in
      RevisedLine(
        metric: is_.metric, was: was.done, done: is_.done, quota: is_.quota, target: is_.target)
    }
    let reason = revisionReason(slot, ordinal, was: week, now: now)
    let fact = WeekRevised(
      member: roster.members[slot].id, week: label, revision: week.revision + 1,
      reason: reason.rawValue,
      known: now.known, excused: now.excused, lines: changed)
    week.lines = now.lines
    week.known = now.known
    week.excused = now.excused
    return [.weekRevised(fact)] + alertEvents(slot, week, revision: reason)
  }

  /// Why a judged week is judged anew: what its reader could not tell from the numbers comes first.
  private func revisionReason(
    _ slot: Int, _ ordinal: Int32, was: JudgedWeek,
    now: (lines: [JudgedLine], known: Bool, excused: Bool)
  ) -> RevisionReason {
    let moved = zip(was.lines, now.lines).filter { $0 != $1 }
    let week = roster.weeks.week(ordinal: ordinal)
    if now.excused != was.excused || moved.contains(where: { $0.target != $1.target }),
      absences.changed(slot, in: week.first...week.last, after: was.seq)
    {
      return .absence
    }
    let counted = moved.filter { $0.done != $1.done }
    let isRedefined = counted.contains { line, _ in
      roster.metric(line.metric).map { $0.redefined > was.seq } ?? false
    }
    if isRedefined { return .definition }
    if !counted.isEmpty { return .lateData }
    return now.known != was.known ? .sourceHeard : .facts
  }

  /// Whether a judged week would be judged otherwise today.
  func differs(_ slot: Int, _ week: JudgedWeek) -> Bool {
    let now = current(slot, week)
    return now.lines != week.lines || now.known != week.known || now.excused != week.excused
  }

  /// A judged week's lines as they stand now: metrics defined later do not enter the past, and working
  /// days changed later do not move what was asked.
  private func current(
    _ slot: Int, _ week: JudgedWeek
  ) -> (lines: [JudgedLine], known: Bool, excused: Bool) {
    let days = workingDays(
      slot, roster.weeks.week(ordinal: week.ordinal),
      by: roster.calendar(revision: week.calendarRevision))
    let lines = week.lines.map { line in
      guard let place = roster.metricSlots[line.metric] else { return line }
      var now = line
      now.done = cards.value(slot, week.ordinal, place)
      let asked = asked(slot, line.metric, days)
      now.quota = asked?.quota
      now.target = asked?.target
      return now
    }
    return (lines, isKnown(slot, week.ordinal), isExcused(days, lines))
  }

  /// A week that moved and came back to what was recorded needs no revision.
  private mutating func forgetMove(_ slot: Int, _ ordinal: Int32) {
    judgements.moved.removeAll { $0.slot == slot && $0.ordinal == ordinal }
    setJudgement(.judged, slot, ordinal)
  }
}
