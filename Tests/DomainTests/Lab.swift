import Domain

/// Zones with a hand-made clock change or two; the real ones come from tzdata at the daemon's edge.
enum TestZones {
  static func at(_ text: String) -> Instant {
    Instant(rfc3339: text) ?? .distantPast
  }

  static func zone(_ name: String, _ changes: [(String, Double)]) -> ZoneTable {
    ZoneTable(
      identifier: name,
      transitions: changes.map { (at: at($0.0), offsetSeconds: Int32($0.1 * 3600)) })
  }

  static let all: [ZoneTable] = [
    .utc,
    zone(
      "Europe/Berlin",
      [
        ("1996-10-27T01:00:00Z", 1), ("2026-03-29T01:00:00Z", 2), ("2026-10-25T01:00:00Z", 1),
        ("2027-03-28T01:00:00Z", 2),
      ]),
    zone(
      "America/New_York",
      [
        ("2026-03-08T07:00:00Z", -4), ("2026-11-01T06:00:00Z", -5), ("2027-03-14T07:00:00Z", -4),
      ]),
    zone("America/Los_Angeles", [("2026-03-08T10:00:00Z", -7), ("2026-11-01T09:00:00Z", -8)]),
    zone("Asia/Tokyo", [("1951-10-01T00:00:00Z", 9)]),
    zone("Australia/Lord_Howe", [("2026-04-04T15:00:00Z", 10.5), ("2026-10-03T15:30:00Z", 11)]),
    zone("Africa/Cairo", [("2025-10-30T21:00:00Z", 2), ("2026-04-23T22:00:00Z", 3)]),
    zone("America/Santiago", [("2026-04-05T03:00:00Z", -4), ("2026-09-06T04:00:00Z", -3)]),
    zone("Asia/Beirut", [("2025-10-25T21:00:00Z", 2), ("2026-03-28T22:00:00Z", 3)]),
  ]

  static func find(_ name: String) -> ZoneTable? {
    all.first { $0.identifier == name }
  }
}

/// A team under test: says events in order and keeps what was said, so that it can be said again.
struct Lab {
  var team = Team(zones: { TestZones.find($0) })
  var seq: UInt64 = 0
  var now = TestZones.at("2026-01-01T00:00:00Z")
  private(set) var said: [(event: Event, stamp: Stamp)] = []
  private(set) var judgements: [Event] = []

