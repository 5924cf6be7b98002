/// The team's facts: calendar, metrics, members, quotas and rules, as the playbooks applied so far say.
package struct Roster: Projection {
  package private(set) var calendar = CalendarDefined()
  /// Counts changes of what the calendar asks: a judged week keeps the working days it was judged by.
  var calendarRevision: Int { calendars.count - 1 }
  /// The calendars there were, by revision; the last is the one in force.
  private var calendars = [CalendarDefined()]
  /// In the order of their first definition.
  package internal(set) var metrics: [Metric] = []
  /// Slot 0 stands for nobody: events whose subject is no member are kept there.
  package internal(set) var members: [Member] = []
  package internal(set) var rules: [RuleSet] = []
  package internal(set) var terms = TeamDefined()
  /// By day, then by base.
  package internal(set) var rates: [RateTable] = []
  /// In the order of their first definition.
  package internal(set) var funnels: [FunnelDefined] = []
  /// Every fact in the order of the log, so that the playbook can be told as it stood.
  var journal: [RecordedFact] = []
  package internal(set) var playbook: PlaybookApplied?
  var metricSlots = SymbolSlots()
  var memberSlots = SymbolSlots()

  package init() {}

  package var weeks: WeekCalendar { WeekCalendar(firstWeekday: calendar.weekStarts) }

  package func metric(_ id: Symbol) -> Metric? {
    metricSlots[id].map { metrics[$0] }
  }

  package func hasMetric(_ id: Symbol) -> Bool { metricSlots[id] != nil }

  package func member(_ id: Symbol) -> Member? {
    memberSlots[id].map { members[$0] }
  }

  package func isEnabled(_ rule: String) -> Bool {
    rules.first { $0.rule == rule }?.enabled ?? true
  }

  /// The thresholds a rule goes by.
  package func settings(of rule: String) -> RuleSettings {
    RuleSettings(rules.first { $0.rule == rule }?.parameters ?? [])
  }

  /// The member slot a subject means at a source; 0 when it means nobody.
  func slot(subject: String, symbol: Symbol, source: String) -> Int {
    if let slot = memberSlots[symbol] { return slot }
    for slot in members.indices.dropFirst() {
      for alias in members[slot].facts.aliases
      where alias.ids.contains(subject) && matches(source, pattern: alias.pattern) {
        return slot
      }
    }
    return 0
  }

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    apply(event, stamp, to: &team, settling: true)
  }

  static func apply(
    _ event: Event, _ stamp: Stamp, to team: inout Team, settling: Bool
  ) {
    guard event.family == .fact else { return }
    team.roster.note(event, stamp)
    switch event {
    case .metricDefined(let fact): team.define(fact)
    case .metricEnded(let fact): team.end(fact)
    case .funnelDefined(let fact): team.roster.define(fact)
    case .funnelEnded(let fact): team.roster.funnels.removeAll { $0.funnel == fact.funnel }
    case .teamDefined(let fact): team.roster.terms = fact
    case .memberJoined(let fact): team.join(fact)
    case .memberMoved(let fact): team.move(fact)
    case .memberLeft(let fact): team.leave(fact)
    case .calendarDefined(let fact): team.define(fact)
    case .ruleSet(let fact): team.roster.set(fact)
    case .quotaProposed(let fact): team.propose(fact)
    case .quotaEnded(let fact): team.end(fact)
    case .ratesDefined(let fact): team.roster.rates = fact.tables
    case .playbookApplied(let fact):
      team.roster.playbook = fact
      if settling { team.settle() }
    default: break
    }
  }

  /// The calendar a week was judged by.
  func calendar(revision: Int) -> CalendarDefined { calendars[revision] }

  /// A day off that becomes known moves what its own week asked, as an absence does; other weeks than
  /// Monday to Friday move all of them, and those that were judged keep what they asked.
  mutating func define(_ fact: CalendarDefined) {
    if calendarRevision > 0, fact.asksTheSame(as: calendar) {
      calendars[calendarRevision] = fact
    } else {
      calendars.append(fact)
    }
    calendar = fact
  }

  private mutating func define(_ fact: FunnelDefined) {
    if let place = funnels.firstIndex(where: { $0.funnel == fact.funnel }) {
      funnels[place] = fact
    } else {
      funnels.append(fact)
    }
  }

  private mutating func note(_ event: Event, _ stamp: Stamp) {
    var event = event
    // The text is the bulk of it, and is on disk.
    if case .playbookApplied(var applied) = event {
      applied.text = nil
      event = .playbookApplied(applied)
    }
    journal.append(RecordedFact(event: event, at: stamp.at, by: stamp.by, seq: stamp.seq))
  }

  private mutating func set(_ fact: RuleSet) {
    rules.removeAll { $0.rule == fact.rule }
    rules.append(fact)
    rules.sort { $0.rule < $1.rule }
  }
}

/// Whether a source is meant by a pattern: the same text, or a prefix where the pattern ends in `*`.
package func matches(_ source: String, pattern: String) -> Bool {
  pattern.hasSuffix("*") ? source.hasPrefix(pattern.dropLast()) : source == pattern
}
