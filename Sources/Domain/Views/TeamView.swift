/// An alert as a team's table mentions it.
package struct AlertMention: Sendable, Equatable {
  package var alert: Int
  package var level: AlertLevel
  package var metric: String
  package var name: String
  /// Weeks of the run, what was done in them and what was planned.
  package var run: Int
  package var weeks: [WeekLabel]
  package var total: Int64
  package var mean: Double
  /// How often chance alone brings as little.
  package var p: Double
  package var raised: Instant
}

/// Why somebody stands where they stand in the team's table.
package enum HelpReason: String, Sendable, CaseIterable {
  /// A conversation is open, which the manager may see.
  case talk
  case behind
  /// No source has reported.
  case unknown
  case fine
}

/// One member in the team's table.
package struct TeamRow: Sendable, Equatable {
  package var member: String
  package var name: String
  package var zone: String
  package var week: WeekInfo
  package var alerts: [AlertMention]
  package var lines: [WeekRow]
  package var known: Bool
  package var because: HelpReason
}

/// The members somebody leads, ordered by where help helps most.
package struct TeamView: Sendable, Equatable {
  package var week: WeekLabel
  /// The week that runs, by the team's clock.
  package var running: WeekLabel
  package var rows: [TeamRow]
  /// Conversations that are open, and how many chance alone would begin in a week and keep open.
  package var openTalks: Int
  package var byChance: ByChance
}

extension Team {
  /// The reports of a manager, or everybody for an operator, by where help helps most.
  ///
  /// Open conversations come first, those that chance explains least before others; then who is
  /// behind, the least likely to make it first, and where no chance can be told before those who make
  /// it rather than not; then of whom nothing is known; then the others by name. A team week is the
  /// members' own weeks of the same name.
  package func teamView(_ viewer: Viewer, week: WeekLabel? = nil, now: Instant) -> TeamView {
    let running = roster.weeks.week(ordinal: ordinal(0, at: now)).label
    let label = week ?? running
    let seen = visibleAlerts(viewer, now).filter { $0.isOpen && !$0.raised.history }
    var rows: [(row: TeamRow, place: Place)] = []
    var chance = ByChance(raised: 0, open: 0)
    var rates: [ChanceKey: ByChance] = [:]
    for slot in roster.members.indices.dropFirst() {
      let member = roster.members[slot]
      guard member.role != .integration, slot < cards.tracks.count,
        viewer.role == .operator || member.manager == viewer.member,
        let view = weekView(member.id, week: label, now: now), isShown(view)
      else { continue }
      let row = teamRow(view, seen.filter { $0.raised.member == member.id })
      rows.append((row, Place(row)))
      let own = byChance(slot, view, &rates)
      chance.raised += own.raised
      chance.open += own.open
    }
    rows.sort { $0.place < $1.place }
    return TeamView(
      week: label, running: running, rows: rows.map(\.row),
      openTalks: rows.reduce(0) { sum, row in
        sum + row.row.alerts.count { $0.level == .conversation }
      }, byChance: chance)
  }

  /// Whoever is asked for something, did something or is away; not who left or is yet to come.
  private func isShown(_ view: WeekView) -> Bool {
    view.week.days > 0 || view.rows.contains { $0.done != 0 }
      || view.week.off.contains { $0.reason == .away || $0.reason == .holiday }
  }

  private func teamRow(_ view: WeekView, _ alerts: [AlertState]) -> TeamRow {
    let lines = view.rows.filter { $0.target != nil || $0.done != 0 }
    let mentions = alerts.map(mention).sorted { ($0.p, $0.alert) < ($1.p, $1.alert) }
    return TeamRow(
      member: view.member.member, name: view.member.name, zone: view.member.zone,
      week: view.week, alerts: mentions, lines: lines, known: view.week.known,
      because: because(view.week, mentions, lines))
  }

