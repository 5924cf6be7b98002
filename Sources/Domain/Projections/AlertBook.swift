/// An alert and what became of it.
package struct AlertState: Sendable, Equatable {
  package let raised: AlertRaised
  package let raisedAt: Instant
  /// When the same weeks were told first, by this alert or by one before it that was cleared: who has
  /// had them to themself once does not get them so again.
  package let toldSince: Instant
  package internal(set) var clearedAt: Instant?
  package internal(set) var reason: ClearReason?
  package internal(set) var seenAt: Instant?
  /// The record that raised it.
  package internal(set) var seq: UInt64 = 0

  package var isOpen: Bool { clearedAt == nil }
}

/// Every alert ever raised, by number.
package struct AlertBook: Projection {
  private(set) var all: [AlertState] = []
  private var ofMember: [Symbol: [Int]] = [:]
  private var placeOf: [Int: Int] = [:]
  /// Places of the alerts that are open.
  private(set) var open: [Int] = []

  package init() {}

  /// The number the next alert gets.
  var next: Int { (all.last?.raised.alert ?? 0) + 1 }

  func alerts(of member: Symbol) -> [AlertState] {
    (ofMember[member] ?? []).map { all[$0] }
  }

  func find(_ alert: Int) -> AlertState? {
    placeOf[alert].map { all[$0] }
  }

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    switch event {
    case .alertRaised(let fact): team.alerts.raise(fact, stamp)
    case .alertCleared(let fact): team.alerts.clear(fact, stamp.at)
    case .alertSeen(let fact):
      if !team.alerts.see(fact, stamp.at) { team.doubts.note(.unknownAlert, stamp.seq) }
    default: break
    }
  }

  private mutating func raise(_ fact: AlertRaised, _ stamp: Stamp) {
    guard placeOf[fact.alert] == nil else { return }
    let same = alerts(of: fact.member).first { $0.raised.tellsTheSame(as: fact) }
    placeOf[fact.alert] = all.count
    ofMember[fact.member, default: []].append(all.count)
    open.append(all.count)
    all.append(
      AlertState(
        raised: fact, raisedAt: stamp.at, toldSince: same?.toldSince ?? stamp.at, seq: stamp.seq))
  }

  private mutating func clear(_ fact: AlertCleared, _ at: Instant) {
    guard let place = placeOf[fact.alert], all[place].isOpen else { return }
    all[place].clearedAt = at
    all[place].reason = fact.reason
    open.removeAll { $0 == place }
  }

  private mutating func see(_ fact: AlertSeen, _ at: Instant) -> Bool {
    guard let place = placeOf[fact.alert] else { return false }
    if all[place].seenAt == nil { all[place].seenAt = at }
    return true
  }
}
