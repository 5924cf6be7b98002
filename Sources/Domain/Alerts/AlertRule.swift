/// A rule that reads a member's judged weeks; one file each, one line in `AlertRuleCatalogue`.
package protocol AlertRule: Sendable {
  /// The name a playbook uses.
  static var name: String { get }
  /// Counts changes of what the rule says; recorded with every judgement.
  static var version: Int { get }
  /// What a playbook may set of it, in the order in which it is explained.
  static var knobs: [RuleKnob] { get }

  /// Why settings contradict each other, as a sentence; nil when they don't.
  static func contradiction(in settings: RuleSettings) -> String?

  /// What the rule makes of one member's metric after its latest judged week.
  static func look(_ context: AlertContext) -> [AlertChange]
}

/// What a rule may look at.
package struct AlertContext: Sendable {
  /// Known weeks in which something was asked, oldest first; unknown and excused ones are left out.
  package var weeks: [AskedWeek]
  /// How much wider than chance the member's counts spread.
  package var phi: Double
  /// The judgement is of history: what it raises is never live.
  package var history: Bool
  /// A judged week was revised, rather than a new one closed.
  package var isRevision: Bool
  /// The quota is in force at the end of the latest judged week.
  package var isAsked: Bool
  /// What the rule said about this member and metric so far, oldest first.
  package var past: [AlertState]
  /// The thresholds that the team agreed on.
  package var settings: RuleSettings

  package init(
    weeks: [AskedWeek], phi: Double, history: Bool = false, isRevision: Bool = false,
    isAsked: Bool = true, past: [AlertState] = [], settings: RuleSettings = RuleSettings()
  ) {
    self.weeks = weeks
    self.phi = phi
    self.history = history
    self.isRevision = isRevision
    self.isAsked = isAsked
    self.past = past
    self.settings = settings
  }
}

/// What a rule wants to happen.
package enum AlertChange: Sendable, Equatable {
  case raise(AlertEvidence)
  case clear(alert: Int, ClearReason)
}

/// Why an alert is raised.
package struct AlertEvidence: Sendable, Equatable {
  package var level: AlertLevel
  /// The level this run was told at before; nil when it was not.
  package var told: AlertLevel?
  package var weeks: [AskedWeek]
  package var total: Int64
  package var mean: Rational
  package var phi: Double
  package var p: Double
}
