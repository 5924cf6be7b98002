/// A run of missed weeks, told apart from noise (MATHS M3, rules A and D with phi).
package enum ConsistentMiss: AlertRule {
  package static let name = "consistent-miss"
  package static let version = 1

  package static let knobs = [watchAfter, talkAfter, chance, shortfall]
  /// Missed weeks in a row that are worth a look, and those that are worth a talk by themselves.
  static let watchAfter = RuleKnob(name: "watch-after", unit: .weeks, range: 2...26, standard: 3)
  static let talkAfter = RuleKnob(name: "talk-after", unit: .weeks, range: 2...52, standard: 6)
  /// A run this unlikely by chance is worth a talk.
  static let chance = RuleKnob(name: "chance", unit: .share, range: 1...5_000, standard: 500)
  /// The least shortfall, as a share of what the run asked.
  static let shortfall = RuleKnob(
    name: "shortfall", unit: .share, range: 0...9_000, standard: 1_000)

  package static func contradiction(in settings: RuleSettings) -> String? {
    settings[talkAfter] >= settings[watchAfter]
      ? nil
      : "talk-after (\(settings[talkAfter])) must not be less than watch-after "
        + "(\(settings[watchAfter])): a run is looked at before it is talked about."
  }

  package static func look(_ context: AlertContext) -> [AlertChange] {
    let open = context.past.filter(\.isOpen)
    if !context.isAsked { return open.map { .clear(alert: $0.raised.alert, .quotaEnded) } }
    let run = run(context.weeks)
    var changes: [AlertChange] = []
    var told: [AlertState] = []
    for alert in context.past {
      if alert.isOpen, let reason = ended(alert, run, context) {
        changes.append(.clear(alert: alert.raised.alert, reason))
      } else if isAbout(run, alert), alert.reason?.tookEvidence != true,
        alert.reason != .superseded, alert.raised.history == context.history
      {
        told.append(alert)
      }
    }
    // What happened before anybody used this opens no conversation, nor does it help to open one.
    guard
      let evidence = judge(
        weeks(run, history: context.history), phi: context.phi, context.settings)
    else { return changes }
    let level = told.map(\.raised.level).max { $0 == .watch && $1 == .conversation }
    if level == .conversation || level == evidence.level { return changes }
    var raised = evidence
    raised.told = level
    return changes + [.raise(raised)]
  }

  /// The missed weeks since the last week that was met, oldest first.
  static func run(_ weeks: [AskedWeek]) -> ArraySlice<AskedWeek> {
    let start = weeks.lastIndex { !$0.isMiss }.map { $0 + 1 } ?? weeks.startIndex
    return weeks[start...]
  }

  /// The weeks of a run that an alert may rest on: a live one on live weeks alone.
  private static func weeks(
    _ run: ArraySlice<AskedWeek>, history: Bool
  ) -> ArraySlice<AskedWeek> {
    history ? run : run.filter { !$0.history }[...]
  }

  /// What a run amounts to; nil when it is nothing to mention.
  package static func judge(
    _ run: ArraySlice<AskedWeek>, phi: Double, _ settings: RuleSettings = RuleSettings()
  ) -> AlertEvidence? {
    guard run.count >= settings[watchAfter] else { return nil }
    let total = run.reduce(0) { $0 + $1.done }
    let mean = run.reduce(Rational.zero) { $0 + $1.target }
    guard mean - Rational(total) >= settings.share(shortfall) * mean else { return nil }
    let p = MissChance.atMost(total, mean: mean.double, phi: phi)
    let long = run.count >= settings[talkAfter] && phi <= MissChance.widePhi
    let unlikely = settings.share(chance).double
    return AlertEvidence(
      level: p < unlikely || long ? .conversation : .watch, told: nil, weeks: Array(run),
      total: total, mean: mean, phi: phi, p: p)
  }

  /// Whether an alert was raised in the run there is now.
  private static func isAbout(_ run: ArraySlice<AskedWeek>, _ alert: AlertState) -> Bool {
    guard let first = run.first, let told = alert.raised.weeks.first else { return false }
    return told >= first.label
  }

  /// Why an open alert no longer holds; nil while it does.
  private static func ended(
    _ alert: AlertState, _ run: ArraySlice<AskedWeek>, _ context: AlertContext
  ) -> ClearReason? {
    if !isAbout(run, alert) { return context.isRevision ? .revised : .met }
    guard context.isRevision, let last = alert.raised.weeks.last else { return nil }
    // The same weeks, as they are now, must still say as much.
    let then = context.weeks.prefix { $0.label <= last }
    let basis = weeks(Self.run(Array(then)), history: alert.raised.history)
    guard let now = judge(basis, phi: context.phi, context.settings) else { return .revised }
    return alert.raised.level == .conversation && now.level == .watch ? .revised : nil
  }
}
