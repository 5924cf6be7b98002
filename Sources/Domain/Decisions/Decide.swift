extension Team {
  /// How far ahead of the clock a person's event may be dated, in seconds.
  static let aheadSeconds: Int64 = 300

  /// The events a person's command becomes, or why it does not.
  ///
  /// Integrations are not decided: what they report happened, and a contradiction is a doubt.
  package func decide(_ command: Command, now: Instant) throws(Rejection) -> [Event] {
    switch command.event.family {
    case .fact, .judgement, .alert:
      throw Rejection(
        kind: .denied, pointer: "/type",
        message:
          "only the daemon writes this type; facts of the team come with 'cox playbook apply'")
    case .unknown:
      throw Rejection(
        kind: .invalid, pointer: "/type", message: "this version knows no such type of event")
    case .capture, .plan, .coaching:
      break
    }
    guard let member = roster.member(command.subject) else {
      throw Rejection(
        kind: .notFound, pointer: "/subject",
        message: "no member is called '\(symbols.text(command.subject))'")
    }
    guard command.time <= now.adding(seconds: Team.aheadSeconds) else {
      throw Rejection(
        kind: .invalid, pointer: "/time",
        message: "the time lies in the future: \(command.time.rfc3339)")
    }
    if command.event.family == .plan {
      try decidePlan(command, now)
    } else {
      try decideAccess(command, member)
      try decideContent(command)
    }
    return [command.event]
  }

  private func decidePlan(_ command: Command, _ now: Instant) throws(Rejection) {
    switch command.event {
    case .goalProposed, .goalAccepted, .goalCountered, .goalEnded:
      try decideGoal(command, now: now)
    default: try decideQuota(command, now: now)
    }
  }

  private func decideAccess(_ command: Command, _ member: Member) throws(Rejection) {
    var need = Need.log
    if case .alertSeen = command.event { need = .answer }
    if case .deny(let reason) = access(command.by, need, subject(member.id)) {
      throw Rejection(kind: .denied, pointer: "/subject", message: reason)
    }
  }

  private func decideContent(_ command: Command) throws(Rejection) {
    switch command.event {
    case .activityLogged(let activity):
      try decideMetric(activity.metric)
      if !activity.deal.isNone { try openedDeal(activity.deal) }
    case .dealOpened(let step):
      if let number = book.find(step.deal), book.deals[number].state.opened != nil {
        throw Rejection(
          kind: .invalid, pointer: "/data/deal",
          message:
            "\(symbols.text(step.deal)) is already open; 'cox trace \(symbols.text(step.deal))' shows it"
        )
      }
    case .dealAdvanced(let step):
      try decideStage(step.stage)
      try decideStep(step.deal, .advanced, command)
    case .dealWon(let step):
      try decideStep(step.deal, .won, command)
      try decideCredit(step.credit)
    case .dealLost(let step):
      try decideStep(step.deal, .lost, command)
    case .creditNoted(let step):
      try decideNote(step, command)
    case .dealReopened(let step):
      try decideStep(step.deal, .reopened, command)
    case .dealHandedOver(let fact):
      try decideHandOver(fact, command.by)
    case .meetingBooked(let step), .meetingRescheduled(let step), .meetingHeld(let step),
      .meetingMissed(let step):
      try decideMeeting(command.event, step, command.by)
    case .absenceRecorded(let days):
      try decideAbsence(days)
    case .outcomeRecorded(let fact):
      try decideOutcome(fact)
    case .eventAmended(let fact):
      try decideCorrection(fact.target, command.by)
      if let seq = fact.target.seq, outcomes.find(seq) != nil {
        throw Rejection(
          kind: .invalid, pointer: "/data/id",
          message: "this outcome is not amended: 'cox retract' takes it back, then it is told anew")
      }
      if let seq = fact.target.seq, absences.find(seq) != nil {
        throw Rejection(
          kind: .invalid, pointer: "/data/id",
          message:
            "an absence is not amended: 'cox retract' takes it back, 'cox absence' tells it anew")
      }
      if let metric = fact.metric { try decideMetric(metric) }
    case .eventRetracted(let fact):
      try decideCorrection(fact.target, command.by)
    case .eventDisputed(let fact):
      try decideDispute(fact, command.by)
    case .alertSeen(let fact):
      guard let alert = alerts.find(fact.alert), alert.raised.member == command.subject else {
        throw Rejection(
          kind: .notFound, pointer: "/data/alert",
          message: "there is no alert A-\(fact.alert) about you; 'cox alerts' lists them")
      }
    default:
      break
    }
  }

  /// So long an absence is a slip of the hand, and would excuse whatever is asked.
  private func decideAbsence(_ absence: AbsenceRecorded) throws(Rejection) {
    guard absence.last.days - absence.first.days >= 366 else { return }
    throw Rejection(
      kind: .invalid, pointer: "/data/last",
      message: "\(absence.first) to \(absence.last) is more than a year: tell a shorter absence, "
        + "or end the membership in the playbook")
  }

  /// A deal is moved by its owner, their manager or an operator; who helps logs activities on it.
  func decideOwner(_ deal: Symbol, _ by: Viewer) throws(Rejection) {
    guard let owner = owner(ofDeal: deal), owner != .team,
      !access(by, .log, owner).isAllowed
    else { return }
    throw Rejection(
      kind: .denied, pointer: "/data/deal",
      message: "\(symbols.text(deal)) is the deal of \(symbols.text(owner.member)): "
        + "they or their manager move it")
  }

  private func decideHandOver(_ fact: HandOver, _ by: Viewer) throws(Rejection) {
    let deal = try openedDeal(fact.deal)
    try decideOwner(fact.deal, by)
    let name = symbols.text(fact.to)
    guard let receiver = roster.member(fact.to), receiver.role != .integration else {
      throw Rejection(
        kind: .notFound, pointer: "/data/to", message: "no member is called '\(name)'")
    }
    guard roster.members[deal.owner].id != fact.to else {
      throw Rejection(
        kind: .invalid, pointer: "/data/to",
        message: "\(symbols.text(fact.deal)) is already the deal of \(name)")
    }
  }

  func decideMetric(_ metric: Symbol) throws(Rejection) {
    if cards.targetsOf[metric] != nil { return }
    let known = cards.targetsOf.keys.map(symbols.text).sorted().joined(separator: ", ")
    throw Rejection(
      kind: .invalid, pointer: "/data/metric",
      message:
        "no activity is called '\(symbols.text(metric))'; the playbook has \(known.isEmpty ? "none yet" : known)"
    )
  }

  @discardableResult
  func openedDeal(_ deal: Symbol) throws(Rejection) -> DealFold {
    guard let number = book.find(deal), book.deals[number].state.opened != nil else {
      let name = symbols.text(deal)
      throw Rejection(
        kind: .notFound, pointer: "/data/deal",
        message: "no deal is called '\(name)'; 'cox deal open \(name)' opens it")
    }
    return book.deals[number].state
  }

  /// A person corrects what they themselves recorded; an operator whatever is there.
  private func decideCorrection(
    _ target: CorrectionTarget, _ by: Viewer
  ) throws(Rejection) {
    if let seq = target.seq, let row = disputes.target(of: seq),
      let side = disputes.sides[row]?.first(where: { $0.seq == seq }),
      by.role == .operator || symbols.text(side.by) == by.name
    {
      return
    }
    if let seq = target.seq, let fault = spokenFault(target.id, seq, by) { throw fault }
    guard let seq = target.seq, let source = recordedSource(seq) else {
      throw Rejection(
        kind: .notFound, pointer: "/data/id",
        message: target.seq == nil
          ? "no event '\(target.id)' is recorded"
          : "'\(target.id)' is recorded and no longer counts: it was taken back, or counted nothing"
      )
    }
    guard by.role == .operator || symbols.text(source) == by.ownSource else {
      throw Rejection(
        kind: .denied, pointer: "/data/id",
        message: "'\(target.id)' was recorded by \(symbols.text(source)); only they correct it")
    }
  }

  /// The source of a recorded capture that still counts; nil for anything else.
  package func recordedSource(_ seq: UInt64) -> Symbol? {
    if let absence = absences.find(seq) { return absence.source }
    if let outcome = outcomes.find(seq) { return outcome.source }
    guard seq < UInt64(ledger.rowCount) else { return nil }
    let number = ledger[UInt32(seq)].series
    return number == 0 ? nil : ledger.series[Int(number)].key.source
  }
}
