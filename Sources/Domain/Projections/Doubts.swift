/// What can be odd about well-formed data; such events are kept and have no effect where they contradict.
package enum DoubtKind: String, Sendable, CaseIterable {
  case closeBeforeOpening = "close-before-opening"
  case disputed
  case doubtfulNote = "doubtful-credit-note"
  case meetingEndedTwice = "meeting-ended-twice"
  case repeatedClose = "repeated-close"
  case repeatedOpening = "repeated-opening"
  case reopenedOpen = "reopened-while-open"
  case stepAfterClose = "step-after-close"
  case stepAfterMeeting = "step-after-meeting"
  case timeOutOfRange = "time-out-of-range"
  case suspectedDouble = "suspected-double"
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
}
