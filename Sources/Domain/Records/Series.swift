/// What a series of events has in common.
struct SeriesKey: Sendable, Equatable {
  var source: Symbol
  var subject: Symbol
  /// The activity; for a hand-over who gets the deal; `none` for other steps.
  var name: Symbol
  var by: Symbol
  var kind: CaptureKind
}

/// What a row records.
enum CaptureKind: UInt8, Sendable {
  case activity, opened, advanced, won, lost, reopened, handedOver, noted
  case booked, rescheduled, held, missed

  /// Whether it is a step of a meeting.
  var isMeeting: Bool {
    switch self {
    case .booked, .rescheduled, .held, .missed: true
    default: false
    }
  }

  /// Whether its text says why; that of other steps says which stage.
  var saysReason: Bool { self == .lost || self == .reopened }

  /// Whether it says what a deal brought or that it is over: nothing that can be known ahead.
  var isFinal: Bool { self == .won || self == .lost || self == .noted }

  /// Whether it is a step of a deal.
  var isDealStep: Bool { self != .activity && !isMeeting }
}

/// Events that share source, subject, sender and what they count.
struct Series: Sendable, Equatable {
  let key: SeriesKey
  let sourceSlot: Int
  /// The member meant; 0 for nobody.
  var member: Int
  /// The metrics an activity adds to, as a range of the scorecards' targets.
  var targets: Range<Int32> = 0..<0
  /// The last week an event of this series fell into, so that bookkeeping by week happens once.
  var week = Int32.min
  var events: UInt32 = 0
  /// Its newest record that says whom it was with and how long it took; 0 for none.
  var lastCall: UInt32 = 0
  /// The number of its member and metric in `Doubles`; -1 where nothing counts.
  var group: Int32 = -1
  /// The point of a funnel that its activity is, by place in `Milestones`; -1 where it is none.
  var node: Int8 = -1
  let firstSeq: UInt32
  /// When the first event of the series was recorded.
  let firstAt: Instant
}
