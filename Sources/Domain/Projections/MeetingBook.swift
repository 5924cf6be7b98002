/// All meetings by the id that their producer gives them, each counted once when it was held.
package struct MeetingBook: Projection {
  /// A meeting with more steps than this keeps its state: no producer may make folding slow.
  static let mostSteps = 100

  var meetings: ContiguousArray<Meeting> = []
  /// The activity of meetings that name none.
  var plain = Symbol.none
  private var numberOf: [Symbol: Int] = [:]
  private var details = ChunkedColumn<MeetingDetail>()

  package init() {}

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    switch event {
    case .meetingBooked(let step): team.log(step, .booked, stamp)
    case .meetingRescheduled(let step): team.log(step, .rescheduled, stamp)
    case .meetingHeld(let step): team.log(step, .held, stamp)
    case .meetingMissed(let step): team.log(step, .missed, stamp)
    default: break
    }
  }

  func find(_ meeting: Symbol) -> Meeting? {
    numberOf[meeting].map { meetings[$0] }
  }

  /// The number of a meeting, made on first mention.
  mutating func number(_ meeting: Symbol) -> Int {
    if let known = numberOf[meeting] { return known }
    numberOf[meeting] = meetings.count
    meetings.append(Meeting(id: meeting))
    return meetings.count - 1
  }

  mutating func keep(_ detail: MeetingDetail) -> UInt32 {
    details.append(detail)
    return UInt32(details.count)
  }

  func detail(_ value: UInt32) -> MeetingDetail { details[Int(value) - 1] }
}
