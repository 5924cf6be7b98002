/// What a week asks of a member for one metric.
package struct Asked: Sendable, Equatable {
  /// The quota in force at the end of the week, per full week.
  package let quota: Int64
  /// Prorated by the days present, exact.
  package let target: Rational
}

/// The working days of a week.
struct WorkingDays: Sendable {
  /// Of a full week without days off.
  var count: Int
  /// The last one on which the member is in the team, be it a day off or one away.
  var last: LocalDay?
  /// How many of these they are away, other than on a day off.
  var absent = 0
  /// Those on which the member is in the team, it is no day off and they are not away, ascending.
  var present: [LocalDay]
}

extension Team {
  /// The working days of a week, of which the member is present on some: by the calendar in force, or
  /// by the one the week was judged by.
  func workingDays(_ slot: Int, _ week: Week, by judging: CalendarDefined? = nil) -> WorkingDays {
    var days = WorkingDays(count: 0, present: [])
    let isAway = !absences.of(slot, in: week.first...week.last).isEmpty
    for day in week.days where isWorkingDay(slot, day, by: judging) {
      days.count += 1
      let isOff =
        roster.calendar.holidays.cover(day)
        || ownCalendar(slot, day, by: judging)?.holidays.cover(day) ?? false
      guard roster.members[slot].isPresent(on: day) else { continue }
      days.last = day
      if isOff { continue }
      if isAway, absences.cover(day, slot) { days.absent += 1 } else { days.present.append(day) }
    }
    return days
  }

  /// Whether a day of the week is a working day at all, before days off.
  func isWorkingDay(_ slot: Int, _ day: LocalDay, by judging: CalendarDefined?) -> Bool {
    let calendar = judging ?? roster.calendar
    let name = roster.members[slot].calendars.value(on: day)
    // A calendar that was made later is one that the member was given later, from an earlier day on.
    let own = calendar.own(name) ?? (judging == nil ? nil : roster.calendar.own(name))
    return (own?.workingDays ?? calendar.workingDays).contains(day.weekday)
  }

  /// The member's own calendar on a day, which says their days off; one that is gone says them still.
  func ownCalendar(_ slot: Int, _ day: LocalDay, by judging: CalendarDefined?) -> OwnCalendar? {
    let name = roster.members[slot].calendars.value(on: day)
    return roster.calendar.own(name) ?? judging?.own(name)
  }

  /// What a week asks for a metric: each working day present adds its share of the quota of that day.
  func asked(_ slot: Int, _ metric: Symbol, _ days: WorkingDays) -> Asked? {
    guard days.count > 0, let spans = roster.members[slot].quotas[metric] else { return nil }
    // In hundredths, because a ramp asks for a share of the quota.
    let isRamped = roster.members[slot].ramps.spans.contains { $0.value != nil }
    var sum: Int64 = 0
    for day in days.present {
      let percent =
        isRamped ? roster.members[slot].ramps.value(on: day)?.percent(on: day) ?? 100 : 100
      sum += (spans.last { ($0.from ?? day) <= day }?.weekly ?? 0) * percent
    }
    // Who is away all week is asked for nothing of a quota that holds on.
    let last = days.last.flatMap { day in spans.last { ($0.from ?? day) <= day }?.weekly }
    if let last { return Asked(quota: last, target: Rational(sum, Int64(days.count) * 100)) }
    // A quota that ended within the week still asks for the days it held.
    return sum > 0 ? Asked(quota: 0, target: Rational(sum, Int64(days.count) * 100)) : nil
  }

  /// Whether any source that ever reported the member was alive in a week.
  func isKnown(_ slot: Int, _ ordinal: Int32) -> Bool {
    cards.tracks[slot].sources.contains { sources.all[$0].isAlive(ordinal) }
  }

  /// All metrics of a member's week as they stand.
  func lines(_ slot: Int, _ ordinal: Int32, _ days: WorkingDays) -> [JudgedLine] {
    roster.metrics.enumerated().map { place, metric in
      let asked = asked(slot, metric.id, days)
      return JudgedLine(
        metric: metric.id, done: cards.value(slot, ordinal, place), quota: asked?.quota,
        target: asked?.target)
    }
  }

  /// Nothing was asked of the member: absent all week, or every quota is 0.
  func isExcused(_ days: WorkingDays, _ lines: [JudgedLine]) -> Bool {
    if days.present.isEmpty { return true }
    let targets = lines.compactMap(\.target)
    return !targets.isEmpty && targets.allSatisfy { $0 == .zero }
  }
}
