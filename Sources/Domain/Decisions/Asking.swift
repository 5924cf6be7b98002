/// What a week asks of a member for one metric.
package struct Asked: Sendable, Equatable {
  /// The quota in force at the end of the week, per full week.
  package let quota: Int64
  /// Prorated by the days present, exact.
  package let target: Rational
}

/// The working days of a week.
struct WorkingDays: Sendable {
  /// Of the full week.
  var count: Int
  /// Those on which the member is in the team, ascending.
  var present: [LocalDay]
}

extension Team {
  /// The working days of a week, of which the member is present on some.
  func workingDays(_ slot: Int, _ week: Week) -> WorkingDays {
    let all = week.days.filter { roster.calendar.workingDays.contains($0.weekday) }
    return WorkingDays(
      count: all.count, present: all.filter { roster.members[slot].isPresent(on: $0) })
  }

  /// What a week asks for a metric: each working day present adds its share of the quota of that day.
  func asked(_ slot: Int, _ metric: Symbol, _ days: WorkingDays) -> Asked? {
    guard days.count > 0, let spans = roster.members[slot].quotas[metric] else { return nil }
    var sum: Int64 = 0
    var last: Int64?
    for day in days.present {
      last = spans.last { ($0.from ?? day) <= day }?.weekly
      sum += last ?? 0
    }
    if let last { return Asked(quota: last, target: Rational(sum, Int64(days.count))) }
    // A quota that ended within the week still asks for the days it held.
    return sum > 0 ? Asked(quota: 0, target: Rational(sum, Int64(days.count))) : nil
  }

  /// Whether any source that ever reported the member was alive in a week.
  func isKnown(_ slot: Int, _ ordinal: Int32) -> Bool {
    cards.tracks[slot].sources.contains { sources.all[$0].isAlive(ordinal) }
  }

  /// All metrics of a member's week as they stand.
  func lines(_ slot: Int, _ ordinal: Int32) -> [JudgedLine] {
    let days = workingDays(slot, roster.weeks.week(ordinal: ordinal))
    return roster.metrics.enumerated().map { place, metric in
      let asked = asked(slot, metric.id, days)
      return JudgedLine(
        metric: metric.id, done: cards.value(slot, ordinal, place), quota: asked?.quota,
        target: asked?.target)
    }
  }

  /// Nothing was asked of the member: absent all week, or every quota is 0.
  func isExcused(_ slot: Int, _ ordinal: Int32, _ lines: [JudgedLine]) -> Bool {
    if workingDays(slot, roster.weeks.week(ordinal: ordinal)).present.isEmpty { return true }
    let targets = lines.compactMap(\.target)
    return !targets.isEmpty && targets.allSatisfy { $0 == .zero }
  }
}
