/// One member's number in one week.
package struct CountRow: Sendable, Equatable {
  package var member: String
  package var week: WeekLabel
  package var done: Int64
}

/// What a recorded event did to one metric of its member's week.
package struct Effect: Sendable, Equatable {
  package var member: String
  package var metric: String
  package var name: String
  package var unit: MetricUnit
  package var currency: String?
  package var done: Int64
  package var quota: Int64?
  package var target: Rational?
  package var need: Int64
  package var week: WeekLabel
  package var ends: Instant
  /// The last day of the week on which the member works; nil where there is none.
  package var by: LocalDay?
  /// When that day is over, and the zone whose clock says so.
  package var until: Instant?
  package var zone: String
}

extension Team {
  /// A metric's number of one member in one week; 0 where nothing was counted.
  package func count(metric: Symbol, member: Symbol, week: WeekLabel) -> Int64 {
    guard let place = roster.metricSlots[metric], let slot = roster.memberSlots[member],
      slot > 0, slot < cards.tracks.count
    else { return 0 }
    return cards.value(slot, roster.weeks.ordinal(of: week), place)
  }

  /// A metric's number for every member and week where it is not 0, or for one of either.
  package func countsView(
    metric: Symbol, member: Symbol? = nil, week: WeekLabel? = nil
  ) -> [CountRow] {
    guard let place = roster.metricSlots[metric] else { return [] }
    var rows: [CountRow] = []
    let only = week.map { roster.weeks.ordinal(of: $0) }
    var slots = 1..<max(1, min(roster.members.count, cards.tracks.count))
    if let member {
      let slot = roster.memberSlots[member] ?? 0
      slots = slots.clamped(to: slot..<slot + 1)
    }
    for slot in slots {
      let track = cards.tracks[slot]
      // Clamped first: a week that is far away must not be subtracted from.
      let indices = only.map { $0 >= track.base ? Int($0) - Int(track.base) : -1 }
      for index in indices.map({ $0..<$0 + 1 })?.clamped(to: track.weeks.indices)
        ?? track.weeks.indices
      {
        let ordinal = track.base + Int32(index)
        let done = cards.value(slot, ordinal, place)
        if done != 0 {
          rows.append(
            CountRow(
              member: memberName(slot), week: roster.weeks.week(ordinal: ordinal).label,
              done: done))
        }
      }
    }
    return rows.count < 2 ? rows : rows.sorted { ($0.member, $0.week) < ($1.member, $1.week) }
  }

  /// What a capture that was just evolved did to its member's week; empty where it counts nowhere.
  package func effects(of seq: UInt64, now: Instant) -> [Effect] {
    if let absence = absences.find(seq) { return effects(of: absence, now: now) }
    if let outcome = outcomes.find(seq) {
      guard outcome.slot > 0 else { return [] }
      let places = cards.dealTargets[Occurrence.recorded.rawValue]
        .filter { counts($0, outcome.counted) }.map { Int($0.metric) }
      return effects(on: places, outcome.slot, ordinal(outcome.slot, at: outcome.time), now)
    }
    guard seq < UInt64(ledger.rowCount) else { return [] }
    let row = ledger[UInt32(seq)]
    let series = ledger.series[Int(row.series)]
    guard series.member > 0 else { return [] }
    let ordinal = ordinal(series.member, at: Instant(seconds: Int64(row.second)))
    return effects(on: metrics(of: row, series), series.member, ordinal, now)
  }

  /// What an absence leaves of the quotas of the week that runs, or else of the first week it touches.
  private func effects(of absence: Absence, now: Instant) -> [Effect] {
    guard absence.slot > 0, absence.slot < cards.tracks.count else { return [] }
    let running = ordinal(absence.slot, at: now)
    let week = roster.weeks.week(ordinal: running)
    let ordinal =
      absence.touches(week.first...week.last)
      ? running : roster.weeks.ordinal(of: absence.days.first)
    // A judged week is judged anew in a moment; what it will ask is what the days left make of it.
    let days = frame(absence.slot, ordinal).days
    return roster.metrics.indices.flatMap { place -> [Effect] in
      guard let asked = asked(absence.slot, roster.metrics[place].id, days) else { return [] }
      return effects(on: [place], absence.slot, ordinal, now).map { effect in
        var effect = effect
        effect.quota = asked.quota
        effect.target = asked.target
        effect.need = max(0, (asked.target - Rational(effect.done)).roundedUp)
        return effect
      }
    }
  }

  private func effects(
    on places: [Int], _ slot: Int, _ ordinal: Int32, _ now: Instant
  ) -> [Effect] {
    let frame = frame(slot, ordinal)
    let info = weekInfo(slot, ordinal, frame, now)
    let today = today(slot, at: now)
    let by = frame.days.present.last { $0 >= today }
    let until = by.map { dayEnd(slot, $0, now) }
    return places.map { place in
      let line = row(slot, ordinal, place, info, frame)
      return Effect(
        member: memberName(slot), metric: line.metric, name: line.name,
        unit: line.unit, currency: line.currency, done: line.done, quota: line.quota,
        target: line.target, need: line.need, week: info.label,
        ends: info.ends, by: by, until: until,
        zone: zoneName(slot, at: now))
    }
  }

  /// The metrics a capture counts on.
  private func metrics(of row: EventRow, _ series: Series) -> [Int] {
    if let kind = series.key.kind.occurrence {
      return cards.dealTargets[kind.rawValue].map { Int($0.metric) }
    }
    var range = series.targets
    if series.key.kind == .held {
      let meeting = meetings.meetings[meetings.detail(row.value).meeting]
      range = cards.targetsOf[meeting.state.metric] ?? 0..<0
    }
    return range.map { Int(cards.targets[Int($0)].metric) }
  }
}

extension CaptureKind {
  /// What a deal's step counts as; nil for what counts as an activity or as nothing.
  var occurrence: Occurrence? {
    switch self {
    case .activity, .reopened, .handedOver, .booked, .rescheduled, .held, .missed: nil
    case .opened: .dealOpened
    case .advanced: .stageReached
    case .won, .noted: .dealWon
    case .lost: .dealLost
    }
  }
}