  /// A team of ana (rep), ben (rep, in New York) and greg (manager), with conversations and deals.
  static func acme(
    quota: Int64 = 8, from: String? = nil, appliedAt: String = "2026-01-01T00:00:00Z"
  ) -> Lab {
    var lab = Lab()
    lab.now = TestZones.at(appliedAt)
    lab.say(.calendarDefined(CalendarDefined(zone: "Europe/Berlin")))
    lab.say(
      .metricDefined(
        MetricDefined(
          metric: "conversation", name: "Conversation", kind: .activity, unit: .count,
          measure: "activity.count", serves: "won")))
    lab.say(
      .metricDefined(
        MetricDefined(
          metric: "call-minutes", name: "Call minutes", kind: .activity, unit: .minutes,
          measure: "activity.minutes", of: "call")))
    for (metric, measure, unit) in [
      ("won", "deals.won", MetricUnit.count), ("opened", "deals.opened", .count),
      ("lost", "deals.lost", .count), ("revenue", "deals.won-amount", .money),
    ] {
      lab.say(
        .metricDefined(
          MetricDefined(
            metric: metric, name: metric, kind: .outcome, unit: unit, measure: measure,
            currency: unit == .money ? "EUR" : nil)))
    }
    lab.say(
      .metricDefined(
        MetricDefined(
          metric: "proposal", name: "Proposal", kind: .outcome, unit: .count,
          measure: "deals.stage", stage: "proposal")))
    let day = from.flatMap { LocalDay($0) }
    lab.say(
      .memberJoined(
        MemberJoined(
          member: "greg", name: "Greg Hale", role: .manager, zone: "Europe/Berlin",
          unix: ["#1002"], from: day)))
    lab.say(
      .memberJoined(
        MemberJoined(
          member: "ana", name: "Ana Ruiz", role: .rep, manager: "greg", zone: "Europe/Berlin",
          unix: ["ana"], aliases: [Alias(pattern: "/crm/*", ids: ["77"])], from: day)))
    lab.say(
      .memberJoined(
        MemberJoined(
          member: "ben", name: "Ben Okoro", role: .rep, manager: "greg",
          zone: "America/New_York", unix: ["ben"], from: day)))
    lab.say(
      .quotaProposed(
        QuotaProposed(
          quota: "ana/conversation/1", member: "ana", metric: "conversation", weekly: quota,
          from: day)))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "00")))
    return lab
  }

  func symbol(_ text: String) -> Symbol { team.symbols.find(text) ?? .none }

  /// Records an event now.
  @discardableResult
  mutating func say(
    _ event: Event, by: String = "dialer", source: String = "/dialer/1", subject: String = "",
    time: Instant? = nil
  ) -> UInt64 {
    seq += 1
    let stamp = Stamp(
      seq: seq, at: now, by: team.symbols.intern(by), source: team.symbols.intern(source),
      subject: team.symbols.intern(subject), time: time ?? now)
    said.append((event, stamp))
    team.evolve(event, stamp)
    return seq
  }

  /// Logs activities of a member at a time.
  @discardableResult
  mutating func log(
    _ metric: String = "conversation", _ count: Int32 = 1, of subject: String = "ana",
    at time: String, minutes: Int32? = nil, deal: String = "", source: String = "/dialer/1"
  ) -> UInt64 {
    say(
      .activityLogged(
        Activity(
          metric: team.symbols.intern(metric), deal: team.symbols.intern(deal), count: count,
          minutes: minutes)),
      source: source, subject: subject, time: TestZones.at(time))
  }

  @discardableResult
  mutating func deal(
    _ kind: (DealStep) -> Event, _ deal: String, of subject: String = "ana", at time: String,
    stage: String = "", reason: String = "", amount: Int64? = nil, currency: String = "",
    account: String = "", credit: [(String, Int64)] = []
  ) -> UInt64 {
    let step = DealStep(
      deal: team.symbols.intern(deal), account: team.symbols.intern(account),
      stage: team.symbols.intern(stage), reason: team.symbols.intern(reason),
      currency: team.symbols.intern(currency), amount: amount,
      credit: credit.map { CreditShare(member: team.symbols.intern($0.0), share: $0.1) })
    return say(kind(step), source: "/crm/1", subject: subject, time: TestZones.at(time))
  }

  @discardableResult
  mutating func handOver(_ deal: String, to receiver: String, at time: String) -> UInt64 {
    let fact = HandOver(deal: team.symbols.intern(deal), to: team.symbols.intern(receiver))
    return say(
      .dealHandedOver(fact), source: "/crm/1", subject: "ana", time: TestZones.at(time))
  }

  /// Records a step of a meeting.
  @discardableResult
  mutating func meeting(
    _ kind: (MeetingStep) -> Event, _ meeting: String, of subject: String = "ana",
    at time: String, metric: String = "", minutes: Int32? = nil, deal: String = ""
  ) -> UInt64 {
    let step = MeetingStep(
      meeting: team.symbols.intern(meeting), metric: team.symbols.intern(metric),
      deal: team.symbols.intern(deal), minutes: minutes)
    return say(kind(step), source: "/cal/1", subject: subject, time: TestZones.at(time))
  }

  /// Records days away.
  @discardableResult
  mutating func away(
    _ first: String, _ last: String, of subject: String = "ana", source: String = "/hr/1"
  ) -> UInt64 {
    let none = LocalDay(days: 0)
    let days = AbsenceRecorded(first: LocalDay(first) ?? none, last: LocalDay(last) ?? none)
    return say(.absenceRecorded(days), source: source, subject: subject)
  }

  /// Moves the clock and lets the daemon judge what is due; gives the judgements made.
  @discardableResult
  mutating func advance(to time: String) -> [Event] {
    now = max(now, TestZones.at(time))
    return judge()
  }

  @discardableResult
  mutating func judge() -> [Event] {
    var made: [Event] = []
    while let events = team.nextJudgement(now: now) {
      for event in events { say(event, by: "daemon", source: "/coxswaind") }
      made += events
      precondition(made.count < 100_000, "judging never ends")
    }
    judgements += made
    return made
  }

  func week(_ label: String, of member: String = "ana", at time: String? = nil) -> WeekView? {
    team.weekView(
      symbol(member), week: WeekLabel(label), now: time.map(TestZones.at) ?? now)
  }

  func row(_ metric: String, _ label: String, of member: String = "ana") -> WeekRow? {
    week(label, of: member)?.rows.first { $0.metric == metric }
  }

  func done(_ metric: String, _ label: String, of member: String = "ana") -> Int64? {
    row(metric, label, of: member)?.done
  }

  /// The same record applied anew to an empty team, as a restart does.
  func replayed() -> Team {
    var team = Team(zones: { TestZones.find($0) })
    // Symbols are given in the order of the texts' first use, which a decoder would repeat.
    for number in 1..<UInt32(self.team.symbols.count) {
      _ = team.symbols.intern(self.team.symbols.text(Symbol(raw: number)))
    }
    for (event, stamp) in said { team.evolve(event, stamp) }
    return team
  }

  /// The same with captures in rows, whose names are numbers of another table.
  func replayedInRows() -> Team {
    var team = Team(zones: { TestZones.find($0) })
    var other = Symbols()
    // Backwards, so that a name that is not translated means another.
    for number in (1..<UInt32(self.team.symbols.count)).reversed() {
      _ = other.intern(self.team.symbols.text(Symbol(raw: number)))
    }
    for number in 1..<UInt32(self.team.symbols.count) {
      _ = team.symbols.intern(self.team.symbols.text(Symbol(raw: number)))
    }
    var names: [Symbol] = [.none]
    team.symbols.adopt(other.texts, from: 1, upTo: other.count, into: &names)
    var rows: [CaptureRow] = []
    for (event, stamp) in said {
      if let row = row(event, stamp, other) {
        rows.append(row)
        continue
      }
      team.evolve(rows.span, names: names.span)
      rows = []
      team.evolve(event, stamp)
    }
    team.evolve(rows.span, names: names.span)
    return team
  }

  /// A capture as a row with the names of another table.
  private func row(_ event: Event, _ stamp: Stamp, _ other: Symbols) -> CaptureRow? {
    func name(_ symbol: Symbol) -> Symbol { other.find(team.symbols.text(symbol)) ?? .none }
    func step(_ step: DealStep) -> DealStep {
      DealStep(
        deal: name(step.deal), account: name(step.account), stage: name(step.stage),
        reason: name(step.reason), currency: name(step.currency), amount: step.amount,
        credit: step.credit)
    }
    let renamed: Event
    switch event {
    case .activityLogged(var activity):
      activity.metric = name(activity.metric)
      activity.deal = name(activity.deal)
      activity.account = name(activity.account)
      renamed = .activityLogged(activity)
    case .dealOpened(let fact): renamed = .dealOpened(step(fact))
    case .dealAdvanced(let fact): renamed = .dealAdvanced(step(fact))
    case .dealWon(let fact): renamed = .dealWon(step(fact))
    case .dealLost(let fact): renamed = .dealLost(step(fact))
    case .dealReopened(let fact): renamed = .dealReopened(step(fact))
    case .creditNoted(let fact): renamed = .creditNoted(step(fact))
    default: return nil
    }
    guard var row = CaptureRow(renamed, seq: UInt32(stamp.seq), at: stamp.at) else { return nil }
    row.time = stamp.time
    row.by = name(stamp.by)
    row.source = name(stamp.source)
    row.subject = name(stamp.subject)
    return row
  }
}

