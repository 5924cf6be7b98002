extension Team {
  /// A person's step on a meeting must fit where it stands.
  func decideMeeting(
    _ event: Event, _ step: MeetingStep, _ by: Viewer
  ) throws(Rejection) {
    let known = meetings.find(step.meeting)?.state ?? MeetingFold()
    if !step.deal.isNone { try openedDeal(step.deal) }
    if known.owner > 0, !access(by, .log, subject(roster.members[known.owner].id)).isAllowed {
      let owner = memberName(known.owner)
      throw refusal(.denied, step, "is the meeting of \(owner): they or their manager move it")
    }
    switch (event, known.state) {
    case (.meetingRescheduled, .unknown), (.meetingMissed, .unknown):
      let name = symbols.text(step.meeting)
      throw refusal(.notFound, step, "was never booked; 'cox meeting book \(name)' books it")
    case (.meetingBooked, .booked):
      throw refusal(.invalid, step, "is already booked; 'cox meeting move' moves it")
    case (_, .held):
      throw refusal(.invalid, step, "was already held; 'cox retract' takes that back")
    case (.meetingHeld, .missed), (.meetingMissed, .missed):
      throw refusal(
        .invalid, step, "was marked as a no-show; 'cox meeting move' books it for another time")
    default:
      break
    }
    let metric = [step.metric, known.metric, meetings.plain, symbols.find("meeting") ?? .none]
      .first { !$0.isNone }
    guard let metric else {
      throw Rejection(
        kind: .invalid, pointer: "/data/metric",
        message: "a meeting counts as 'meeting', which the playbook does not have; say --metric")
    }
    try decideMetric(metric)
  }

  private func refusal(_ kind: Rejection.Kind, _ step: MeetingStep, _ what: String) -> Rejection {
    Rejection(
      kind: kind, pointer: "/data/meeting", message: "\(symbols.text(step.meeting)) \(what)")
  }
}
