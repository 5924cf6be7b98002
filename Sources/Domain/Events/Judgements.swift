/// One metric's result in a judged week.
package struct JudgedLine: Equatable, Sendable {
  package var metric: Symbol
  package var done: Int64
  /// Per full week; nil when none was in force.
  package var quota: Int64?
  /// The quota prorated by the days present, exact; nil when there is no quota.
  package var target: Rational?

  package init(metric: Symbol, done: Int64, quota: Int64? = nil, target: Rational? = nil) {
    self.metric = metric
    self.done = done
    self.quota = quota
    self.target = target
  }
}

/// A rule and the version of it that looked at a judgement.
package struct RuleVersion: Equatable, Sendable {
  package var rule: String
  package var version: Int

  package init(rule: String, version: Int) {
    self.rule = rule
    self.version = version
  }
}

/// `week.closed`: the judgement of one member's week, made once.
package struct WeekClosed: Equatable, Sendable {
  package var member: Symbol
  package var week: WeekLabel
  package var from: Instant
  package var to: Instant
  /// The week ended before anything about the member was recorded.
  package var history: Bool
  /// Whether any source of the member was alive in the week; unknown is neither hit nor miss.
  package var known: Bool
  /// Nothing was asked of the member in this week.
  package var excused: Bool
  package var lines: [JudgedLine]
  package var rules: [RuleVersion]

  package init(
    member: Symbol, week: WeekLabel, from: Instant, to: Instant, history: Bool = false,
    known: Bool, excused: Bool = false, lines: [JudgedLine], rules: [RuleVersion] = []
  ) {
    self.member = member
    self.week = week
    self.from = from
    self.to = to
    self.history = history
    self.known = known
    self.excused = excused
    self.lines = lines
    self.rules = rules
  }
}

/// One metric of a revised judgement: what was recorded and what it is now.
package struct RevisedLine: Equatable, Sendable {
  package var metric: Symbol
  package var was: Int64
  package var done: Int64
  package var quota: Int64?
  package var target: Rational?

  package init(
    metric: Symbol, was: Int64, done: Int64, quota: Int64? = nil, target: Rational? = nil
  ) {
    self.metric = metric
    self.was = was
    self.done = done
    self.quota = quota
    self.target = target
  }
}

/// Why a judged week was judged anew, as `week.revised` says it.
package enum RevisionReason: String, Sendable, CaseIterable {
  /// An absence was told or taken back after the week was judged.
  case absence
  /// What a metric counts was defined anew.
  case definition
  /// Events of the week, or corrections of them, came after it was judged.
  case lateData = "late-data"
  /// A silent source spoke up: what was unknown is known.
  case sourceHeard = "source-heard"
  /// The playbook says otherwise about the week: a first day, a holiday, a quota.
  case facts
}

/// `week.revised`: a judged week changed; only the lines that changed.
package struct WeekRevised: Equatable, Sendable {
  package var member: Symbol
  package var week: WeekLabel
  /// 1 for the first revision of a week.
  package var revision: Int
  package var reason: String
  package var known: Bool
  package var excused: Bool
  package var lines: [RevisedLine]

  package init(
    member: Symbol, week: WeekLabel, revision: Int, reason: String, known: Bool,
    excused: Bool = false, lines: [RevisedLine]
  ) {
    self.member = member
    self.week = week
    self.revision = revision
    self.reason = reason
    self.known = known
    self.excused = excused
    self.lines = lines
  }
}
