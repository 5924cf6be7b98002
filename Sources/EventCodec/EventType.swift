package import Domain

/// The CloudEvents types this version knows.
package enum EventType: String, CaseIterable, Sendable {
  case activityLogged = "coxswain.activity.logged"
  case dealOpened = "coxswain.deal.opened"
  case dealAdvanced = "coxswain.deal.advanced"
  case dealWon = "coxswain.deal.won"
  case dealLost = "coxswain.deal.lost"
  case dealReopened = "coxswain.deal.reopened"
  case dealHandedOver = "coxswain.deal.handed-over"
  case creditNoted = "coxswain.credit.noted"
  case meetingBooked = "coxswain.meeting.booked"
  case meetingRescheduled = "coxswain.meeting.rescheduled"
  case meetingHeld = "coxswain.meeting.held"
  case meetingMissed = "coxswain.meeting.missed"
  case outcomeRecorded = "coxswain.outcome.recorded"
  case absenceRecorded = "coxswain.absence.recorded"
  case eventAmended = "coxswain.event.amended"
  case eventRetracted = "coxswain.event.retracted"
  case eventDisputed = "coxswain.event.disputed"
  case metricDefined = "coxswain.metric.defined"
  case metricEnded = "coxswain.metric.ended"
  case funnelDefined = "coxswain.funnel.defined"
  case funnelEnded = "coxswain.funnel.ended"
  case teamDefined = "coxswain.team.defined"
  case memberJoined = "coxswain.member.joined"
  case memberMoved = "coxswain.member.moved"
  case memberLeft = "coxswain.member.left"
  case calendarDefined = "coxswain.calendar.defined"
  case ruleSet = "coxswain.rule.set"
  case quotaProposed = "coxswain.quota.proposed"
  case quotaEnded = "coxswain.quota.ended"
  case quotaAccepted = "coxswain.quota.accepted"
  case quotaCountered = "coxswain.quota.countered"
  case ratesDefined = "coxswain.rates.defined"
  case playbookApplied = "coxswain.playbook.applied"
  case goalProposed = "coxswain.goal.proposed"
  case goalAccepted = "coxswain.goal.accepted"
  case goalCountered = "coxswain.goal.countered"
  case goalEnded = "coxswain.goal.ended"
  case weekClosed = "coxswain.week.closed"
  case weekRevised = "coxswain.week.revised"
  case planRecalibrated = "coxswain.plan.recalibrated"
  case alertRaised = "coxswain.alert.raised"
  case alertCleared = "coxswain.alert.cleared"
  case alertSeen = "coxswain.alert.seen"

  /// The type of an event; nil for one this version does not know.
  package init?(_ event: Event) {
    switch event {
    case .activityLogged: self = .activityLogged
    case .dealOpened: self = .dealOpened
    case .dealAdvanced: self = .dealAdvanced
    case .dealWon: self = .dealWon
    case .dealLost: self = .dealLost
    case .dealReopened: self = .dealReopened
    case .dealHandedOver: self = .dealHandedOver
    case .creditNoted: self = .creditNoted
    case .meetingBooked: self = .meetingBooked
    case .meetingRescheduled: self = .meetingRescheduled
    case .meetingHeld: self = .meetingHeld
    case .meetingMissed: self = .meetingMissed
    case .outcomeRecorded: self = .outcomeRecorded
    case .absenceRecorded: self = .absenceRecorded
    case .eventAmended: self = .eventAmended
    case .eventRetracted: self = .eventRetracted
    case .eventDisputed: self = .eventDisputed
    case .metricDefined: self = .metricDefined
    case .metricEnded: self = .metricEnded
    case .funnelDefined: self = .funnelDefined
    case .funnelEnded: self = .funnelEnded
    case .teamDefined: self = .teamDefined
    case .memberJoined: self = .memberJoined
    case .memberMoved: self = .memberMoved
    case .memberLeft: self = .memberLeft
    case .calendarDefined: self = .calendarDefined
    case .ruleSet: self = .ruleSet
    case .quotaProposed: self = .quotaProposed
    case .quotaEnded: self = .quotaEnded
    case .ratesDefined: self = .ratesDefined
    case .playbookApplied: self = .playbookApplied
    case .goalProposed: self = .goalProposed
    case .goalAccepted: self = .goalAccepted
    case .goalCountered: self = .goalCountered
    case .goalEnded: self = .goalEnded
    case .quotaOffered: self = .quotaProposed
    case .quotaAccepted: self = .quotaAccepted
    case .quotaCountered: self = .quotaCountered
    case .quotaGivenUp: self = .quotaEnded
    case .weekClosed: self = .weekClosed
    case .weekRevised: self = .weekRevised
    case .planRecalibrated: self = .planRecalibrated
    case .alertRaised: self = .alertRaised
    case .alertCleared: self = .alertCleared
    case .alertSeen: self = .alertSeen
    case .unknown: return nil
    }
  }
}
