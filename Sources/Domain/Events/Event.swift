/// Everything a team's log can say; rare payloads are boxed, so that the two frequent ones stay small.
package enum Event: Equatable, Sendable {
  // Captures, by members and integrations.
  case activityLogged(Activity)
  case dealOpened(DealStep)
  case dealAdvanced(DealStep)
  case dealWon(DealStep)
  case dealLost(DealStep)
  case dealReopened(DealStep)
  /// Less was won than it seemed: a credit note or a refund.
  case creditNoted(DealStep)
  case dealHandedOver(HandOver)
  case meetingBooked(MeetingStep)
  case meetingRescheduled(MeetingStep)
  case meetingHeld(MeetingStep)
  case meetingMissed(MeetingStep)
  /// Whole days on which a member is away.
  case absenceRecorded(AbsenceRecorded)
  /// What came of it beside deals, such as an invoice.
  indirect case outcomeRecorded(OutcomeRecorded)
  indirect case eventAmended(Amendment)
  indirect case eventRetracted(Retraction)
  indirect case eventDisputed(Dispute)
  // Facts of the team, by the daemon for an operator.
  indirect case metricDefined(MetricDefined)
  indirect case metricEnded(MetricEnded)
  indirect case funnelDefined(FunnelDefined)
  indirect case funnelEnded(FunnelEnded)
  indirect case teamDefined(TeamDefined)
  indirect case memberJoined(MemberJoined)
  indirect case memberMoved(MemberMoved)
  indirect case memberLeft(MemberLeft)
  indirect case calendarDefined(CalendarDefined)
  indirect case ruleSet(RuleSet)
  indirect case quotaProposed(QuotaProposed)
  indirect case quotaEnded(QuotaEnded)
  indirect case ratesDefined(RatesDefined)
  indirect case playbookApplied(PlaybookApplied)
  // Plans, by the people they are about.
  indirect case goalProposed(GoalProposed)
  case goalAccepted(GoalAccepted)
  indirect case goalCountered(GoalCountered)
  indirect case goalEnded(GoalEnded)
  indirect case quotaOffered(QuotaOffered)
  case quotaAccepted(QuotaAccepted)
  indirect case quotaCountered(QuotaCountered)
  indirect case quotaGivenUp(QuotaGivenUp)
  // Judgements, by the daemon alone.
  indirect case weekClosed(WeekClosed)
  indirect case weekRevised(WeekRevised)
  indirect case planRecalibrated(PlanRecalibrated)
  indirect case alertRaised(AlertRaised)
  indirect case alertCleared(AlertCleared)
  // Coaching, by members.
  case alertSeen(AlertSeen)
  /// A type this version does not know: stored, counted, without effect on numbers.
  indirect case unknown(UnknownEvent)
}

/// An event of a type that this version does not know, and the entities that its data name.
package struct UnknownEvent: Equatable, Sendable {
  package var type: Symbol
  /// Such as `goal/G-7`, in the order of `EntityKind`.
  package var entities: [Symbol]

  package init(type: Symbol, entities: [Symbol] = []) {
    self.type = type
    self.entities = entities
  }
}

/// Groups of types that are written by the same hands and may be seen by the same eyes.
package enum EventFamily: Sendable, CaseIterable {
  case capture, plan, coaching, fact, judgement, alert, unknown
}

extension Event {
  package var family: EventFamily {
    switch self {
    case .activityLogged, .dealOpened, .dealAdvanced, .dealWon, .dealLost, .dealReopened,
      .dealHandedOver, .creditNoted, .meetingBooked, .meetingRescheduled, .meetingHeld,
      .meetingMissed, .absenceRecorded, .outcomeRecorded, .eventAmended, .eventRetracted,
      .eventDisputed:
      .capture
    case .metricDefined, .metricEnded, .funnelDefined, .funnelEnded, .teamDefined, .memberJoined,
      .memberMoved, .memberLeft, .calendarDefined, .ruleSet, .quotaProposed,
      .quotaEnded, .ratesDefined, .playbookApplied:
      .fact
    case .goalProposed, .goalAccepted, .goalCountered, .goalEnded, .quotaOffered, .quotaAccepted,
      .quotaCountered, .quotaGivenUp:
      .plan
    case .weekClosed, .weekRevised, .planRecalibrated: .judgement
    case .alertRaised, .alertCleared: .alert
    case .alertSeen: .coaching
    case .unknown: .unknown
    }
  }
}
