/// Who an alert is for: `watch` is the member's alone, `conversation` is for both, the member first.
package enum AlertLevel: String, Sendable, CaseIterable { case watch, conversation }

/// `alert.raised`: a recorded, explained signal with the evidence it rests on.
package struct AlertRaised: Equatable, Sendable {
  /// The number in the alert's name: 31 for A-31.
  package var alert: Int
  package var member: Symbol
  package var rule: String
  package var version: Int
  package var level: AlertLevel
  package var metric: Symbol
  /// The weeks it rests on, oldest first, with what was done and asked in each.
  package var weeks: [WeekLabel]
  package var done: [Int64]
  package var targets: [Rational]
  package var total: Int64
  package var mean: Double
  package var phi: Double
  package var p: Double
  package var run: Int
  package var history: Bool

  package init(
    alert: Int, member: Symbol, rule: String, version: Int, level: AlertLevel, metric: Symbol,
    weeks: [WeekLabel], done: [Int64], targets: [Rational], total: Int64, mean: Double,
    phi: Double, p: Double, run: Int, history: Bool = false
  ) {
    self.alert = alert
    self.member = member
    self.rule = rule
    self.version = version
    self.level = level
    self.metric = metric
    self.weeks = weeks
    self.done = done
    self.targets = targets
    self.total = total
    self.mean = mean
    self.phi = phi
    self.p = p
    self.run = run
    self.history = history
  }

  /// Whether two alerts say as much about the same weeks.
  func tellsTheSame(as other: AlertRaised) -> Bool {
    rule == other.rule && metric == other.metric && member == other.member
      && level == other.level && weeks == other.weeks && history == other.history
  }
}

/// `alert.cleared`: the signal no longer holds, and why.
package struct AlertCleared: Equatable, Sendable {
  package var alert: Int
  package var member: Symbol
  package var reason: ClearReason

  package init(alert: Int, member: Symbol, reason: ClearReason) {
    self.alert = alert
    self.member = member
    self.reason = reason
  }
}

/// Why an alert ended.
package enum ClearReason: String, Sendable, CaseIterable {
  /// The member met the quota again.
  case met
  /// A later alert says more.
  case superseded
  /// Data that came later took the evidence away.
  case revised
  /// Days away that were told later, or taken back, took the evidence away.
  case absence
  /// The quota ended or became 0.
  case quotaEnded = "quota-ended"
  /// The member left.
  case left
  /// The rule was switched off.
  case ruleOff = "rule-off"

  /// Whether the evidence itself is gone, so that the alert might as well never have been raised.
  var tookEvidence: Bool { self == .revised || self == .absence }
}

/// `alert.seen`: the member it is about has looked at it.
package struct AlertSeen: Equatable, Sendable {
  package var alert: Int

  package init(alert: Int) {
    self.alert = alert
  }
}
