/// Activities that serve nothing, and quotas that are too many to be the few that matter.
package struct Alignment: Sendable, Equatable {
  /// Activities whose chain of what they serve reaches no outcome.
  package var orphans: [Symbol]
  /// The activities with a quota above 0 in force, where they are more than the team agreed on.
  package var tooMany: [Symbol]
  package var limit: Int
}

extension Team {
  func alignment(_ slot: Int, on day: LocalDay) -> Alignment {
    let active = roster.metrics.filter { $0.facts.kind == .activity && $0.ended == nil }
    let critical =
      slot > 0
      ? active.filter { (roster.members[slot].quota($0.id, on: day) ?? 0) > 0 }.map(\.id) : []
    return Alignment(
      orphans: active.filter { !reachesOutcome($0) }.map(\.id),
      tooMany: critical.count > roster.terms.criticalMetrics ? critical : [],
      limit: roster.terms.criticalMetrics)
  }

  /// Whether what an activity serves, and what that serves, ends in an outcome (METHOD 10).
  private func reachesOutcome(_ metric: Metric) -> Bool {
    var at = metric
    for _ in roster.metrics {
      if at.facts.kind == .outcome { return true }
      guard let next = at.facts.serves.flatMap({ symbols.find($0) }).flatMap({ roster.metric($0) })
      else { return false }
      at = next
    }
    return false
  }
}
