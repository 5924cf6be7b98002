import Domain
import EventCodec
import JSONText
import Testing

@Suite("Encoding")
struct EncodingTests {
  private let time = Instant(rfc3339: "2026-11-23T12:00:00.000001Z")

  private func day(_ text: String) -> LocalDay { LocalDay(text) ?? LocalDay(days: 0) }

  /// One event of every type, and more where a type has members that may be left out.
  private func examples(_ symbols: inout Symbols) -> [Event] {
    captures(&symbols) + plans(&symbols) + facts + terms + judgements(&symbols)
  }

  private func captures(_ symbols: inout Symbols) -> [Event] {
    let metric = symbols.intern("conversation")
    let deal = symbols.intern("D-\"1\"")
    let eur = symbols.intern("EUR")
    var amendment = Amendment(target: CorrectionTarget(id: "e-1", source: "/cox/ana"))
    amendment.metric = metric
    amendment.count = 3
    amendment.amount = 5
    return [
      .activityLogged(Activity(metric: metric)),
      .activityLogged(Activity(metric: metric, deal: deal, count: 0, minutes: 0)),
      .dealOpened(
        DealStep(
          deal: deal, account: symbols.intern("acme"), stage: symbols.intern("lead"),
          currency: eur, amount: 12_00)),
      .dealAdvanced(DealStep(deal: deal, stage: symbols.intern("proposal"))),
      .dealWon(DealStep(deal: deal, currency: eur, amount: 0)),
      .dealLost(DealStep(deal: deal, reason: symbols.intern("price\n"))),
      .dealReopened(DealStep(deal: deal, reason: symbols.intern("a mistake"))),
      .dealWon(
        DealStep(
          deal: deal, amount: 7,
          credit: [
            CreditShare(member: symbols.intern("ana"), share: 9_999),
            CreditShare(member: symbols.intern("ben"), share: 1),
          ])),
      .creditNoted(DealStep(deal: deal, reason: symbols.intern("returned"), amount: 7)),
      .dealHandedOver(HandOver(deal: deal, to: symbols.intern("ben"))),
      .meetingBooked(MeetingStep(meeting: symbols.intern("m-7"), metric: metric, deal: deal)),
      .meetingRescheduled(MeetingStep(meeting: symbols.intern("m-7"))),
      .meetingHeld(MeetingStep(meeting: symbols.intern("m-7"), metric: metric, minutes: 45)),
      .meetingMissed(MeetingStep(meeting: symbols.intern("m-8"))),
      .absenceRecorded(AbsenceRecorded(first: day("2026-11-16"), last: day("2026-11-18"))),
      .outcomeRecorded(OutcomeRecorded(outcome: symbols.intern("payment"))),
      .outcomeRecorded(
        OutcomeRecorded(
          outcome: symbols.intern("invoice"), deal: deal, count: 0, amount: -5, currency: eur)),
      .eventAmended(amendment),
      .eventDisputed(
        Dispute(target: CorrectionTarget(id: "e-1"), reason: "it was Ben's call")),
      .eventRetracted(Retraction(target: CorrectionTarget(id: "e-1"))),
    ]
  }

