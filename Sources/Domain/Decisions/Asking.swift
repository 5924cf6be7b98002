/// What a week asks of a member for one metric.
package struct Asked: Sendable, Equatable {
  /// The quota in force at the end of the week, per full week.
  package let quota: Int64
  /// Prorated by the days present, exact.
  package let target: Rational
}

extension Team {
  /// The working days of a week, of which the member is present on some.
  func workingDays(_ slot: Int, _ week: Week) -> (all: [LocalDay], present: [LocalDay]) {
    let all = week.days.filter { roster.calendar.workingDays.contains($0.weekday) }
    return (all, all.filter { roster.members[slot].isPresent(on: $0) })
  }

  /// What a week asks for a metric: each working day present adds its share of the quota of that day.
  func asked(_ slot: Int, _ metric: Symbol, _ week: Week) -> Asked? {
    let days = workingDays(slot, week)
    guard !days.all.isEmpty else { return nil }
    var sum: Int64 = 0
    var last: Int64?
    for day in days.present {
      if let quota = roster.members[slot].quota(metric, on: day) {
        sum += quota
        last = quota
      } else {
        last = nil
      }
    }
    if let last { return Asked(quota: last, target: Rational(sum, Int64(days.all.count))) }
    // A quota that ended within the week still asks for the days it held.
    guard sum > 0 else { return nil }
    return Asked(quota: 0, target: Rational(sum, Int64(days.all.count)))
  }

  /// Whether any source that ever reported the member was alive in a week.
  func isKnown(_ slot: Int, _ ordinal: Int32) -> Bool {
    cards.tracks[slot].sources.contains { sources.all[$0].isAlive(ordinal) }
  }

  /// All metrics of a member's week as they stand.
  func lines(_ slot: Int, _ ordinal: Int32) -> [JudgedLine] {
    let week = roster.weeks.week(ordinal: ordinal)
    return roster.metrics.enumerated().map { place, metric in
      let asked = asked(slot, metric.id, week)
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
