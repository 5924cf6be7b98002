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
}
