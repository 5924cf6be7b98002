/// A deal or lead that entered a step of a funnel, and what became of it.
struct Trial: Sendable, Equatable {
  /// It has not reached the next point, or reached it without passing this one, which gives no lag.
  static let open: Int32 = -1
  static let skipped: Int32 = -2

  /// The member credited; 0 for nobody.
  var slot: Int32
  /// The day in the team's zone on which it entered.
  var entered: Int32
  /// Whole days to the next point, `open` or `skipped`.
  var lag: Int32
  /// The deal that it is; -1 for a lead that no deal came of.
  var deal: Int32

  /// Whether the next point was reached within so many days.
  func succeeded(within days: Int32) -> Bool { lag == Self.skipped || (lag >= 0 && lag <= days) }
}

/// Days in one zone for many times: neighbouring times share a look-up.
struct DayClock {
  private let zone: ZoneTable
  private var first: Int64 = 0
  private var next: Int64 = 0
  private var day: Int32 = 0

  init(zone: ZoneTable) { self.zone = zone }

  @inline(__always)
  mutating func day(_ second: UInt32) -> Int32 {
    let second = Int64(second)
    if second < first || second >= next { look(second) }
    return day
  }

  @inline(never)
  private mutating func look(_ second: Int64) {
    let local = zone.localDay(atSecond: second)
    day = local.days
    first = zone.startSecond(of: local)
    next = max(first + 1, zone.startSecond(of: local.adding(days: 1)))
  }
}
