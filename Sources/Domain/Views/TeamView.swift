/// An alert as a team's table mentions it.
package struct AlertMention: Sendable, Equatable {
  package var alert: Int
  package var level: AlertLevel
  package var metric: String
}

/// One member in the team's table.
package struct TeamRow: Sendable, Equatable {
  package var member: String
  package var name: String
  package var zone: String
  package var alerts: [AlertMention]
  package var lines: [WeekRow]
  package var known: Bool
  /// Days away that touch the week; how many working days that excuses, of how many.
  package var away: [AwayDays] = []
  package var excusedDays = 0
  package var workingDays = 0
}

/// The members somebody leads, ordered by where help helps most.
package struct TeamView: Sendable, Equatable {
  package var week: WeekLabel
  package var rows: [TeamRow]
}

extension Team {
  /// The reports of a manager, or everybody for an operator, by where help helps most.
  ///
  /// Open conversations come first, then who is furthest behind. A team week is the members' own weeks
  /// of the same name.
  package func teamView(_ viewer: Viewer, week: WeekLabel? = nil, now: Instant) -> TeamView {
    let label = week ?? roster.weeks.week(ordinal: ordinal(0, at: now)).label
    var rows: [(row: TeamRow, talks: Int, behind: Double)] = []
    for slot in roster.members.indices.dropFirst() {
      let member = roster.members[slot]
      guard member.role != .integration, slot < cards.tracks.count,
        viewer.role == .operator || member.manager == viewer.member,
        let view = weekView(member.id, week: label, now: now),
        view.week.days > 0 || view.week.excusedDays > 0
          || view.rows.contains(where: { $0.done != 0 })
      else { continue }
      let lines = view.rows.filter { $0.target != nil || $0.done != 0 }
      let mentions = visibleAlerts(viewer, now).filter {
        $0.isOpen && $0.raised.member == member.id
      }
      rows.append(
        (
          TeamRow(
            member: member.facts.member, name: member.facts.name, zone: member.facts.zone,
            alerts: mentions.map(mention), lines: lines, known: view.week.known,
            away: view.week.away, excusedDays: view.week.excusedDays,
            workingDays: view.week.workingDays),
          mentions.count { $0.raised.level == .conversation },
          lines.map(shortfall).max() ?? 0
        ))
    }
    rows.sort { left, right in
      if left.talks != right.talks { return left.talks > right.talks }
      if left.behind != right.behind { return left.behind > right.behind }
      return left.row.member < right.row.member
    }
    return TeamView(week: label, rows: rows.map(\.row))
  }

  private func mention(_ alert: AlertState) -> AlertMention {
    AlertMention(
      alert: alert.raised.alert, level: alert.raised.level,
      metric: symbols.text(alert.raised.metric))
  }

  /// The part of what is expected by now that is missing.
  private func shortfall(_ row: WeekRow) -> Double {
    guard let expected = row.expected, expected > .zero else { return 0 }
    return max(0, 1 - Double(row.done) / expected.double)
  }
}