  private func plans(_ symbols: inout Symbols) -> [Event] {
    let goal = symbols.intern("ana/revenue/FY2026")
    let quota = symbols.intern("ana/call/2026-11-23")
    let eur = symbols.intern("EUR")
    let year = GoalPeriod(name: "FY2026", first: day("2026-04-01"), last: day("2027-03-31"))
    return [
      .goalProposed(
        GoalProposed(
          goal: goal, metric: symbols.intern("revenue"), amount: .money(1_200_000_00, eur),
          period: year)),
      .goalProposed(
        GoalProposed(
          goal: symbols.intern("team/won/FY2026"), metric: symbols.intern("won"),
          amount: .count(0), period: year, from: day("2026-05-01"), reason: "so \"be\" it",
          isBackdated: true, isTeam: true)),
      .goalProposed(
        GoalProposed(
          goal: symbols.intern("ana/lost/FY2026"), metric: symbols.intern("lost"),
          amount: .count(10), period: year, isAtMost: true)),
      .goalAccepted(GoalAccepted(goal: goal)),
      .goalCountered(
        GoalCountered(goal: goal, amount: .money(1, .none), reason: "half the accounts left")),
      .goalCountered(
        GoalCountered(
          goal: goal, amount: .count(7), reason: "r", from: day("2026-05-01"), isBackdated: true)),
      .goalEnded(GoalEnded(goal: goal, from: day("2026-12-01"), reason: "moves on")),
      .quotaOffered(
        QuotaOffered(
          quota: quota, metric: symbols.intern("call"), weekly: 10, from: day("2026-11-23"),
          origin: .plan, goal: "ana/revenue/FY2026", low: 7, high: 14, reason: "r")),
      .quotaOffered(QuotaOffered(quota: quota, metric: symbols.intern("call"), weekly: 0)),
      .quotaAccepted(QuotaAccepted(quota: quota)),
      .quotaCountered(QuotaCountered(quota: quota, weekly: 9, reason: "two fairs")),
      .quotaGivenUp(QuotaGivenUp(quota: quota, from: day("2026-12-01"), reason: "r")),
    ]
  }

  private var facts: [Event] {
    [
      .metricDefined(
        MetricDefined(
          metric: "revenue", name: "Revenue", kind: .outcome, unit: .money,
          measure: "deals.won-amount", of: "x", stage: "s", currency: "EUR", serves: "won",
          good: "Both sides agree")),
      .metricDefined(
        MetricDefined(
          metric: "call", name: "Call", kind: .activity, unit: .count, measure: "activity.count")),
      .memberJoined(
        MemberJoined(
          member: "ana", name: "Ana Ruíz", role: .rep, manager: "greg", zone: "Europe/Madrid",
          unix: ["ana", "@sales", "#1001"],
          aliases: [Alias(pattern: "/crm/*", ids: ["77", "78"]), Alias(pattern: "/x", ids: [])],
          sources: ["/dialer/*"], from: day("2026-01-05"))),
      .memberJoined(MemberJoined(member: "bo", name: "Bo", role: .operator)),
      .memberJoined(
        MemberJoined(
          member: "cy", name: "Cy", role: .rep, segment: "ae", calendar: "spain",
          ramp: Ramp(
            name: "new-hire", from: day("2026-01-05"),
            steps: [Ramp.Step(weeks: 4, percent: 25), Ramp.Step(weeks: 4, percent: 50)]))),
      .memberMoved(
        MemberMoved(
          member: "cy", segment: "", calendar: "", ramp: Ramp.ended, from: day("2026-11-16"))),
      .memberMoved(
        MemberMoved(
          member: "ana", name: "Ana", role: .manager, manager: "", zone: "UTC", unix: [],
          aliases: [], sources: [], from: day("2026-11-16"))),
      .memberMoved(MemberMoved(member: "ana", from: day("2026-11-16"))),
      .memberLeft(MemberLeft(member: "ana", from: day("2026-11-16"))),
      .calendarDefined(
        CalendarDefined(
          weekStarts: .sunday, workingDays: [.sunday, .monday], closeAfterSeconds: 0,
          zone: "Asia/Tokyo")),
      .ruleSet(RuleSet(rule: "consistent-miss", enabled: false)),
      .quotaProposed(
        QuotaProposed(
          quota: "ana/conversation/2026-11-16", member: "ana", metric: "conversation", weekly: 8,
          from: day("2026-11-16"))),
      .quotaProposed(
        QuotaProposed(quota: "q", member: "ana", metric: "conversation", weekly: 0, from: nil)),
      .quotaEnded(
        QuotaEnded(quota: "q", member: "ana", metric: "conversation", from: day("2026-11-16"))),
      .playbookApplied(PlaybookApplied(sha256: "ab", team: "acme", text: "team: acme\n")),
    ]
  }

