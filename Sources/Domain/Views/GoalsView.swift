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

/// A smaller amount than before, or a greater most, accepted when the period had begun.
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
  /// Whether the amount is the most that shall be.
  package var isAtMost: Bool
  package var state: GoalState
  /// What holds, or will hold in its period; nil as long as nothing was accepted.
  package var held: GoalTerms?
  package var offer: GoalTerms?
  package var ending: GoalEnding?
  package var terms: [GoalTerms]
  /// Every time that it was given up, also what was taken back since.
  package var endings: [GoalEnding]
  package var achieved: Achieved
  /// What is counted, where that is no deal: the outcome's name, such as invoice.
  package var of: String?
  /// How much of the period is over, 0 to 1.
  package var gone: Double
  /// Weeks of a most that are over and of which nothing is known; nothing is presumed of them.
  package var unknownWeeks: Int
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

  /// How much of a most is used, beyond 1 where it is exceeded; nil for other goals and of nothing.
  package var used: Double? {
    guard isAtMost, let amount, amount > 0, let achieved = achieved.amount else { return nil }
    return Double(achieved) / Double(amount)
  }
}

/// An outcome that a goal can be set on.
package struct GoalMetric: Sendable, Equatable {
  package var metric: String
  package var name: String
  package var unit: MetricUnit
  package var currency: String?
  /// Whether only a most can be set on it.
  package var isOnlyAtMost: Bool
}

extension Team {
  /// The goals that a viewer may see, the open ones first; of one member where one is named.
  ///
  /// `dealsOf` has by member slot all deals that may count for a member; nil looks at every deal for
  /// each goal.
  package func goalsView(
    _ viewer: Viewer, member: Symbol? = nil, all: Bool = false, among dealsOf: [[Int32]]? = nil,
    now: Instant
  ) -> [GoalRow] {
    let slot = member.map { roster.memberSlots[$0] ?? -1 }
    return goals.all.filter { (slot == nil || $0.slot == slot) && mayRead($0, viewer) }
      .filter { all || !state($0, today($0.slot, now)).isClosed }
      .map { goal in
        let deals = goal.slot > 0 && goal.slot < dealsOf?.count ?? 0 ? dealsOf?[goal.slot] : nil
        return goalRow(goal, among: deals, now)
      }
      .sorted {
        ($0.isClosed ? 1 : 0, $0.period.last, $0.goal)
          < ($1.isClosed ? 1 : 0, $1.period.last, $1.goal)
      }
  }

  /// By member slot, the deals that may count for a member, brought up to now.
  package mutating func dealsByMember() -> [[Int32]] {
    updatedDealRows().dealsOf
  }

  /// The outcomes that a goal can be set on.
  package var goalMetrics: [GoalMetric] {
    roster.metrics.filter(\.isOutcome).map {
      GoalMetric(
        metric: $0.facts.metric, name: $0.facts.name, unit: $0.facts.unit,
        currency: $0.facts.currency, isOnlyAtMost: !$0.isGoal)
    }
  }

  /// A member's date, or the team's for nobody.
  package func today(of member: Symbol?, now: Instant) -> LocalDay {
    today(member.flatMap { roster.memberSlots[$0] } ?? 0, now)
  }

  /// What a period's name stands for in this team.
  package func goalPeriod(_ text: String) -> GoalPeriod? { GoalPeriod(text, in: roster.calendar) }

  private func goalRow(_ goal: Goal, among deals: [Int32]?, _ now: Instant) -> GoalRow {
    let today = today(goal.slot, now)
    let metric = roster.metric(goal.metric)
    let name = symbols.text(goal.id)
    return GoalRow(
      goal: name, member: goal.slot == 0 ? nil : memberName(goal.slot),
      metric: symbols.text(goal.metric), name: metric?.facts.name ?? symbols.text(goal.metric),
      currency: goal.isMoney ? symbols.text(goal.currency) : nil, period: goal.period,
      isAtMost: goal.isAtMost, state: state(goal, today), held: held(goal, today),
      offer: goal.offer, ending: goal.ending, terms: goal.terms, endings: goal.endings,
      achieved: achieved(goal, through: now, among: deals), of: metric.flatMap(counted),
      gone: gone(goal.period, today),
      unknownWeeks: goal.isAtMost ? unknownWeeks(goal, today) : 0,
      easings: easings(goal, among: deals), seq: lastTouch(EntityKind.goal.entity(name)))
  }

  /// The name of what a metric counts beside deals.
  private func counted(_ metric: Metric) -> String? {
    MeasureCatalogue.find(metric.facts.measure)?.occurrence == .recorded
      ? symbols.text(metric.of) : nil
  }

  /// The share of a period's days that are over.
  private func gone(_ period: GoalPeriod, _ today: LocalDay) -> Double {
    let all = period.last.days - period.first.days + 1
    return Double(min(max(0, today.days - period.first.days), all)) / Double(all)
  }

  /// Weeks of a goal that are over and of which no source told anything of who was there; of the team's,
  /// of nobody.
  private func unknownWeeks(_ goal: Goal, _ today: LocalDay) -> Int {
    guard goal.period.first < today else { return 0 }
    let last = min(today.adding(days: -1), goal.period.last)
    let weeks =
      roster.weeks.ordinal(of: goal.period.first)...roster.weeks.ordinal(of: last)
    let slots = goal.slot > 0 ? [goal.slot] : Array(roster.members.indices.dropFirst())
    return weeks.count { ordinal in
      let end = roster.weeks.week(ordinal: ordinal).last
      let here = slots.filter { $0 < cards.tracks.count && roster.members[$0].isPresent(on: end) }
      return end < today && !here.isEmpty && !here.contains { isKnown($0, ordinal) }
    }
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

  /// Each acceptance of less than was accepted before, or of a greater most, once the period had begun;
  /// ending a goal and stating it anew is one as well.
  private func easings(_ goal: Goal, among deals: [Int32]?) -> [GoalEasing] {
    let accepted = goal.terms.filter { $0.acceptedAt != nil }
      .sorted { ($0.acceptedSeq ?? 0) < ($1.acceptedSeq ?? 0) }
    return zip(accepted, accepted.dropFirst()).compactMap { before, after in
      let isEased = goal.isAtMost ? after.amount > before.amount : after.amount < before.amount
      guard isEased, let at = after.acceptedAt else { return nil }
      let day = today(goal.slot, at)
      guard day >= goal.period.first else { return nil }
      return GoalEasing(
        was: before.amount, now: after.amount, day: day,
        daysLeft: Int(goal.period.last.days - day.days),
        achieved: achieved(goal, through: at, among: deals).amount)
    }
  }
}

extension GoalRow {
  /// Whether it is a matter of the past.
  var isClosed: Bool { state.isClosed }
}

extension GoalState {
  /// Whether it is a matter of the past.
  var isClosed: Bool { self == .over || self == .ended }
}
