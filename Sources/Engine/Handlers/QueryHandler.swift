import Domain
import JSONText
import WireProtocol

/// Answers views at the cursor that it tells; each view has a file in Views.
enum QueryHandler: MethodHandler {
  static func handle(
    _ call: Query, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    // A back-test takes seconds: it is left to the reader, whose state is its own.
    let isLong = call.view == .calibration && engine.pastMoment == nil
    guard call.asOf != nil || isLong else { return try answer(call, request, session, engine) }
    try engine.askPast(call, request, session)
  }

  /// Answers a question about now.
  static func answer(
    _ call: Query, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    switch call.view {
    case .week: try engine.answer(session, request, call.view, engine.weekAnswer(call, session))
    case .morning:
      try engine.answer(session, request, call.view, engine.morningAnswer(call, session))
    case .why: try engine.answer(session, request, call.view, engine.whyAnswer(call, session))
    case .team: try engine.answer(session, request, call.view, engine.teamAnswer(call, session))
    case .alerts: try engine.answer(session, request, call.view, engine.alertsAnswer(call, session))
    case .deals: try engine.answer(session, request, call.view, engine.dealsAnswer(call, session))
    case .counts: try engine.answerCounts(call, request, session)
    case .doubts: try engine.answer(session, request, call.view, engine.doubtsAnswer(session))
    case .playbook:
      try engine.answer(session, request, call.view, engine.playbookAnswer(call, session))
    case .goals: try engine.answer(session, request, call.view, engine.goalsAnswer(call, session))
    case .quotas:
      try engine.answer(session, request, call.view, engine.quotasAnswer(call, session))
    case .deal: try engine.traceDeal(call, request, session)
    case .plan: try engine.answer(session, request, call.view, engine.planAnswer(call, session))
    case .coverage:
      try engine.answer(session, request, call.view, engine.coverageAnswer(call, session))
    case .good: try engine.answer(session, request, call.view, engine.goodAnswer(call, session))
    case .calibration:
      try engine.answer(session, request, call.view, engine.calibrationAnswer(session))
    }
  }
}

extension Engine {
  /// The member a query is about: the one named, else the peer; access is decided here.
  func queriedMember(_ name: String?, _ session: Session) throws(WireError) -> Symbol {
    guard let name = name ?? memberID(session) else {
      throw WireError(
        .badParams, "name a member: you are none yourself",
        details: ["pointer": "/params/member"])
    }
    let (member, subject) = look { team in
      let member = team.symbols.find(name) ?? .none
      return (member, team.subject(member))
    }
    // One answer for who is missing and who is not for these eyes: names are not to be tried out.
    guard subject != .team else {
      try permit(session, .readTeam, .team)
      throw WireError(.notFound, "no member \(name) in the playbook")
    }
    try permit(session, .readNumbers, subject)
    return member
  }

  // Their years are 1971 to 2105; compared by the day, because a date takes its time to work out.
  private static let queriedMondays = LocalDay(days: 365)..<LocalDay(days: 49_673)

  /// The week a query names; nil for the running one.
  func queriedWeek(_ text: String?) throws(WireError) -> WeekLabel? {
    guard let text else { return nil }
    guard let week = WeekLabel(text), Self.queriedMondays.contains(week.monday) else {
      // 52 or 53 of them, by the year.
      if let year = WeekLabel.yearWithout(text) {
        throw WireError(
          .badParams, "\(year) has no week 53: its last one is \(year)-W52",
          details: ["pointer": "/params/week"])
      }
      throw WireError(
        .badParams, "params.week must be a week like 2026-W47, of 1971 to 2105",
        details: ["pointer": "/params/week"])
    }
    return week
  }
}