  private var terms: [Event] {
    [
      .metricEnded(MetricEnded(metric: "demo", from: day("2026-11-16"))),
      .calendarDefined(
        CalendarDefined(
          zone: "UTC", fiscalYearStarts: YearDay("04-01") ?? .newYear,
          holidays: [
            Holiday(day: .once(day("2026-04-06")), name: "Easter \"Monday\""),
            Holiday(day: .yearly(YearDay("12-25") ?? .newYear), name: "Christmas"),
          ],
          calendars: [
            OwnCalendar(name: "spain", workingDays: [.tuesday, .monday]),
            OwnCalendar(
              name: "leap",
              holidays: [Holiday(day: .yearly(YearDay("02-29") ?? .newYear), name: "L")]),
          ])),
      .ruleSet(
        RuleSet(
          rule: "consistent-miss", enabled: true,
          parameters: [
            RuleParameter(name: "watch-after-weeks", value: 4),
            RuleParameter(name: "chance-basis-points", value: 100),
          ])),
      .funnelDefined(
        FunnelDefined(
          funnel: "new", name: "New", from: "call",
          steps: [
            FunnelStep(
              to: "demo", roles: [.rep, .manager], segments: ["sdr"], credit: .split,
              assumedRateBasisPoints: 2_050, assumedLagDays: 0), FunnelStep(to: "won"),
          ])),
      .ratesDefined(
        RatesDefined(tables: [
          RateTable(
            from: day("2026-01-01"), base: "EUR",
            rates: [
              CurrencyRate(currency: "USD", rate: Rational(92, 100)),
              CurrencyRate(currency: "JPY", rate: Rational(613, 100_000)),
            ]),
          RateTable(from: day("2026-07-01"), base: "EUR", rates: []),
        ])),
      .funnelEnded(FunnelEnded(funnel: "new", from: day("2026-11-16"))),
      .teamDefined(TeamDefined()),
      .teamDefined(
        TeamDefined(
          segments: [Segment(segment: "sdr", name: "Setters"), Segment(segment: "ae", name: "Ä")],
          ramps: [Ramp(name: "r", from: nil, steps: [Ramp.Step(weeks: 1, percent: 0)])],
          criticalMetrics: 3, managerSeesAfterSeconds: 0, oneToOneEvery: Period(2, .week),
          retention: [Retention(of: "notes", keep: Period(1, .year))])),
    ]
  }

  private func judgements(_ symbols: inout Symbols) -> [Event] {
    let ana = symbols.intern("ana")
    let metric = symbols.intern("conversation")
    let eur = symbols.intern("EUR")
    let week = WeekLabel(containing: day("2026-11-16"))
    let from = Instant(rfc3339: "2026-11-15T23:00:00Z") ?? .distantPast
    let to = Instant(rfc3339: "2026-11-22T23:00:00Z") ?? .distantPast
    return [
      .weekClosed(
        WeekClosed(
          member: ana, week: week, from: from, to: to, history: true, known: true, excused: true,
          lines: [
            JudgedLine(metric: metric, done: 5, quota: 8, target: Rational(32, 5)),
            JudgedLine(metric: eur, done: 0),
          ], rules: [RuleVersion(rule: "consistent-miss", version: 1)])),
      .weekClosed(
        WeekClosed(member: ana, week: week, from: from, to: to, known: false, lines: [])),
      .weekRevised(
        WeekRevised(
          member: ana, week: week, revision: 2, reason: "late-data", known: true, excused: true,
          lines: [RevisedLine(metric: metric, was: 5, done: 8, quota: 8, target: Rational(8))])),
      .planRecalibrated(
        PlanRecalibrated(
          member: ana, goal: symbols.intern("ana/revenue/FY2026"), metric: metric, was: 8,
          weekly: 10, low: 7, high: 14, week: week)),
      .alertRaised(
        AlertRaised(
          alert: 31, member: ana, rule: "consistent-miss", version: 1, level: .conversation,
          metric: metric, weeks: [week], done: [5], targets: [Rational(32, 5)], total: 15,
          mean: 22.4, phi: 1.0 / 3, p: 0.065933536477171, run: 3, history: true)),
      .alertCleared(AlertCleared(alert: 31, member: ana, reason: .quotaEnded)),
      .alertSeen(AlertSeen(alert: 31)),
    ]
  }

