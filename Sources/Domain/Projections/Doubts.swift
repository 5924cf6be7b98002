/// What can be odd about well-formed data; such events are kept and have no effect where they contradict.
package enum DoubtKind: String, Sendable, CaseIterable {
  case amountsMissing = "amounts-missing"
  case closeBeforeOpening = "close-before-opening"
  case closedWhenOpened = "closed-when-opened"
  case crowdedAccount = "crowded-account"
  case currencyChanged = "currency-changed"
  case disputed
  case doubtfulGoal = "doubtful-goal"
  case doubtfulNote = "doubtful-credit-note"
  case doubtfulQuota = "doubtful-quota"
  case meetingEndedTwice = "meeting-ended-twice"
  case othersDeals = "others-deals"
  case quarterEndWins = "quarter-end-wins"
  case reopenedOpen = "reopened-while-open"
  case repeatedClose = "repeated-close"
  case repeatedOpening = "repeated-opening"
  case silentMember = "silent-member"
  case stageDrift = "stage-drift"
  case stepAfterClose = "step-after-close"
  case stepAfterMeeting = "step-after-meeting"
  case suspectedDouble = "suspected-double"
  case timeInFuture = "time-in-future"
  case timeOutOfRange = "time-out-of-range"
  case tooManySteps = "too-many-steps"
  case unknownAlert = "unknown-alert"
  case unknownCredit = "unknown-credit"
  case unknownDeal = "unknown-deal"
  case unknownMetric = "unknown-metric"
  case unknownSubject = "unknown-subject"
  case unknownTarget = "unknown-target"
  case unknownZone = "unknown-zone"
}

/// Counters of doubts that no other projection can tell from its own state, with a few examples each.
package struct Doubts: Projection {
  static let mostExamples = 10

  private(set) var counts: [DoubtKind: UInt64] = [:]
  private(set) var examples: [DoubtKind: [UInt64]] = [:]
  /// The newest doubt and its record: examples are only the first few of a kind.
  private(set) var newest: DoubtKind?
  private(set) var newestSeq: UInt64 = 0
  var unknownZones: Set<String> = []
  /// Activities on a deal of their member, and on one of somebody else, as it was when they came.
  private(set) var onOwnDeals = 0
  private(set) var onOthersDeals = 0
  /// Events of types this version does not know.
  private(set) var unknownTypes: UInt64 = 0

  package init() {}

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    if case .unknown = event { team.doubts.unknownTypes += 1 }
  }

  mutating func note(_ kind: DoubtKind, _ seq: UInt64) {
    counts[kind, default: 0] += 1
    (newest, newestSeq) = (kind, seq)
    if examples[kind, default: []].count < Doubts.mostExamples {
      examples[kind, default: []].append(seq)
    }
  }

  /// Notes whose deal an activity was on.
  @inline(__always)
  mutating func noteOwner(isOwn: Bool) {
    if isOwn { onOwnDeals &+= 1 } else { onOthersDeals &+= 1 }
  }
}
