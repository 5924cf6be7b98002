/// Where a quota stands.
package enum QuotaState: String, Sendable {
  /// Offered, and not answered; nothing of it is asked.
  case proposed
  /// It holds, and another amount for it is offered.
  case countered
  case inForce = "in-force"
  /// Accepted or stated, from a day that is still to come.
  case coming
  /// Given up, or another one took its place.
  case ended
}

/// A quota with everything that was said about it.
package struct QuotaRow: Sendable, Equatable {
  package var quota: String
  package var member: String
  package var metric: String
  /// What the playbook calls the metric.
  package var name: String
  package var state: QuotaState
  /// What holds, else what is offered, per full week.
  package var weekly: Int64
  /// Nil: for all time before the next.
  package var from: LocalDay?
  /// Nil for the playbook's.
  package var held: QuotaTerms?
  package var offer: QuotaTerms?
  package var ending: GoalEnding?
  package var terms: [QuotaTerms]
  /// Every time that it was given up, also what was stated anew since.
  package var endings: [GoalEnding]
  /// The newest record about it.
  package var seq: UInt64?
}

/// How many activities a member has a quota for, and how many the team takes for the few that matter.
package struct CriticalMetrics: Sendable, Equatable {
  package var limit: Int
  package var names: [String]
}

extension Team {
  /// The quotas that a viewer may see, in the order of members and metrics.
  ///
  /// `all` also has those that ended.
  package func quotasView(
    _ viewer: Viewer, member: Symbol? = nil, all: Bool = false, now: Instant
  ) -> [QuotaRow] {
    let slot = member.map { roster.memberSlots[$0] ?? -1 }
    return roster.members.indices.dropFirst().filter { place in
      (slot == nil || slot == place)
        && access(viewer, .readNumbers, subject(roster.members[place].id)).isAllowed
    }.flatMap { place in
      let today = today(place, now)
      return roster.metrics.flatMap { quotaRows(place, $0, today) }
        .filter { all || $0.state != .ended }
    }
  }

  /// The activities that a member has a quota for, from today on.
  package func criticalMetrics(of member: Symbol, now: Instant) -> CriticalMetrics {
    var few = CriticalMetrics(limit: roster.terms.criticalMetrics, names: [])
    guard let slot = roster.memberSlots[member] else { return few }
    let today = today(slot, now)
    for metric in roster.metrics where metric.facts.kind == .activity && metric.ended == nil {
      let spans = roster.members[slot].quotas[metric.id] ?? []
      let holding = spans.lastIndex { ($0.from ?? today) <= today } ?? 0
      if spans.dropFirst(holding).contains(where: { $0.weekly ?? 0 > 0 }) {
        few.names.append(metric.facts.name)
      }
    }
    return few
  }

  /// The first day of a member's next week.
  package func nextWeek(of member: Symbol?, now: Instant) -> LocalDay {
    nextWeek(member.flatMap { roster.memberSlots[$0] } ?? 0, now)
  }

  private func quotaRows(_ slot: Int, _ metric: Metric, _ today: LocalDay) -> [QuotaRow] {
    let spans = roster.members[slot].quotas[metric.id] ?? []
    let talks = quotas.all.filter { $0.slot == slot && $0.metric == metric.id }
    let stated = (roster.members[slot].stated[metric.id] ?? []).filter { $0.weekly != nil }
    var names: [String] = []
    for name in stated.map(\.quota) + talks.map({ symbols.text($0.id) })
    where !names.contains(name) {
      names.append(name)
    }
    let holding = spans.lastIndex { ($0.from ?? today) <= today }
    return names.map { name in
      let place = spans.indices.first {
        $0 >= holding ?? 0 && spans[$0].quota == name && spans[$0].weekly != nil
      }
      let row = quotaRow(
        slot, metric, name, place.map { spans[$0] }, isNow: place != nil && place == holding,
        stated.last { $0.quota == name })
      return today < row.ending?.from ?? today || row.state == .ended ? row : row.withoutEnding
    }
  }

  /// `span` is what holds or will hold of it; nil where nothing does.
  private func quotaRow(
    _ slot: Int, _ metric: Metric, _ name: String, _ span: QuotaSpan?, isNow: Bool,
    _ stated: QuotaSpan?
  ) -> QuotaRow {
    let symbol = symbols.find(name) ?? .none
    let talk = quotas.find(symbol).flatMap { $0.slot == slot ? $0 : nil }
    let offer = talk?.offer
    let state: QuotaState =
      span == nil
      ? offer == nil ? .ended : .proposed
      : offer != nil ? .countered : isNow ? .inForce : .coming
    let latest = talk?.accepted ?? talk?.terms.last
    let givenUp = quotas.givenUp[symbol] ?? []
    return QuotaRow(
      quota: name, member: memberName(slot), metric: metric.facts.metric,
      name: metric.facts.name, state: state,
      weekly: span?.weekly ?? offer?.weekly ?? latest?.weekly ?? stated?.weekly ?? 0,
      from: span == nil ? offer?.from ?? latest?.from ?? stated?.from : span?.from,
      held: span == nil ? nil : talk?.accepted, offer: offer,
      ending: talk.map { $0.isOpen ? nil : $0.endings.last } ?? givenUp.last,
      terms: talk?.terms ?? [], endings: givenUp + (talk?.endings ?? []),
      seq: lastTouch(EntityKind.quota.entity(name)))
  }
}

extension QuotaRow {
  /// The same as if nobody had ever given it up: it was stated anew since.
  fileprivate var withoutEnding: QuotaRow {
    var row = self
    row.ending = nil
    return row
  }
}
