/// Where a goal stands.
package enum GoalState: String, Sendable {
  /// Offered for the first time, and not answered.
  case proposed
  /// Another amount is offered than the one before it, which may hold.
  case countered
  case accepted
  case ended
  /// Its period has passed.
  case over
}

/// A smaller amount than before, accepted when the period had begun.
package struct GoalEasing: Sendable, Equatable {
  package var was: Int64
  package var now: Int64
  package var day: LocalDay
  /// Days from then to the period's last one; negative after it.
  package var daysLeft: Int
  /// What was achieved by then; nil where money cannot be converted.
  package var achieved: Int64?

  package init(was: Int64, now: Int64, day: LocalDay, daysLeft: Int, achieved: Int64?) {
    self.was = was
    self.now = now
    self.day = day
    self.daysLeft = daysLeft
    self.achieved = achieved
  }
}

/// A goal with everything that was said about it.
package struct GoalRow: Sendable, Equatable {
  package var goal: String
  /// Whose it is; nil for the team's.
  package var member: String?
  package var metric: String
  /// What the playbook calls the metric.
  package var name: String
  package var currency: String?
  package var period: GoalPeriod
  package var state: GoalState
  /// What holds, or will hold in its period; nil as long as nothing was accepted.
  package var held: GoalTerms?
  package var offer: GoalTerms?
  package var ending: GoalEnding?
  package var terms: [GoalTerms]
  package var achieved: Achieved
  package var easings: [GoalEasing]
  /// The newest record about it.
  package var seq: UInt64?

  /// What it is about: what holds, else what is offered.
  package var amount: Int64? { (held ?? offer ?? terms.last)?.amount }

  /// What is still to be achieved; nil where that cannot be told.
  package var left: Int64? {
    guard let amount, let achieved = achieved.amount else { return nil }
    return max(0, amount - achieved)
  }
}

/// An outcome that a goal can be set on.
package struct GoalMetric: Sendable, Equatable {
  package var metric: String
  package var name: String
  package var unit: MetricUnit
  package var currency: String?
}

extension Team {
  /// The goals that a viewer may see, the open ones first; of one member where one is named.
  package func goalsView(
    _ viewer: Viewer, member: Symbol? = nil, all: Bool = false, now: Instant
  ) -> [GoalRow] {
    let slot = member.map { roster.memberSlots[$0] ?? -1 }
    return goals.all.filter { (slot == nil || $0.slot == slot) && mayRead($0, viewer) }
      .map { goalRow($0, now) }.filter { all || !$0.isClosed }
      .sorted {
        ($0.isClosed ? 1 : 0, $0.period.last, $0.goal)
          < ($1.isClosed ? 1 : 0, $1.period.last, $1.goal)
      }
  }

  /// The outcomes that a goal can be set on.
  package var goalMetrics: [GoalMetric] {
    roster.metrics.filter(\.isGoal).map {
      GoalMetric(
        metric: $0.facts.metric, name: $0.facts.name, unit: $0.facts.unit,
        currency: $0.facts.currency)
    }
  }

  /// A member's date, or the team's for nobody.
  package func today(of member: Symbol?, now: Instant) -> LocalDay {
    today(member.flatMap { roster.memberSlots[$0] } ?? 0, now)
  }

  /// What a period's name stands for in this team.
  package func goalPeriod(_ text: String) -> GoalPeriod? { GoalPeriod(text, in: roster.calendar) }

  func goalRow(_ goal: Goal, _ now: Instant) -> GoalRow {
    let today = today(goal.slot, now)
    let metric = roster.metric(goal.metric)
    let name = symbols.text(goal.id)
    return GoalRow(
      goal: name, member: goal.slot == 0 ? nil : memberName(goal.slot),
      metric: symbols.text(goal.metric), name: metric?.facts.name ?? symbols.text(goal.metric),
      currency: goal.isMoney ? symbols.text(goal.currency) : nil, period: goal.period,
      state: state(goal, today), held: held(goal, today), offer: goal.offer,
      ending: goal.ending, terms: goal.terms, achieved: achieved(goal, through: now),
      easings: easings(goal), seq: lastTouch(EntityKind.goal.entity(name)))
  }

  /// What holds today, or did on the last day, or will from a day to come.
  func held(_ goal: Goal, _ today: LocalDay) -> GoalTerms? {
    let day = min(max(today, goal.period.first), goal.period.last)
    if let held = goal.accepted(on: day) { return held }
    return goal.ending == nil
      ? goal.terms.filter { $0.acceptedAt != nil && $0.from > day }.min { $0.from < $1.from }
      : nil
  }

  private func state(_ goal: Goal, _ today: LocalDay) -> GoalState {
    if goal.period.last < today { return .over }
    if goal.offer != nil { return goal.terms.count == 1 ? .proposed : .countered }
    return goal.ended.map { $0 <= today } ?? false ? .ended : .accepted
  }

  /// Each acceptance of less than was accepted before, once the period had begun; ending a goal and
  /// stating it anew is one as well.
  private func easings(_ goal: Goal) -> [GoalEasing] {
    let accepted = goal.terms.filter { $0.acceptedAt != nil }
      .sorted { ($0.acceptedSeq ?? 0) < ($1.acceptedSeq ?? 0) }
    return zip(accepted, accepted.dropFirst()).compactMap { before, after in
      guard after.amount < before.amount, let at = after.acceptedAt else { return nil }
      let day = today(goal.slot, at)
      guard day >= goal.period.first else { return nil }
      return GoalEasing(
        was: before.amount, now: after.amount, day: day,
        daysLeft: Int(goal.period.last.days - day.days),
        achieved: achieved(goal, through: at).amount)
    }
  }
}

extension GoalRow {
  /// Whether it is a matter of the past.
  var isClosed: Bool { state == .over || state == .ended }
}
