/// How the weeks of each member scatter by metric, under facts that are still the same.
struct MemberScatter: Sendable {
  /// Entries of the team's history of facts.
  private(set) var facts = -1
  /// By member slot, then by the metric's place; empty where it is to be read again.
  private var parts: [[Dispersion.Part]] = []

  init() {}

  init(facts: Int, members count: Int) {
    self.facts = facts
    parts = Array(repeating: [], count: count)
  }

  var count: Int { parts.count }

  subscript(slot: Int, metric: Int) -> Dispersion.Part? {
    slot < parts.count && metric < parts[slot].count ? parts[slot][metric] : nil
  }

  subscript(slot: Int) -> [Dispersion.Part] {
    get { slot < parts.count ? parts[slot] : [] }
    set { if slot < parts.count { parts[slot] = newValue } }
  }
}

extension Team {
  /// How a member's weeks scatter, kept or counted now: views ask, too, and refresh nothing.
  func scatter(_ slot: Int, _ metric: Symbol, _ place: Int) -> Dispersion.Part {
    let kept = scatter.facts == roster.journal.count ? scatter[slot, place] : nil
    return kept ?? Dispersion.Part(knownCounts(judgements.all(slot), metric, place))
  }

  /// Keeps of each member how their weeks scatter, read again only where a week was judged: when a
  /// week closes, everybody who has few weeks of their own is compared with all others.
  mutating func refreshScatter() {
    if scatter.facts != roster.journal.count || scatter.count != roster.members.count {
      scatter = MemberScatter(facts: roster.journal.count, members: roster.members.count)
    }
    for slot in roster.members.indices.dropFirst() where scatter[slot].isEmpty {
      let weeks = judgements.all(slot)
      scatter[slot] = roster.metrics.enumerated().map { place, metric in
        Dispersion.Part(knownCounts(weeks, metric.id, place))
      }
    }
  }
}