  @Test("decoding what was encoded gives the same event, for every type")
  func roundTrip() throws {
    var symbols = Symbols()
    let document = JSONDocument()
    var types: Set<String> = []
    for event in examples(&symbols) {
      // What people say of quotas has the types of the playbook's facts.
      let source = event.family == .plan ? "/cox/ana" : "/coxswaind"
      let bytes = EventEncoder.encode(
        event, id: "i", source: source, time: time, subject: symbols.intern("ana"),
        symbols: symbols)
      let text = String(decoding: bytes, as: UTF8.self)
      let root = try document.parse(bytes, in: 0..<bytes.count)
      let decoded = try EventDecoder.decode(document, root, symbols: &symbols)
      #expect(decoded.event == event, "\(text)")
      #expect(decoded.time == time)
      #expect(symbols.text(decoded.source) == source)
      #expect(document.member(root, "id").flatMap { document.string($0) } == "i")
      #expect(!text.contains("\n"))
      types.insert(EventType(event)?.rawValue ?? "")
    }
    #expect(types == Set(EventType.allCases.map(\.rawValue)))
  }

  @Test("the same decoding into an empty table gives the same bytes again")
  func otherTable() throws {
    var symbols = Symbols()
    for event in examples(&symbols) {
      let source = event.family == .plan ? "/cox/ana" : "/coxswaind"
      let bytes = EventEncoder.encode(
        event, id: "i", source: source, time: time, symbols: symbols)
      let document = JSONDocument()
      var fresh = Symbols()
      _ = fresh.intern("something else first")
      let root = try document.parse(bytes, in: 0..<bytes.count)
      let decoded = try EventDecoder.decode(document, root, symbols: &fresh)
      let again = EventEncoder.encode(
        decoded.event, id: "i", source: source, time: time, subject: decoded.subject,
        symbols: fresh)
      #expect(again == bytes)
    }
  }

  @Test("judgements have ids that only depend on what is judged")
  func identities() {
    var symbols = Symbols()
    let ids = examples(&symbols).compactMap { EventEncoder.identity(of: $0, symbols: symbols) }
    #expect(
      ids == [
        "week.closed/ana/2026-W47", "week.closed/ana/2026-W47", "week.revised/ana/2026-W47/2",
        "plan.recalibrated/ana/conversation/2026-W47", "alert.raised/A-31", "alert.cleared/A-31",
      ])
  }

  @Test("golden bytes: what was once written stays readable and is written the same")
  func golden() throws {
    let line =
      #"{"specversion":"1.0","id":"week.closed/ana/2026-W47","source":"/coxswaind","type":"coxswain.week.closed","subject":"ana","time":"2026-11-23T11:00:00Z","data":{"week":"2026-W47","from":"2026-11-15T23:00:00Z","to":"2026-11-22T23:00:00Z","known":true,"lines":[{"metric":"conversation","done":5,"quota":8,"target":"32/5"}],"rules":{"consistent-miss":1}}}"#
    var symbols = Symbols()
    let document = JSONDocument()
    let root = try document.parse(Array(line.utf8), in: 0..<line.utf8.count)
    let decoded = try EventDecoder.decode(document, root, symbols: &symbols)
    let id = EventEncoder.identity(of: decoded.event, symbols: symbols) ?? ""
    let bytes = EventEncoder.encode(decoded.event, id: id, time: decoded.time, symbols: symbols)
    #expect(String(decoding: bytes, as: UTF8.self) == line)
  }
}
