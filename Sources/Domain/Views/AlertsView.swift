/// An alert with its evidence and its words.
package struct AlertRow: Sendable, Equatable {
  package enum State: String, Sendable { case open, cleared }

  package var alert: Int
  package var member: String
  package var rule: String
  package var version: Int
  package var level: AlertLevel
  package var metric: String
  package var state: State
  package var raised: Instant
  package var cleared: Instant?
  package var reason: ClearReason?
  package var seen: Instant?
  package var visibleToManager: Bool
  package var history: Bool
  package var weeks: [WeekLabel]
  package var done: [Int64]
  package var targets: [Rational]
  package var total: Int64
  package var mean: Double
  package var phi: Double
  package var p: Double
  package var run: Int
  /// The record that raised it, and those of the judgements it rests on where they still stand.
  package var seq: UInt64
  package var judged: [UInt64]
  /// The thresholds that the team agreed on, as they are now.
  package var settings: RuleSettings
  package var says: String
  package var doesNotSay: String
}

extension Team {
  /// The alerts a viewer may see, newest first; of one member where one is named.
  package func alertsView(_ viewer: Viewer, member: Symbol? = nil, now: Instant) -> [AlertRow] {
    visibleAlerts(viewer, now).reversed().filter { member == nil || $0.raised.member == member }
      .map { alertRow($0, now) }
  }

  /// How many open, current alerts about a member a viewer may see.
  package func openAlerts(_ member: Symbol, _ viewer: Viewer, now: Instant) -> Int {
    alerts.alerts(of: member).count {
      $0.isOpen && !$0.raised.history && mayRead($0.raised, raisedAt: $0.toldSince, viewer, now)
    }
  }

  func visibleAlerts(_ viewer: Viewer, _ now: Instant) -> [AlertState] {
    alerts.all.filter { mayRead($0.raised, raisedAt: $0.toldSince, viewer, now) }
  }

  private func alertRow(_ alert: AlertState, _ now: Instant) -> AlertRow {
    let fact = alert.raised
    let isShared =
      fact.level == .conversation && !fact.history
      && alert.toldSince.adding(seconds: roster.terms.managerSeesAfterSeconds) <= now
    let metric = roster.metric(fact.metric)?.facts.name ?? symbols.text(fact.metric)
    return AlertRow(
      alert: fact.alert, member: symbols.text(fact.member), rule: fact.rule,
      version: fact.version, level: fact.level, metric: symbols.text(fact.metric),
      state: alert.isOpen ? .open : .cleared, raised: alert.raisedAt, cleared: alert.clearedAt,
      reason: alert.reason, seen: alert.seenAt, visibleToManager: isShared,
      history: fact.history, weeks: fact.weeks, done: fact.done, targets: fact.targets,
      total: fact.total, mean: fact.mean, phi: fact.phi, p: fact.p, run: fact.run, seq: alert.seq,
      judged: judged(fact), settings: roster.settings(of: fact.rule),
      says: """
        \(metric) came in below quota in each of the weeks \(named(fact.weeks)): \(fact.total) where \
        \(rounded(fact.mean)) were planned. Something differs from what was expected.
        """,
      doesNotSay: """
        It does not say what differs, nor whose it is to change. A rate that meets the quota \
        exactly shows a total this low \(percent(fact.p)) of the time.
        """)
  }

  private func judged(_ fact: AlertRaised) -> [UInt64] {
    guard let slot = roster.memberSlots[fact.member] else { return [] }
    return fact.weeks.compactMap { judgements.week(slot, $0)?.seq }
  }

  /// `2026-W41 to W43`; `2026-W41, W43 and W44` where weeks lie between that do not count.
  private func named(_ weeks: [WeekLabel]) -> String {
    guard let first = weeks.first, let last = weeks.last, weeks.count > 1 else {
      return weeks.first?.description ?? ""
    }
    let year = first.description.prefix(4)
    let said = weeks.map { week in
      let text = week.description
      return week != first && text.hasPrefix(year) ? String(text.dropFirst(5)) : text
    }
    let isUnbroken = zip(weeks, weeks.dropFirst()).allSatisfy {
      $1.monday == $0.monday.adding(days: 7)
    }
    if isUnbroken, first < last { return "\(said[0]) to \(said[said.count - 1])" }
    return "\(said.dropLast().joined(separator: ", ")) and \(said[said.count - 1])"
  }

  private func rounded(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  private func percent(_ p: Double) -> String {
    p < 0.01 ? "less than 1%" : "\(Int((p * 100).rounded()))%"
  }
}
