/// Why a working day asks nothing of a member.
package enum DayOffReason: String, Sendable {
  case holiday
  /// The member is in the team, and it is no day off of everybody's: they are away.
  case away
  case notJoined = "not-joined"
  case left
}

/// A working day of a week that asks nothing of a member.
package struct DayOff: Sendable, Equatable {
  package var day: LocalDay
  package var reason: DayOffReason
  /// What the calendar calls it; nil where nothing is called.
  package var name: String?
}

extension Team {
  /// The working days of a week that do not count for a member, each with its reason.
  func daysOff(_ slot: Int, _ frame: WeekFrame) -> [DayOff] {
    guard frame.days.present.count < frame.days.count else { return [] }
    return frame.week.days.filter {
      isWorkingDay(slot, $0, by: frame.calendar) && !frame.days.present.contains($0)
    }.map { dayOff(slot, $0, by: frame.calendar) }
  }

  /// The first day after a day off on which the member is asked again, within three months.
  func backFrom(_ slot: Int, _ today: LocalDay, _ off: [DayOff]) -> LocalDay? {
    guard let now = off.first(where: { $0.day == today }),
      now.reason == .away || now.reason == .holiday
    else { return nil }
    let ordinal = roster.weeks.ordinal(of: today)
    for next in ordinal...ordinal + 13 {
      let present = workingDays(slot, roster.weeks.week(ordinal: next)).present
      if let day = present.first(where: { $0 > today }) { return day }
    }
    return nil
  }

  /// When a working day is over: at 17:00 on the member's clock, and once that is past at midnight.
  func dayEnd(_ slot: Int, _ day: LocalDay, _ now: Instant) -> Instant {
    let evening = evening(slot, day)
    return now < evening ? evening : zone(slot, on: day).start(of: day.adding(days: 1))
  }

  /// 17:00 of a day on the member's clock, when a working day is over.
  func evening(_ slot: Int, _ day: LocalDay) -> Instant {
    // Counted back from midnight: most clocks change early in the day.
    zone(slot, on: day).start(of: day.adding(days: 1)).adding(seconds: -7 * 3_600)
  }

  private func dayOff(_ slot: Int, _ day: LocalDay, by judging: CalendarDefined?) -> DayOff {
    let member = roster.members[slot]
    guard member.isPresent(on: day) else {
      let isOver = member.presence.last?.until.map { $0 <= day } ?? false
      return DayOff(day: day, reason: isOver ? .left : .notJoined)
    }
    let own = ownCalendar(slot, day, by: judging)
    let named = roster.calendar.holidays.named(day) ?? own?.holidays.named(day)
    return DayOff(day: day, reason: named == nil ? .away : .holiday, name: named)
  }
}

extension [Holiday] {
  /// What a day is called that is one of them.
  fileprivate func named(_ day: LocalDay) -> String? {
    let date = YearDay(of: day)
    return first { $0.day.covers(day, date) }?.name
  }
}
