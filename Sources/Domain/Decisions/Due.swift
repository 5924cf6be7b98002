/// A judgement that waits for the clock.
struct Due {
  enum Kind { case history, live, revision }

  var kind: Kind
  var slot: Int
  var ordinal: Int32
}

extension Team {
  /// Seconds without an older event after which a past that nobody declared done is judged.
  static let historyQuietSeconds: Int64 = 60
  /// Seconds between two revisions of the same week: a late import revises each week once, not per event.
  static let revisionSeconds: Int64 = 60

  /// When `nextJudgement` may have something to say; nil when only new events can bring it about.
  package var nextJudgementDue: Instant? {
    if stale { return .distantPast }
    var due = Instant.distantFuture
    for slot in cards.tracks.indices.dropFirst() {
      due = min(due, cards.tracks[slot].liveDue)
      if cards.tracks[slot].historyPending, let ready = historyReady(slot) { due = min(due, ready) }
    }
    for week in judgements.moved where week.ready < due && !isSendingHistory(week.slot) {
      due = week.ready
    }
    return due == .distantFuture ? nil : due
  }

  /// The oldest judgement that is due; live and past weeks alike, by the week's start.
  mutating func oldestDue(_ now: Instant) -> Due? {
    var best: Due?
    func offer(_ due: Due) {
      guard let known = best else {
        best = due
        return
      }
      if (due.ordinal, due.slot) < (known.ordinal, known.slot) { best = due }
    }
    for slot in cards.tracks.indices.dropFirst() {
      if cards.tracks[slot].liveDue <= now {
        offer(Due(kind: .live, slot: slot, ordinal: cards.tracks[slot].nextLive))
      }
      guard cards.tracks[slot].historyPending, let ready = historyReady(slot), ready <= now
      else { continue }
      if let ordinal = nextHistory(slot) {
        cards.tracks[slot].historyFrom = ordinal
        offer(Due(kind: .history, slot: slot, ordinal: ordinal))
      } else {
        cards.tracks[slot].historyPending = false
      }
    }
    for week in judgements.moved where week.ready <= now && !isSendingHistory(week.slot) {
      offer(Due(kind: .revision, slot: week.slot, ordinal: week.ordinal))
    }
    return best
  }

  /// When a member's past may be judged; nil while one of their sources is still sending it.
  private func historyReady(_ slot: Int) -> Instant? {
    if isSendingHistory(slot) { return nil }
    var ready = Instant.distantPast
    for source in cards.tracks[slot].sources {
      ready = max(
        ready, sources.all[source].lastOlder.adding(seconds: Team.historyQuietSeconds))
    }
    return ready
  }

  private func isSendingHistory(_ slot: Int) -> Bool {
    !sources.sendingHistory.isEmpty
      && cards.tracks[slot].sources.contains {
        sources.sendingHistory.contains(sources.all[$0].id)
      }
  }

  /// The oldest week of a member's past that is known and not judged.
  private func nextHistory(_ slot: Int) -> Int32? {
    let track = cards.tracks[slot]
    guard isJudged(slot),
      let newest = track.sources.compactMap({ sources.all[$0].range?.upperBound }).max()
    else { return nil }
    // Before their first day, or their first data where none is known, nothing was asked of them.
    let joined = roster.members[slot].presence.first?.from.map { roster.weeks.ordinal(of: $0) }
    guard let first = joined ?? track.firstWithData else { return nil }
    var ordinal = max(first, track.historyFrom)
    while ordinal <= newest, weekEnd(slot, ordinal).seconds <= Int64(track.liveStart) {
      if track.cell(ordinal)?.judgement ?? .unjudged == .unjudged, isKnown(slot, ordinal),
        isPresent(slot, ordinal), !wasJudgedOtherwise(slot, ordinal)
      {
        return ordinal
      }
      ordinal += 1
    }
    return nil
  }

  /// Finds the next week the clock will close for a member.
  mutating func refreshDue(_ slot: Int) {
    cards.tracks[slot].liveDue = .distantFuture
    if let asked = roster.members[slot].askedSince {
      cards.tracks[slot].liveStart = min(
        cards.tracks[slot].liveStart, UInt32(clamping: asked.seconds))
    }
    guard isJudged(slot) else { return }
    let start = Instant(seconds: Int64(cards.tracks[slot].liveStart))
    var ordinal = ordinal(slot, at: start)
    if let last = judgements.all(slot).last {
      // Also past weeks of another week start that reach into this calendar's.
      while weekFrom(slot, ordinal) < last.to { ordinal += 1 }
      if roster.weeks.week(ordinal: ordinal).label == last.label { ordinal += 1 }
    }
    while !isPresent(slot, ordinal) {
      let last = roster.weeks.week(ordinal: ordinal).last
      guard let next = roster.members[slot].presence.compactMap(\.from).filter({ $0 > last }).min()
      else { return }
      ordinal = roster.weeks.ordinal(of: next)
    }
    cards.tracks[slot].nextLive = ordinal
    cards.tracks[slot].liveDue = weekEnd(slot, ordinal).adding(
      seconds: Int64(roster.calendar.closeAfterSeconds))
  }

  /// Whether weeks of a member are judged at all: reps, and whoever has had a quota or data.
  private func isJudged(_ slot: Int) -> Bool {
    roster.members[slot].role != .integration && cards.tracks[slot].liveStart != .max
  }

  private func isPresent(_ slot: Int, _ ordinal: Int32) -> Bool {
    roster.weeks.week(ordinal: ordinal).days.contains {
      roster.members[slot].isPresent(on: $0)
    }
  }

  /// Whether the days of a week were judged before the team's weeks started on another day.
  private func wasJudgedOtherwise(_ slot: Int, _ ordinal: Int32) -> Bool {
    let from = weekFrom(slot, ordinal)
    let to = weekEnd(slot, ordinal)
    return judgements.all(slot).contains {
      $0.weekStarts != roster.calendar.weekStarts && $0.from < to && from < $0.to
    }
  }
}
