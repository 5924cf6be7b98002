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

  /// Midnights of the days on which a rep is away.
  func daysAway(_ rep: Rep) -> [CivilTime] { days(rep.away) }

  /// Those that become known late.
  func daysAwayKnownLate(_ rep: Rep) -> [CivilTime] {
    reorganised == nil ? [] : days(rep.awayKnownLate)
  }

  private func days(_ stretches: [(weeksBefore: Int, days: ClosedRange<Int>)]) -> [CivilTime] {
    stretches.filter { $0.weeksBefore <= weeks }.flatMap { stretch in
      stretch.days.map { Season.lastMonday.adding(days: -7 * stretch.weeksBefore + $0) }
    }.sorted()
  }

  /// The days of a week on which a rep works.
  func workedDays(_ rep: Rep, week: Int) -> [CivilTime] {
    let off = daysAway(rep) + daysAwayKnownLate(rep)
    return (0..<days(inWeek: week)).map { day(week: week, day: $0) }.filter { day in
      day >= joined(rep) && !off.contains(day)
        && !Season.holidays.contains { day.day.hasSuffix($0.0) }
    }
  }
}
