/// Where an amount of activity per week comes from.
package enum QuotaOrigins: String, Sendable, CaseIterable { case plan, own = "self" }

/// A person's `quota.proposed`: an amount of a metric per week, in force once the member accepts it.
///
/// The daemon's event of the same type is a fact of the playbook (`QuotaProposed`).
package struct QuotaOffered: Equatable, Sendable {
  /// Such as `ana/conversation/2026-11-23`, which ends with the day it is to hold from.
  package var quota: Symbol
  package var metric: Symbol
  /// Per full week; 0 excuses.
  package var weekly: Int64
  package var from: LocalDay?
  package var origin: QuotaOrigins
  /// The goal it is derived from.
  package var goal: String?
  /// What the plan takes for possible.
  package var low: Int64?
  package var high: Int64?
  package var reason: String?

  package init(
    quota: Symbol, metric: Symbol, weekly: Int64, from: LocalDay? = nil,
    origin: QuotaOrigins = .own, goal: String? = nil, low: Int64? = nil, high: Int64? = nil,
    reason: String? = nil
  ) {
    self.quota = quota
    self.metric = metric
    self.weekly = weekly
    self.from = from
    self.origin = origin
    self.goal = goal
    self.low = low
    self.high = high
    self.reason = reason
  }
}

/// `quota.accepted`: the member says yes to the newest offer.
package struct QuotaAccepted: Equatable, Sendable {
  package var quota: Symbol

  package init(quota: Symbol) { self.quota = quota }
}

/// `quota.countered`: another amount, and why.
package struct QuotaCountered: Equatable, Sendable {
  package var quota: Symbol
  package var weekly: Int64
  package var reason: String

  package init(quota: Symbol, weekly: Int64, reason: String) {
    self.quota = quota
    self.weekly = weekly
    self.reason = reason
  }
}

/// A person's `quota.ended`: no longer asked for from a day on, be it the playbook's or agreed on.
package struct QuotaGivenUp: Equatable, Sendable {
  package var quota: Symbol
  package var from: LocalDay
  package var reason: String

  package init(quota: Symbol, from: LocalDay, reason: String) {
    self.quota = quota
    self.from = from
    self.reason = reason
  }
}
