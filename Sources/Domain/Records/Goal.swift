/// A stretch of local days with a name, both ends included.
package struct GoalPeriod: Sendable, Equatable {
  package var name: String
  package var first: LocalDay
  package var last: LocalDay

  package init(name: String, first: LocalDay, last: LocalDay) {
    self.name = name
    self.first = first
    self.last = last
  }
}

/// One amount that somebody named for a goal, and what became of it; never deleted.
package struct GoalTerms: Sendable, Equatable {
  /// Whole, or minor units of the goal's currency.
  package var amount: Int64
  /// The day from which it holds once it is accepted.
  package var from: LocalDay
  package var reason: String?
  package var isBackdated: Bool
  package var by: Symbol
  package var at: Instant
  package var seq: UInt64
  /// When the member said yes; nil as long as they did not.
  package var acceptedAt: Instant?
  package var acceptedSeq: UInt64?
}

/// An amount of an outcome over a period, of one member or of the team.
package struct Goal: Sendable, Equatable {
  package let id: Symbol
  /// The member's slot; 0 for the team.
  package let slot: Int
  package let metric: Symbol
  /// `none` for a count.
  package let currency: Symbol
  package let period: GoalPeriod
  /// In the order in which they were said.
  package internal(set) var terms: [GoalTerms]
  /// The day from which it is given up, and why.
  package internal(set) var ended: LocalDay?
  package internal(set) var endReason: String?

  /// What holds on a day: the amount accepted last of those in force; nil where nothing is.
  package func accepted(on day: LocalDay) -> GoalTerms? {
    if let ended, day >= ended { return nil }
    return terms.filter { $0.acceptedAt != nil && $0.from <= day }.max {
      ($0.from, $0.acceptedSeq ?? 0) < ($1.from, $1.acceptedSeq ?? 0)
    }
  }
}

/// What of a goal is achieved.
package struct Achieved: Sendable, Equatable {
  /// In the goal's own unit; nil where an amount cannot be converted.
  package var amount: Int64?
  /// How many closes, stages or openings make it up.
  package var times: Int64
  /// The pairs of currencies that no rate is known for, with the first deal that needs each.
  package var missing: [MissingRate]
}

/// Money that cannot be converted.
package struct MissingRate: Sendable, Equatable {
  package var from: String
  package var to: String
  package var day: LocalDay
  package var deal: String
}
