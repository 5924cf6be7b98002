/// What people said about quotas; what is in force is the members' own.
package struct QuotaBook: Projection {
  private(set) var all: [QuotaTalk] = []
  private var placeOf: [Symbol: Int] = [:]
  /// Quotas of the playbook that somebody gave up, by name.
  private(set) var givenUp: [Symbol: [GoalEnding]] = [:]

  package init() {}

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    let isTaken: Bool
    switch event {
    case .quotaOffered(let fact): isTaken = team.take(fact, stamp)
    case .quotaAccepted(let fact): isTaken = team.take(fact, stamp)
    case .quotaCountered(let fact): isTaken = team.take(fact, stamp)
    case .quotaGivenUp(let fact): isTaken = team.take(fact, stamp)
    default: return
    }
    if !isTaken { team.doubts.note(.doubtfulQuota, stamp.seq) }
  }

  func find(_ quota: Symbol) -> QuotaTalk? { placeOf[quota].map { all[$0] } }

  mutating func add(_ talk: QuotaTalk) {
    placeOf[talk.id] = all.count
    all.append(talk)
  }

  /// Changes a talk that is there.
  mutating func change(_ quota: Symbol, _ body: (inout QuotaTalk) -> Void) {
    if let place = placeOf[quota] { body(&all[place]) }
  }

  mutating func giveUp(_ quota: Symbol, _ ending: GoalEnding) {
    givenUp[quota, default: []].append(ending)
  }
}
