/// A member as the playbook's facts describe them, with what changed from which day on.
package struct Member: Sendable, Equatable {
  package let id: Symbol
  package internal(set) var facts: MemberJoined
  package internal(set) var manager: Symbol
  /// When the log first said that something is asked of them: as a rep, or by a quota.
  var askedSince: Instant?
  /// Days in the team, half-open; nil is open on that side.
  package internal(set) var presence: [Presence]
  /// Zones by the day they hold from, ascending; the first holds for all time before.
  var zones: [ZoneSpan]
  var segments: Timeline<String?>
  var calendars: Timeline<String?>
  var ramps: Timeline<Ramp?>
  /// Per metric, the quotas by the day they hold from, ascending.
  var quotas: [Symbol: [QuotaSpan]] = [:]
  /// Of these, what the playbook itself said.
  var stated: [Symbol: [QuotaSpan]] = [:]

  init(
    id: Symbol, facts: MemberJoined, manager: Symbol, askedSince: Instant? = nil,
    presence: [Presence], zones: [ZoneSpan]
  ) {
    self.id = id
    self.facts = facts
    self.manager = manager
    self.askedSince = askedSince
    self.presence = presence
    self.zones = zones
    segments = Timeline(facts.segment)
    calendars = Timeline(facts.calendar)
    ramps = Timeline(facts.ramp)
  }

  package var role: Role { facts.role }

  /// The segment whose people are their peers on a day.
  package func segment(on day: LocalDay) -> String? { segments.value(on: day) }

  /// Whether they are in the team on a day.
  package func isPresent(on day: LocalDay) -> Bool {
    presence.contains { ($0.from ?? day) <= day && day < ($0.until ?? day.adding(days: 1)) }
  }

  /// The quota in force on a day; nil where there is none, 0 where the member is excused.
  package func quota(_ metric: Symbol, on day: LocalDay) -> Int64? {
    quotas[metric]?.last { ($0.from ?? day) <= day }?.weekly
  }
}

/// A stretch of days in the team.
package struct Presence: Sendable, Equatable {
  package var from: LocalDay?
  package var until: LocalDay?
}

/// A zone that holds from a day on.
struct ZoneSpan: Sendable, Equatable {
  var from: LocalDay?
  var zone: ZoneTable
}

/// A quota that holds from a day on; `weekly` is nil where the quota before it ended.
struct QuotaSpan: Sendable, Equatable {
  var quota: String
  var from: LocalDay?
  var weekly: Int64?
}

/// A metric as the playbook defines it, with the symbols that events use.
package struct Metric: Sendable, Equatable {
  package let id: Symbol
  package internal(set) var facts: MetricDefined
  /// The record that last changed what it counts; 0 while it counts what it always did.
  var redefined: UInt64 = 0
  /// The day from which it is no longer in the playbook.
  package internal(set) var ended: LocalDay?
  /// The activity an activity measure reads.
  var of: Symbol
  var stage: Symbol
  var currency: Symbol

  /// Whether both count the same.
  func counts(as other: Metric) -> Bool {
    facts.measure == other.facts.measure && of == other.of && stage == other.stage
      && currency == other.currency
  }

  /// Whether consistent misses of it are judged: counts only, money and minutes have no miss rule.
  package var hasMissRule: Bool { facts.unit == .count }
}
