/// Where a meeting stands.
package enum MeetingState: String, Sendable {
  /// No step of it has any effect.
  case unknown
  case booked, held, missed
}

/// What one step of a meeting says beyond its time and its series.
struct MeetingDetail: Sendable, Equatable {
  var meeting: Int
  var metric: Symbol
  var minutes: Int32?
  /// When it shall begin, as a booking or a move says.
  var starts: Instant?
  /// The part of the time below a second, so that steps sort exactly.
  var micros: UInt32
}

/// One step of a meeting, unpacked for folding.
struct MeetingFoldStep: Sendable {
  var row: UInt32
  var kind: CaptureKind
  var member: Int
  var second: UInt32
  var detail: MeetingDetail

  /// Steps sort by when they happened, then by when they were recorded.
  static func inOrder(_ left: MeetingFoldStep, _ right: MeetingFoldStep) -> Bool {
    (left.second, left.detail.micros, left.row) < (right.second, right.detail.micros, right.row)
  }
}

/// A meeting that took place: what it adds to its member's scorecard, once.
struct HeldMeeting: Sendable, Equatable {
  var member: Int
  var second: UInt32
  var metric: Symbol
  var minutes: Int32?
}

/// A meeting: the rows of its steps in the order of their arrival, and what they amount to.
struct Meeting: Sendable, Equatable {
  let id: Symbol
  var steps: [UInt32] = []
  var state = MeetingFold()
}

/// What the steps of a meeting amount to; the same steps in any order of arrival give the same fold.
struct MeetingFold: Sendable, Equatable {
  var state = MeetingState.unknown
  /// Whose it is by the newest step that names somebody.
  var owner = 0
  /// What it counts as, by the newest step that names something.
  var metric = Symbol.none
  var held: HeldMeeting?
  /// The steps that contradict others.
  var doubts: [RowDoubt] = []

  init() {}

  /// Folds steps that are already in order; `plain` is what a meeting counts as that names nothing.
  init(_ steps: [MeetingFoldStep], plain: Symbol) {
    metric = steps.last { !$0.detail.metric.isNone }?.detail.metric ?? plain
    var minutes: Int32?
    for step in steps {
      if step.member > 0 { owner = step.member }
      minutes = step.detail.minutes ?? minutes
      switch step.kind {
      case .booked, .rescheduled:
        // Who did not come may come another day; what took place is not moved any more.
        if state == .held {
          doubts.append(RowDoubt(kind: .stepAfterMeeting, row: step.row))
        } else {
          state = .booked
        }
      case .held where state != .held && state != .missed:
        state = .held
        held = HeldMeeting(member: owner, second: step.second, metric: metric, minutes: minutes)
      case .missed where state != .held && state != .missed:
        state = .missed
      default:
        doubts.append(RowDoubt(kind: .meetingEndedTwice, row: step.row))
      }
    }
  }
}
