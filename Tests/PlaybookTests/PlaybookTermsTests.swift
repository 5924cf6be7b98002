import Domain
import Playbook
import Testing

@Suite("Playbooks with everything in them")
struct PlaybookTermsTests {
  static func day(_ text: String) -> LocalDay { LocalDay(text) ?? LocalDay(days: 0) }

  static func holiday(_ day: String, _ name: String) -> Holiday {
    Holiday(day: HolidayDay(day) ?? .yearly(.newYear), name: name)
  }

  /// The events after a change to the whole playbook that was applied before, without the closing one.
  static func change(_ original: String, _ changed: String) throws -> [Event] {
    var world = PlaybookDifferenceTests.World()
    _ = try world.apply(wholePlaybook)
    let text = wholePlaybook.replacing(original, with: changed)
    #expect(text != wholePlaybook)
    let events = try world.apply(text)
    #expect(try world.apply(text).isEmpty, "applying twice must add nothing")
    guard case .playbookApplied? = events.last else { return events }
    return events.dropLast()
  }

  @Test("calendar, terms and funnels are typed")
  func typed() throws {
    let file = try Playbook.read(wholePlaybook)
    #expect(
      file.calendar
        == CalendarDefined(
          zone: "Europe/Paris", fiscalYearStarts: try #require(YearDay("04-01")),
          holidays: [
            Self.holiday("12-25", "Christmas Day"), Self.holiday("2026-04-06", "Easter Monday"),
          ],
          calendars: [
            OwnCalendar(name: "france", holidays: [Self.holiday("07-14", "Bastille Day")]),
            OwnCalendar(
              name: "spain", workingDays: [.monday, .tuesday, .wednesday, .thursday],
              holidays: [Self.holiday("01-06", "Epiphany")]),
          ]))
    let steps = [(4, 25), (4, 50), (1, 100)].map { Ramp.Step(weeks: $0, percent: $1) }
    #expect(
      file.terms
        == TeamDefined(
          segments: [
            Segment(segment: "ae", name: "Account executives"),
            Segment(segment: "sdr", name: "Sales development"),
          ], ramps: [Ramp(name: "new-hire", from: nil, steps: steps)], criticalMetrics: 4,
          managerSeesAfterSeconds: 48 * 3600, oneToOneEvery: Period(2, .week),
          retention: [
            Retention(of: "departed", keep: Period(12, .month)),
            Retention(of: "looks", keep: Period(1, .year)),
            Retention(of: "notes", keep: Period(36, .month)),
          ]))
    #expect(
      file.funnels == [
        FunnelDefined(
          funnel: "new-business", name: "New business", from: "call",
          steps: [
            FunnelStep(
              to: "meeting", segments: ["sdr"], credit: .actor, assumedRateBasisPoints: 1_250,
              assumedLagDays: 3),
            FunnelStep(to: "proposal", roles: [.rep, .manager], segments: ["ae"]),
            FunnelStep(to: "won", assumedRateBasisPoints: 2_500),
          ])
      ])
    #expect(
      file.rules == [
        RuleSet(
          rule: "consistent-miss", enabled: true,
          parameters: [
            RuleParameter(name: "watch-after-weeks", value: 4),
            RuleParameter(name: "talk-after-weeks", value: 8),
            RuleParameter(name: "chance-basis-points", value: 250),
          ])
      ])
    let ana = try #require(file.members.first).facts
    #expect(ana.segment == "ae" && ana.calendar == "spain")
    #expect(ana.ramp == Ramp(name: "new-hire", from: Self.day("2026-01-05"), steps: steps))
    #expect(file.members[1].facts.ramp?.from == Self.day("2026-03-02"))
    #expect(file.remarks == [])
  }

  @Test("every fact passes through the team, and applying twice adds nothing")
  func twice() throws {
    var world = PlaybookDifferenceTests.World()
    let file = try Playbook.read(wholePlaybook)
    let events = try world.apply(wholePlaybook)
    #expect(events.contains(.teamDefined(file.terms)))
    #expect(events.contains(.funnelDefined(file.funnels[0])))
    #expect(try world.apply(wholePlaybook).isEmpty)
    let facts = world.team.facts
    #expect(facts.calendar == file.calendar && facts.terms == file.terms)
    #expect(facts.funnels == file.funnels && facts.metrics == file.metrics)
    #expect(facts.rules == file.rules)
    let after = world.team.playbookView(at: PlaybookDifferenceTests.applying)
    #expect(after.rows.contains { $0.fact == .funnelDefined(file.funnels[0]) })
  }

  @Test("each change is its own event")
  func changes() throws {
    let today = Self.day("2026-11-19")
    #expect(
      try Self.change("segment: ae, zone", "zone") == [
        .memberMoved(MemberMoved(member: "ana", segment: "", from: today))
      ])
    #expect(
      try Self.change("calendar: spain", "calendar: france") == [
        .memberMoved(MemberMoved(member: "ana", calendar: "france", from: today))
      ])
    #expect(
      try Self.change(", ramp: new-hire, quotas", ", quotas") == [
        .memberMoved(MemberMoved(member: "ana", ramp: Ramp.ended, from: today))
      ])
    #expect(try Self.change("2 weeks", "4 weeks").count == 1)
    #expect(try Self.change("12-25: Christmas Day", "12-26: Boxing Day").count == 1)
    #expect(try Self.change("assumed-rate: 25%", "assumed-rate: 30%").count == 1)
    #expect(try Self.change("watch-after: 4, ", "").count == 1)
  }

  @Test("another ramp moves all who are on it, from today on")
  func rampChange() throws {
    let events = try Self.change("[25% for 4 weeks, ", "[30% for 4 weeks, ")
    #expect(
      events.map { String(describing: $0).prefix { $0 != "(" } } == [
        "teamDefined", "memberMoved", "memberMoved",
      ])
  }

  @Test("what is gone from the file ends, and nothing is deleted")
  func gone() throws {
    let today = Self.day("2026-11-19")
    let withoutFunnels =
      wholePlaybook.prefix(upTo: try #require(wholePlaybook.range(of: "funnels:")?.lowerBound))
      + wholePlaybook.suffix(from: try #require(wholePlaybook.range(of: "members:")?.lowerBound))
    var world = PlaybookDifferenceTests.World()
    _ = try world.apply(wholePlaybook)
    #expect(
      try world.apply(String(withoutFunnels)).first
        == .funnelEnded(FunnelEnded(funnel: "new-business", from: today)))
    let withoutTalk = withoutFunnels.split(separator: "\n").filter { !$0.contains("Talk time") }
      .joined(separator: "\n")
    #expect(
      try world.apply(withoutTalk).first == .metricEnded(MetricEnded(metric: "talk", from: today)))
    #expect(try world.apply(withoutTalk).isEmpty)
    #expect(world.team.roster.metrics.count == 6)
    let back = try world.apply(String(withoutFunnels))
    #expect(back.count == 2 && world.team.facts.metrics.count == 6)
  }

  @Test("who leaves on a day to come changes until then, and may stay after all")
  func leaving() throws {
    let until = Self.day("2027-01-05")
    #expect(
      try Self.change("quotas: {call: 8,", "quotas: {call: 9,") == [
        .quotaProposed(
          QuotaProposed(
            quota: "ana/call/2026-11-19", member: "ana", metric: "call", weekly: 9,
            from: Self.day("2026-11-19")))
      ])
    #expect(
      try Self.change("left: 2027-01-05", "left: 2027-02-01") == [
        .memberLeft(MemberLeft(member: "ana", from: Self.day("2027-02-01")))
      ])
    let stays = try Self.change(", left: 2027-01-05", "")
    guard case .memberJoined(let facts)? = stays.first else {
      Issue.record("\(stays)")
      return
    }
    #expect(stays.count == 1 && facts.from == until)
  }

  @Test("who came back stays as they are, whatever first day the file still states")
  func returned() throws {
    var world = PlaybookDifferenceTests.World()
    let text = wholePlaybook.replacing(", left: 2027-01-05", with: "")
    _ = try world.apply(text)
    let without = text.split(separator: "\n").filter { !$0.contains("ana: {") }
      .joined(separator: "\n")
    _ = try world.apply(without)
    let later = PlaybookDifferenceTests.applying.adding(seconds: 20 * 86_400)
    #expect(try world.apply(text, at: later).count > 1)
    #expect(try world.apply(text, at: later).isEmpty)
  }

  @Test("an orphan metric and more than the few are remarked on, where they stand")
  func remarks() throws {
    let orphan = try Playbook.read(
      wholePlaybook.replacing("{kind: activity, serves: won}", with: "{kind: activity}"))
    #expect(
      orphan.remarks.map(\.message) == [
        "metric meeting serves no outcome, so nobody can say what it is for: add `serves`."
      ])
    #expect(orphan.remarks.first?.line == 20 && orphan.remarks.first?.column == 3)
    let many = try Playbook.read(
      wholePlaybook.replacing("critical-metrics: 4", with: "critical-metrics: 1"))
    #expect(
      many.remarks.map(\.message) == [
        "member ana has quotas for 2 activities (call, meeting); more than 1 hide the few that matter."
      ])
  }

  @Test("exchange rates are typed exactly; a change of one states all of them")
  func exchangeRates() throws {
    let table = RateTable(
      from: Self.day("2026-01-01"), base: "EUR",
      rates: [
        CurrencyRate(currency: "GBP", rate: Rational(115, 100)),
        CurrencyRate(currency: "USD", rate: Rational(92, 100)),
      ])
    #expect(try Playbook.read(wholePlaybook).rates == RatesDefined(tables: [table]))
    var changed = table
    changed.rates[1].rate = Rational(9, 10)
    #expect(
      try Self.change("USD: \"0.92\"", "USD: 0.9")
        == [.ratesDefined(RatesDefined(tables: [changed]))])
    #expect(
      try Self.change(
        "exchange-rates: [{from: 2026-01-01, base: EUR, rates: {USD: \"0.92\", GBP: 1.15}}]\n",
        "") == [.ratesDefined(RatesDefined())])
  }

  @Test("a quota that was agreed on survives the file that says what it always said")
  func agreedQuota() throws {
    var world = PlaybookDifferenceTests.World()
    _ = try world.apply(wholePlaybook)
    let name = world.team.symbols.intern("ben/call/2026-11-23")
    let call = world.team.symbols.intern("call")
    world.say(.quotaOffered(QuotaOffered(quota: name, metric: call, weekly: 12)), by: "ben")
    world.say(.quotaAccepted(QuotaAccepted(quota: name)), by: "ben")
    let anas = world.team.symbols.intern("ana/call/2026-11-23")
    world.say(.quotaOffered(QuotaOffered(quota: anas, metric: call, weekly: 9)), by: "ana")
    world.say(.quotaAccepted(QuotaAccepted(quota: anas)), by: "ana")
    func asked(_ member: String) -> Int64? {
      world.team.roster.member(world.team.symbols.find(member) ?? .none)?
        .quota(call, on: Self.day("2026-11-24"))
    }
    #expect(asked("ben") == 12 && asked("ana") == 9)
    #expect(try world.apply(wholePlaybook).isEmpty)
    #expect(asked("ben") == 12 && asked("ana") == 9)
    let changed = wholePlaybook.replacing("quotas: {call: 8,", with: "quotas: {call: 11,")
    let quotas = try world.apply(changed).filter {
      if case .quotaProposed = $0 { true } else { false }
    }
    #expect(quotas.count == 1, "only a changed number states a quota")
  }
}
