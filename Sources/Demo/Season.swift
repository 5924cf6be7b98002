/// The simulated stretch of time: full weeks that end before a Wednesday afternoon.
///
/// It always ends on Wednesday 18 November 2026, 17:02 in Paris, so that the last week is open and
/// the screens have something to say about what comes next.
struct Season: Sendable {
  let weeks: Int
  /// Midnight UTC of the first Monday.
  let firstMonday: CivilTime

  static let lastMonday = CivilTime(year: 2026, month: 11, day: 16)
  static let end = CivilTime(year: 2026, month: 11, day: 18).adding(minutes: 16 * 60 + 2)
  /// Everybody's days off, as the playbook has them.
  static let holidays = [("12-25", "Christmas Day"), ("01-01", "New Year's Day")]

  init(weeks: Int) {
    self.weeks = weeks
    firstMonday = Season.lastMonday.adding(days: -7 * weeks)
  }

  /// Monday 06:00 UTC: the daemon starts before anybody works.
  var start: CivilTime { firstMonday.adding(minutes: 6 * 60) }

  /// Midnight UTC of a working day: `week` 0 is the first one, `day` 0 is Monday.
  func day(week: Int, day: Int) -> CivilTime {
    firstMonday.adding(days: 7 * week + day)
  }

  /// Working days of a week up to the end: five, or three in the last, open week.
  func days(inWeek week: Int) -> Int {
    week == weeks ? 3 : 5
  }

  func joined(_ rep: Rep) -> CivilTime {
    guard let before = rep.joinsBeforeEnd, before < weeks else {
      return firstMonday.adding(days: -364)
    }
    return Season.lastMonday.adding(days: -7 * before + 2)
  }

  /// When the second playbook is applied: the morning after the new rep's first day; nil in a season
  /// too short for it.
  var reorganised: CivilTime? {
    guard let joiner = Cast.reps.first(where: { $0.id == Cast.joiner }),
      let before = joiner.joinsBeforeEnd, before < weeks
    else { return nil }
    return joined(joiner).adding(days: 1, minutes: 6 * 60)
  }

  /// Days on which a rep is away, by midnights, the last one among them, and when that is told.
  struct Absence: Sendable {
    let first: CivilTime
    let last: CivilTime
    let told: CivilTime
  }

  /// When a rep is away: told on a Friday ten days before its week, or only on the Tuesday of the week after.
  func absences(_ rep: Rep) -> [Absence] {
    func absence(
      _ stretch: (weeksBefore: Int, days: ClosedRange<Int>), told day: Int
    ) -> Absence {
      let monday = Season.lastMonday.adding(days: -7 * stretch.weeksBefore)
      return Absence(
        first: monday.adding(days: stretch.days.lowerBound),
        last: monday.adding(days: stretch.days.upperBound),
        told: max(start, monday.adding(days: day, minutes: 9 * 60)))
    }
    let known = rep.away.filter { $0.weeksBefore <= weeks }
    let late = rep.awayKnownLate.filter { $0.weeksBefore <= weeks }
    return known.map { absence($0, told: -10) } + late.map { absence($0, told: 8) }
  }

  /// The days of a week on which a rep works.
  func workedDays(_ rep: Rep, week: Int) -> [CivilTime] {
    let off = absences(rep)
    return (0..<days(inWeek: week)).map { day(week: week, day: $0) }.filter { day in
      day >= joined(rep) && !off.contains { $0.first <= day && day <= $0.last }
        && !Season.holidays.contains { day.day.hasSuffix($0.0) }
    }
  }
}