  private func because(
    _ week: WeekInfo, _ alerts: [AlertMention], _ lines: [WeekRow]
  ) -> HelpReason {
    if alerts.contains(where: { $0.level == .conversation }) { return .talk }
    // Who is asked for nothing, or not this week, is not waited for.
    if week.days == 0 || lines.isEmpty { return .fine }
    if !week.known { return .unknown }
    return lines.contains { $0.state == .behind } ? .behind : .fine
  }

  private func mention(_ alert: AlertState) -> AlertMention {
    let fact = alert.raised
    let metric = symbols.text(fact.metric)
    return AlertMention(
      alert: fact.alert, level: fact.level, metric: metric,
      name: roster.metric(fact.metric)?.facts.name ?? metric, run: fact.run,
      weeks: fact.weeks, total: fact.total, mean: fact.mean, p: fact.p, raised: alert.raisedAt)
  }

  private struct ChanceKey: Hashable {
    var quota: Int64
    /// In halves: the rate hardly moves within one.
    var phi: Int
  }

  /// What chance alone would make of one member: of all metrics, one conversation is open at most.
  private func byChance(
    _ slot: Int, _ view: WeekView, _ rates: inout [ChanceKey: ByChance]
  ) -> ByChance {
    guard roster.isEnabled(ConsistentMiss.name) else { return ByChance(raised: 0, open: 0) }
    let settings = roster.settings(of: ConsistentMiss.name)
    let weeks = judgements.all(slot)
    var (none, raised) = (1.0, 0.0)
    for row in view.rows where row.unit == .count {
      guard let quota = row.quota, quota > 0, let id = symbols.find(row.metric),
        let place = roster.metricSlots[id]
      else { continue }
      let phi = Int((phi(slot, weeks, id, place) * 2).rounded())
      let key = ChanceKey(quota: quota, phi: phi > 3 ? phi : 2)
      let rate =
        rates[key]
        ?? ConsistentMiss.byChance(quota: quota, phi: Double(key.phi) / 2, settings)
      rates[key] = rate
      none *= 1 - rate.open
      raised += rate.raised
    }
    return ByChance(raised: raised, open: 1 - none)
  }
}

/// How much a metric that runs behind needs help.
private struct Urgency: Comparable {
  /// Likely to be missed, of unknown chance, likely to be made.
  let rank: Int
  /// The smaller, the sooner help is due.
  let odds: Double
  let missing: Double

  init(rank: Int = 1, odds: Double = 1, missing: Double = 0) {
    self.rank = rank
    self.odds = odds
    self.missing = missing
  }

  init(_ row: WeekRow) {
    guard let chance = row.chance else {
      self.init(missing: Self.shortfall(row))
      return
    }
    self.init(rank: chance < 0.5 ? 0 : 2, odds: chance, missing: Self.shortfall(row))
  }

  /// The part of what is expected tonight that is missing.
  private static func shortfall(_ row: WeekRow) -> Double {
    guard let expected = row.expected, expected > .zero else { return 0 }
    return max(0, 1 - Double(row.done) / expected.double)
  }

  static func < (left: Urgency, right: Urgency) -> Bool {
    (left.rank, left.odds, -left.missing) < (right.rank, right.odds, -right.missing)
  }
}

/// Where a member stands in the table.
private struct Place: Comparable {
  let group: Int
  let urgency: Urgency
  let member: String

  init(_ row: TeamRow) {
    group = HelpReason.allCases.firstIndex(of: row.because) ?? 0
    member = row.member
    switch row.because {
    case .talk:
      urgency = Urgency(
        odds: row.alerts.filter { $0.level == .conversation }.map(\.p).min() ?? 1)
    case .behind:
      urgency = row.lines.filter { $0.state == .behind }.map(Urgency.init).min() ?? Urgency()
    case .unknown, .fine: urgency = Urgency()
    }
  }

  static func < (left: Place, right: Place) -> Bool {
    (left.group, left.urgency, left.member) < (right.group, right.urgency, right.member)
  }
}
