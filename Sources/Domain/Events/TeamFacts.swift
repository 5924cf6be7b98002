// Facts come from a playbook and are rare, so they carry plain strings; the team interns them.

/// What a metric counts: something a member does, or something that comes of it.
package enum MetricKind: String, Sendable, CaseIterable { case activity, outcome }

/// What a metric's number means.
package enum MetricUnit: String, Sendable, CaseIterable { case count, minutes, money }

/// `metric.defined`: a metric of the playbook, new or changed.
package struct MetricDefined: Equatable, Sendable {
  package var metric: String
  package var name: String
  package var kind: MetricKind
  package var unit: MetricUnit
  /// A name from `MeasureCatalogue`.
  package var measure: String
  /// The activity that an activity measure reads; nil means the metric's own name.
  package var of: String?
  /// The stage that a stage measure counts.
  package var stage: String?
  /// The currency a money measure sums; nil sums amounts of any currency.
  package var currency: String?
  /// The outcome this activity serves.
  package var serves: String?
  /// What good looks like.
  package var good: String?

  package init(
    metric: String, name: String, kind: MetricKind, unit: MetricUnit, measure: String,
    of: String? = nil, stage: String? = nil, currency: String? = nil, serves: String? = nil,
    good: String? = nil
  ) {
    self.metric = metric
    self.name = name
    self.kind = kind
    self.unit = unit
    self.measure = measure
    self.of = of
    self.stage = stage
    self.currency = currency
    self.serves = serves
    self.good = good
  }
}

/// `metric.ended`: a metric no longer in the playbook; what it counted stays.
package struct MetricEnded: Equatable, Sendable {
  package var metric: String
  package var from: LocalDay

  package init(metric: String, from: LocalDay) {
    self.metric = metric
    self.from = from
  }
}

/// `calendar.defined`: how the team's weeks run.
package struct CalendarDefined: Equatable, Sendable {
  package var weekStarts: Weekday
  /// Ascending, each once.
  package var workingDays: [Weekday]
  /// Seconds from a member's local week end to its judgement.
  package var closeAfterSeconds: Int
  /// The team's own zone, for members that name none.
  package var zone: String
  /// The first day of each fiscal year.
  package var fiscalYearStarts: YearDay
  /// Everybody's days off.
  package var holidays: [Holiday]
  /// Calendars of some members, by name.
  package var calendars: [OwnCalendar]

  package init(
    weekStarts: Weekday = .monday,
    workingDays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday],
    closeAfterSeconds: Int = 12 * 3_600, zone: String = "UTC",
    fiscalYearStarts: YearDay = .newYear, holidays: [Holiday] = [], calendars: [OwnCalendar] = []
  ) {
    self.weekStarts = weekStarts
    self.workingDays = Weekday.allCases.filter { workingDays.contains($0) }
    self.closeAfterSeconds = closeAfterSeconds
    self.zone = zone
    self.fiscalYearStarts = fiscalYearStarts
    self.holidays = holidays.sorted { $0.day < $1.day }
    self.calendars = calendars.sorted { $0.name < $1.name }
  }
}

/// `rule.set`: an alert rule switched on or off, with its thresholds where they are not the usual.
package struct RuleSet: Equatable, Sendable {
  /// A name from `AlertRuleCatalogue`.
  package var rule: String
  package var enabled: Bool
  /// By name; what is not named is as the rule has it.
  package var parameters: [RuleParameter]

  package init(rule: String, enabled: Bool, parameters: [RuleParameter] = []) {
    self.rule = rule
    self.enabled = enabled
    self.parameters = parameters.sorted { $0.name < $1.name }
  }
}

/// One threshold of a rule, whole in its unit: `watch-after-weeks`, `chance-basis-points`.
package struct RuleParameter: Hashable, Sendable {
  package var name: String
  package var value: Int64

  package init(name: String, value: Int64) {
    self.name = name
    self.value = value
  }
}

/// `quota.proposed`: an amount of a metric per week, in force from a day on.
package struct QuotaProposed: Equatable, Sendable {
  /// Its own name, such as `ana/conversation/2026-11-16`.
  package var quota: String
  package var member: String
  package var metric: String
  /// Per full week; 0 excuses the member.
  package var weekly: Int64
  /// Nil: in force for all time before the next one.
  package var from: LocalDay?
  package var origin: String

  package init(
    quota: String, member: String, metric: String, weekly: Int64, from: LocalDay?,
    origin: String = "playbook"
  ) {
    self.quota = quota
    self.member = member
    self.metric = metric
    self.weekly = weekly
    self.from = from
    self.origin = origin
  }
}

/// `quota.ended`: a quota no longer in force from a day on; never a deletion.
package struct QuotaEnded: Equatable, Sendable {
  package var quota: String
  package var member: String
  package var metric: String
  package var from: LocalDay

  package init(quota: String, member: String, metric: String, from: LocalDay) {
    self.quota = quota
    self.member = member
    self.metric = metric
    self.from = from
  }
}

/// `playbook.applied`: closes the facts that one playbook implied.
package struct PlaybookApplied: Equatable, Sendable {
  package var sha256: String
  package var team: String?
  package var text: String?

  package init(sha256: String, team: String? = nil, text: String? = nil) {
    self.sha256 = sha256
    self.team = team
    self.text = text
  }
}
