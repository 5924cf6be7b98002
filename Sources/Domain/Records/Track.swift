/// One week of one member: when it starts in the member's zone, and where its numbers lie.
struct WeekCell: Sendable, Equatable {
  var start: UInt32
  /// Place of the week's first cell; negative while nothing happened in it.
  var page: Int32 = -1
  var judgement = CellJudgement.unjudged
}

/// Whether a week was judged, and whether its numbers moved since.
enum CellJudgement: UInt8, Sendable { case unjudged, judged, moved }

/// A member's weeks by time, and what is still to be judged of them.
struct Track: Sendable, Equatable {
  /// Ordinal of `weeks[0]`.
  var base: Int32 = 0
  /// The last one only tells where the one before it ends.
  var weeks: ContiguousArray<WeekCell> = []
  /// When something was first asked of the member or recorded about them: weeks that ended before it
  /// are history.
  var liveStart = UInt32.max
  /// The newest record when anything was counted in one of them.
  var changedAt: UInt64 = 0
  /// Slots of the sources that ever reported the member.
  var sources: [Int] = []
  /// Some week of the past may wait for its one judgement.
  var historyPending = false
  /// Weeks of the past before this one are judged or unknown.
  var historyFrom = Int32.min
  /// The next week to close by the clock, and when.
  var nextLive: Int32 = 0
  var liveDue = Instant.distantFuture

  /// The place in `weeks` of a time; nil when the table does not reach it.
  @inline(__always)
  func index(of second: UInt32) -> Int? {
    guard weeks.count > 1, second >= weeks[0].start, second < weeks[weeks.count - 1].start else {
      return nil
    }
    // Clock changes move a start by hours, never by a week: the guess is off by one at most.
    let guess = min(Int(second - weeks[0].start) / 604_800, weeks.count - 2)
    if second < weeks[guess].start { return guess - 1 }
    return second >= weeks[guess + 1].start ? guess + 1 : guess
  }

  func cell(_ ordinal: Int32) -> WeekCell? {
    let place = Int(ordinal) - Int(base)
    return place >= 0 && place < weeks.count - 1 ? weeks[place] : nil
  }

  /// The first week in which anything was counted for the member.
  var firstWithData: Int32? {
    weeks.firstIndex { $0.page >= 0 }.map { base + Int32($0) }
  }
}
