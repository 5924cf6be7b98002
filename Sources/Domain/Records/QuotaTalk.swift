/// One amount per week that somebody named, and what became of it; never deleted.
package struct QuotaTerms: Sendable, Equatable {
  package var weekly: Int64
  /// The day from which it holds once it is accepted.
  package var from: LocalDay
  package var origin: QuotaOrigins
  package var goal: String?
  package var low: Int64?
  package var high: Int64?
  package var reason: String?
  package var by: Symbol
  package var at: Instant
  package var seq: UInt64
  package var acceptedAt: Instant?
  package var acceptedSeq: UInt64?
}

/// A quota that people agree on, with all that was named for it.
package struct QuotaTalk: Sendable, Equatable {
  package let id: Symbol
  package let slot: Int
  package let metric: Symbol
  package internal(set) var terms: [QuotaTerms] = []
  package internal(set) var endings: [GoalEnding] = []

  /// What waits for an answer: the newest terms, unless they were accepted or given up since.
  package var offer: QuotaTerms? {
    guard let newest = terms.last, newest.acceptedAt == nil,
      !endings.contains(where: { $0.seq > newest.seq })
    else { return nil }
    return newest
  }

  package var accepted: QuotaTerms? {
    terms.filter { $0.acceptedAt != nil }.max { ($0.acceptedSeq ?? 0) < ($1.acceptedSeq ?? 0) }
  }

  /// Whether it can be countered.
  package var isOpen: Bool {
    let last = accepted?.acceptedSeq ?? 0
    return offer != nil || !endings.contains { $0.seq > last }
  }
}
