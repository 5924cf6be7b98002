/// The kinds of things that people act on and that an append may name in `expect`.
package enum EntityKind: String, Sendable, CaseIterable {
  case goal, quota, alert, talk, deal

  /// The name of one of them, such as `deal/D-12`.
  package func entity(_ id: String) -> String { "\(rawValue)/\(id)" }

  /// The kind and the id in such a name; nil where it is none.
  package static func parse(_ entity: String) -> (kind: EntityKind, id: Substring)? {
    guard let slash = entity.firstIndex(of: "/"),
      let kind = EntityKind(rawValue: String(entity[..<slash]))
    else { return nil }
    let id = entity[entity.index(after: slash)...]
    return id.isEmpty ? nil : (kind, id)
  }
}

/// The newest record that touched each entity; a deal keeps its own, because deals are many.
package struct Entities: Projection {
  private(set) var last: [Symbol: UInt64] = [:]

  package init() {}

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    switch event {
    case .alertRaised(let fact): team.touchAlert(fact.alert, stamp.seq)
    case .alertCleared(let fact): team.touchAlert(fact.alert, stamp.seq)
    case .alertSeen(let fact): team.touchAlert(fact.alert, stamp.seq)
    case .quotaProposed(let fact): team.touch(EntityKind.quota.entity(fact.quota), stamp.seq)
    case .quotaEnded(let fact): team.touch(EntityKind.quota.entity(fact.quota), stamp.seq)
    case .goalProposed(let fact): team.touch(goal: fact.goal, stamp.seq)
    case .goalAccepted(let fact): team.touch(goal: fact.goal, stamp.seq)
    case .goalCountered(let fact): team.touch(goal: fact.goal, stamp.seq)
    case .goalEnded(let fact): team.touch(goal: fact.goal, stamp.seq)
    case .quotaOffered(let fact): team.touch(quota: fact.quota, stamp.seq)
    case .quotaAccepted(let fact): team.touch(quota: fact.quota, stamp.seq)
    case .quotaCountered(let fact): team.touch(quota: fact.quota, stamp.seq)
    case .quotaGivenUp(let fact): team.touch(quota: fact.quota, stamp.seq)
    case .unknown(let other):
      for entity in other.entities { team.entities.touch(entity, stamp.seq) }
    default: break
    }
  }

  fileprivate mutating func touch(_ entity: Symbol, _ seq: UInt64) { last[entity] = seq }
}

extension Team {
  /// The newest record that touched an entity such as `deal/D-12`; nil for one that nothing named.
  package func lastTouch(_ entity: String) -> UInt64? {
    let named = symbols.find(entity).flatMap { entities.last[$0] }
    guard case (.deal, let id)? = EntityKind.parse(entity), let deal = symbols.find(String(id)),
      let place = book.find(deal)
    else { return named }
    return max(named ?? 0, UInt64(book.deals[place].touched))
  }

  fileprivate mutating func touch(_ entity: String, _ seq: UInt64) {
    entities.touch(symbols.intern(entity), seq)
  }

  fileprivate mutating func touch(goal: Symbol, _ seq: UInt64) {
    touch(EntityKind.goal.entity(symbols.text(goal)), seq)
  }

  fileprivate mutating func touch(quota: Symbol, _ seq: UInt64) {
    touch(EntityKind.quota.entity(symbols.text(quota)), seq)
  }

  /// An alert that was never raised is no entity; who sees it is a doubt.
  fileprivate mutating func touchAlert(_ alert: Int, _ seq: UInt64) {
    guard alerts.find(alert) != nil else { return }
    touch(EntityKind.alert.entity("A-\(alert)"), seq)
  }
}
