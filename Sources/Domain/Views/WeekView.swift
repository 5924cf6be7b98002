/// How a metric stands in its week.
package enum PaceState: String, Sendable { case none, behind, onPace = "on-pace", done }

/// One metric of a member's week.
package struct WeekRow: Sendable, Equatable {
  package var metric: String
  package var name: String
  package var kind: MetricKind
  package var unit: MetricUnit
  /// Of a money metric; nil where amounts of any currency are summed.
  package var currency: String?
  package var done: Int64
  package var quota: Int64?
  package var target: Rational?
  /// Where the week should stand tonight.
  package var expected: Rational?
  /// What is missing of the target, whole.
  package var need: Int64
  /// How likely the days left bring it; nil where that cannot be said.
  package var chance: Double?
  package var state: PaceState
  package var serves: String?
}

/// Days on which a member is away, as one record told them.
package struct AwayDays: Sendable, Equatable {
  package var seq: UInt64
  package var first: LocalDay
  package var last: LocalDay
}

/// A member's week: its bounds and where it stands in its life.
package struct WeekInfo: Sendable, Equatable {
  package enum State: String, Sendable { case open, closed, revised }

  package var label: WeekLabel
  package var first: LocalDay
  package var last: LocalDay
  package var starts: Instant
  package var ends: Instant
  package var closes: Instant
  /// Working days up to today, and in the whole week, that the member is present.
  package var day: Int
  package var days: Int
  /// Of those days, how many are to come; today is one of them until 17:00.
  package var daysLeft: Int
  /// Working days of a full week, and those of it that an absence excuses.
  package var workingDays: Int
  package var excusedDays: Int
  package var away: [AwayDays]
  package var state: State
  /// Why it was judged anew; nil where it was not.
  package var reason: String?
  package var history: Bool
  package var known: Bool
  /// Working days of the whole week that do not count, with their reasons.
  package var off: [DayOff]
  /// For who is away today: the day they are back.
  package var back: LocalDay?
  /// On which day the team's weeks started when it was judged; nil where they still do.
  package var startedOn: Weekday?
}

/// The days of a member's week: those it was judged by, else those of the calendar in force.
struct WeekFrame {
  var week: Week
  var days: WorkingDays
  var judged: JudgedWeek?
  /// The calendar it was judged by.
  var calendar: CalendarDefined?
  /// It was judged when the team's weeks started on another day.
  var isOther = false
}

/// What to do next in the week.
package struct NextAction: Sendable, Equatable {
  package var metric: String
  package var need: Int64
  package var by: LocalDay
  /// When that day is over.
  package var until: Instant
}

/// One member's week with all metrics.
package struct WeekView: Sendable, Equatable {
  package var member: MemberJoined
  package var week: WeekInfo
  package var rows: [WeekRow]
  package var next: NextAction?
}

extension Team {
  /// A member's week, the running one when none is named; nil when there is no such member.
  package func weekView(_ member: Symbol, week: WeekLabel? = nil, now: Instant) -> WeekView? {
    guard let slot = roster.memberSlots[member], slot < cards.tracks.count else { return nil }
    let ordinal =
      week.map { roster.weeks.ordinal(of: $0) }
      ?? ordinal(slot, at: now)
    let frame = frame(slot, ordinal)
    let info = weekInfo(slot, ordinal, frame, now)
    // A metric that ended is shown where it still counts for something.
    let rows = roster.metrics.indices.map { row(slot, ordinal, $0, info, frame) }
      .enumerated().filter { place, row in
        row.done != 0 || row.target != nil
          || roster.metrics[place].ended.map { $0 > info.first }
            ?? true
      }.map(\.element)
    // Nothing is asked of a day off: when the working days are over, so is the asking.
    let today = today(slot, at: now)
    let lastDay = frame.days.present.last { $0 >= today }
    // A move that is announced is none yet.
    var facts = roster.members[slot].facts
    facts.zone = zoneName(slot, at: now)
    return WeekView(
      member: facts, week: info, rows: rows,
      next: info.state == .open
        ? lastDay.flatMap { next(rows, by: $0, until: dayEnd(slot, $0, now)) } : nil)
  }

