/// `funnel.defined`: the ordered stages from an activity to an outcome, new or changed.
package struct FunnelDefined: Equatable, Sendable {
  package var funnel: String
  package var name: String
  /// The metric it starts from.
  package var from: String
  package var steps: [FunnelStep]

  package init(funnel: String, name: String, from: String, steps: [FunnelStep]) {
    self.funnel = funnel
    self.name = name
    self.from = from
    self.steps = steps
  }
}

/// Who is credited with a trial of a step.
package enum StepCredit: String, Sendable, CaseIterable { case owner, actor, split }

/// One step of a funnel, from the metric of the step before it.
package struct FunnelStep: Equatable, Sendable {
  package var to: String
  /// The roles that work it; others are neither judged by it nor peers in it.
  package var roles: [Role]
  /// The segments that work it; none named means all.
  package var segments: [String]
  package var credit: StepCredit
  /// What a plan takes for the rate as long as there is no history.
  package var assumedRateBasisPoints: Int?
  /// The same of the lag.
  package var assumedLagDays: Int?

  package init(
    to: String, roles: [Role] = [.rep], segments: [String] = [], credit: StepCredit = .owner,
    assumedRateBasisPoints: Int? = nil, assumedLagDays: Int? = nil
  ) {
    self.to = to
    self.roles = roles
    self.segments = segments
    self.credit = credit
    self.assumedRateBasisPoints = assumedRateBasisPoints
    self.assumedLagDays = assumedLagDays
  }
}

/// `funnel.ended`: a funnel no longer in the playbook.
package struct FunnelEnded: Equatable, Sendable {
  package var funnel: String
  package var from: LocalDay

  package init(funnel: String, from: LocalDay) {
    self.funnel = funnel
    self.from = from
  }
}
