/// One amount that somebody named for a goal, and what became of it; never deleted.
package struct GoalTerms: Sendable, Equatable {
  /// Whole, or minor units of the goal's currency.
  package var amount: Int64
  /// The day from which it holds once it is accepted.
  package var from: LocalDay
  package var reason: String?
  /// Whether that day was in the past when it was said.
  package var isBackdated: Bool
  package var by: Symbol
  package var at: Instant
  package var seq: UInt64
  /// When the member said yes; nil as long as they did not.
  package var acceptedAt: Instant?
  package var acceptedSeq: UInt64?
}

/// That a goal was given up, and why.
package struct GoalEnding: Sendable, Equatable {
  package var from: LocalDay
  package var reason: String
  package var by: Symbol
  package var at: Instant
  package var seq: UInt64
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
  /// Whether it is a most: less is better, and nothing is worked back from it.
  package let isAtMost: Bool
  /// In the order in which they were said.
  package internal(set) var terms: [GoalTerms] = []
  /// In the same order; terms that are accepted later take one back.
  package internal(set) var endings: [GoalEnding] = []

  /// More terms than this are no negotiation any more.
  static let mostTerms = 100

  /// What holds on a day: the amount accepted last of those in force; nil where nothing is.
  package func accepted(on day: LocalDay) -> GoalTerms? {
    let held = terms.filter { $0.acceptedAt != nil && $0.from <= day }.max {
      ($0.acceptedSeq ?? 0) < ($1.acceptedSeq ?? 0)
    }
    guard let held else { return nil }
    let isEnded = endings.contains { $0.from <= day && $0.seq > held.acceptedSeq ?? 0 }
    return isEnded ? nil : held
  }

  /// What waits for an answer: the newest terms, unless they were accepted or the goal ended since.
  package var offer: GoalTerms? {
    guard let newest = terms.last, newest.acceptedAt == nil,
      !endings.contains(where: { $0.seq > newest.seq })
    else { return nil }
    return newest
  }

  /// The ending that nothing accepted later took back.
  package var ending: GoalEnding? {
    let accepted = terms.compactMap(\.acceptedSeq).max() ?? 0
    return endings.last { $0.seq > accepted }
  }

  /// The day from which it is given up; nil while it is not.
  package var ended: LocalDay? { ending?.from }

  package var endReason: String? { ending?.reason }

  /// Whether it can be countered: something is offered, or was accepted and not given up.
  package var isOpen: Bool { offer != nil || ending == nil }

  /// Whether it is an amount of money.
  package var isMoney: Bool { !currency.isNone }
}

/// What of a goal is achieved.
package struct Achieved: Sendable, Equatable {
  /// In the goal's own unit; nil where an amount cannot be converted.
  package var amount: Int64?
  /// How many closes, stages or openings make it up.
  package var times: Int64
  /// The pairs of currencies that no rate is known for, with the first deal that needs each.
  package var missing: [MissingRate]

  package init(amount: Int64?, times: Int64, missing: [MissingRate]) {
    self.amount = amount
    self.times = times
    self.missing = missing
  }
}

/// Money that cannot be converted.
package struct MissingRate: Sendable, Equatable {
  package var from: String
  package var to: String
  package var day: LocalDay
  /// Empty where it is none that may be named.
  package var deal: String

  package init(from: String, to: String, day: LocalDay, deal: String) {
    self.from = from
    self.to = to
    self.day = day
    self.deal = deal
  }
}