  /// The week of a place in the calendar, as it was judged where it was.
  func frame(_ slot: Int, _ ordinal: Int32) -> WeekFrame {
    let week = roster.weeks.week(ordinal: ordinal)
    guard let judged = judgements.week(slot, week.label) else {
      return WeekFrame(week: week, days: workingDays(slot, week))
    }
    let isOther = judged.weekStarts != roster.calendar.weekStarts
    let then = isOther ? WeekCalendar(firstWeekday: judged.weekStarts).week(week.label) : week
    let calendar = roster.calendar(revision: judged.calendarRevision)
    return WeekFrame(
      week: then, days: workingDays(slot, then, by: calendar), judged: judged,
      calendar: calendar, isOther: isOther)
  }

  func weekInfo(
    _ slot: Int, _ ordinal: Int32, _ frame: WeekFrame, _ now: Instant
  ) -> WeekInfo {
    let (week, days, judged) = (frame.week, frame.days, frame.judged)
    let other = frame.isOther ? judged : nil
    let ends = other?.to ?? weekEnd(slot, ordinal)
    let present = days.present
    let off = daysOff(slot, frame)
    let today = today(slot, at: now)
    // A day that goes on is not yet one on which nothing was done.
    let goesOn = present.contains(today) && now < evening(slot, today)
    let begun = present.count { $0 <= today }
    return WeekInfo(
      label: week.label, first: week.first, last: week.last,
      starts: other?.from ?? weekFrom(slot, ordinal),
      ends: ends, closes: ends.adding(seconds: Int64(roster.calendar.closeAfterSeconds)),
      day: begun, days: present.count, daysLeft: present.count - begun + (goesOn ? 1 : 0),
      workingDays: days.count,
      excusedDays: days.absent,
      away: absences.of(slot, in: week.first...week.last).map {
        AwayDays(seq: $0.seq, first: $0.days.first, last: $0.days.last)
      },
      state: judged.map { $0.revision > 0 ? .revised : .closed } ?? .open,
      reason: judged?.reason, history: judged?.history ?? false,
      known: other?.known ?? isKnown(slot, ordinal), off: off, back: backFrom(slot, today, off),
      startedOn: other?.weekStarts)
  }

  func row(
    _ slot: Int, _ ordinal: Int32, _ place: Int, _ info: WeekInfo, _ frame: WeekFrame
  ) -> WeekRow {
    let metric = roster.metrics[place]
    let judged = frame.judged?.line(metric.id, hint: place)
    // What was counted by other weeks is not what is counted by these.
    let done = frame.isOther ? judged?.done ?? 0 : cards.value(slot, ordinal, place)
    let asked = asked(slot, metric.id, frame.days)
    let target = judged.map(\.target) ?? asked?.target
    let pace = target.map {
      Pace(
        done: done, target: $0, day: info.day, days: info.days, left: info.daysLeft,
        isCount: metric.hasMissRule)
    }
    return WeekRow(
      metric: metric.facts.metric, name: metric.facts.name, kind: metric.facts.kind,
      unit: metric.facts.unit, currency: metric.facts.currency, done: done,
      quota: judged.map(\.quota) ?? asked?.quota,
      target: target, expected: pace?.expected, need: pace?.need ?? 0, chance: pace?.chance,
      state: pace?.state ?? .none, serves: metric.facts.serves)
  }

  /// The activity that is furthest behind; where none is behind, the first that is not done.
  private func next(_ rows: [WeekRow], by day: LocalDay, until end: Instant) -> NextAction? {
    let open = rows.filter { $0.kind == .activity && $0.need > 0 && $0.target != nil }
    let behind = open.filter { $0.state == .behind }
    let worst = (behind.isEmpty ? open : behind).max { left, right in
      share(left) < share(right)
    }
    return worst.map { NextAction(metric: $0.metric, need: $0.need, by: day, until: end) }
  }

  private func share(_ row: WeekRow) -> Double {
    guard let target = row.target, target > .zero else { return 0 }
    return Double(row.need) / target.double
  }
}