/// Everything a team shows, for comparing two teams.
struct Picture: Equatable {
  var weeks: [WeekView] = []
  var team: TeamView
  var alerts: [AlertRow]
  var deals: DealsView
  var traces: [DealView] = []
  var doubts: [DoubtRow]
  var facts: PlaybookFacts

  init(_ team: Team, now: Instant) {
    var team = team
    team.settle()
    for member in team.roster.members.dropFirst() {
      for ordinal in 2925..<2990 {
        let label = WeekLabel(containing: LocalDay(days: Int32(ordinal * 7)))
        weeks += team.weekView(member.id, week: label, now: now).map { [$0] } ?? []
      }
    }
    self.team = team.teamView(.system, now: now)
    alerts = team.alertsView(.system, now: now)
    for member in team.roster.members.dropFirst() {
      alerts += team.alertsView(team.viewer(member), member: member.id, now: now)
    }
    deals = team.dealsView(list: true, now: now)
    for row in deals.rows {
      if let symbol = team.symbols.find(row.deal), let view = team.dealView(symbol, now: now) {
        traces.append(view)
      }
    }
    doubts = team.doubtsView()
    facts = team.facts
  }
}

extension Event {
  var closed: WeekClosed? { if case .weekClosed(let fact) = self { fact } else { nil } }
  var revised: WeekRevised? { if case .weekRevised(let fact) = self { fact } else { nil } }
  var raised: AlertRaised? { if case .alertRaised(let fact) = self { fact } else { nil } }
  var cleared: AlertCleared? { if case .alertCleared(let fact) = self { fact } else { nil } }
}

extension Double {
  /// Rounded to four decimals, as the acceptance vectors are stated.
  var four: Double { (self * 10_000).rounded() / 10_000 }
}
