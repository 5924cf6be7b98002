import Domain

extension Lab {
  static func day(_ text: String) -> LocalDay { LocalDay(text) ?? LocalDay(days: 0) }

  /// A team whose fiscal year begins in April, in the middle of it.
  static func fiscal(at time: String = "2026-11-18T09:00:00Z") -> Lab {
    var lab = Lab.acme()
    lab.say(
      .calendarDefined(
        CalendarDefined(
          zone: "Europe/Berlin", fiscalYearStarts: YearDay(month: 4, day: 1) ?? .newYear)))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    lab.now = TestZones.at(time)
    return lab
  }

  /// A goal of a member, or of the team for nobody; money where a currency is named.
  mutating func proposal(
    _ amount: Int64, _ currency: String? = "EUR", metric: String = "revenue",
    period: String = "FY2026", of member: String? = "ana", from: String? = nil,
    reason: String? = nil, backdated: Bool = false, atMost: Bool = false
  ) -> Event {
    let found =
      team.goalPeriod(period)
      ?? GoalPeriod(name: period, first: LocalDay(days: 0), last: LocalDay(days: 0))
    let name = "\(member ?? "team")/\(metric)/\(found.name)"
    return .goalProposed(
      GoalProposed(
        goal: team.symbols.intern(name), metric: team.symbols.intern(metric),
        amount: currency.map { .money(amount, team.symbols.intern($0)) } ?? .count(amount),
        period: found, from: from.map(Self.day), reason: reason, isBackdated: backdated,
        isTeam: member == nil, isAtMost: atMost))
  }

  mutating func counter(
    _ amount: GoalAmount, of goal: String = "ana/revenue/FY2026", reason: String = "why",
    from: String? = nil, backdated: Bool = false
  ) -> Event {
    .goalCountered(
      GoalCountered(
        goal: team.symbols.intern(goal), amount: amount, reason: reason,
        from: from.map(Self.day), isBackdated: backdated))
  }

  mutating func acceptance(of goal: String = "ana/revenue/FY2026") -> Event {
    .goalAccepted(GoalAccepted(goal: team.symbols.intern(goal)))
  }

  mutating func ending(
    of goal: String = "ana/revenue/FY2026", from: String, reason: String = "moves on"
  ) -> Event {
    .goalEnded(
      GoalEnded(goal: team.symbols.intern(goal), from: Self.day(from), reason: reason))
  }

  /// What a person says in their own name; the rejection where it is refused.
  @discardableResult
  mutating func speak(
    _ event: Event, by name: String = "ana", about: String = "ana"
  ) -> Rejection? {
    let command = Command(
      event: event, subject: team.symbols.intern(about), time: now,
      by: team.viewer(named: name) ?? .system)
    do {
      for event in try team.decide(command, now: now) {
        say(event, by: name, source: "/cox/\(name)", subject: about)
      }
      return nil
    } catch {
      return error
    }
  }

  /// Records an outcome beside deals.
  @discardableResult
  mutating func outcome(
    _ name: String, _ amount: Int64? = nil, _ currency: String = "", of subject: String = "ana",
    at time: String, count: Int32 = 1, deal: String = ""
  ) -> UInt64 {
    let fact = OutcomeRecorded(
      outcome: team.symbols.intern(name), deal: team.symbols.intern(deal), count: count,
      amount: amount, currency: team.symbols.intern(currency))
    return say(
      .outcomeRecorded(fact), source: "/erp/1", subject: subject, time: TestZones.at(time))
  }

  /// What one unit of a currency is worth in euros, from some days on.
  mutating func value(of currency: String, _ rates: [(from: String, rate: String)]) {
    say(
      .ratesDefined(
        RatesDefined(
          tables: rates.map { from, rate in
            RateTable(
              from: Self.day(from), base: "EUR",
              rates: [CurrencyRate(currency: currency, rate: Rational(decimal: rate) ?? .zero)])
          })))
  }

  /// A goal as an operator sees it.
  func goal(_ name: String = "ana/revenue/FY2026") -> GoalRow? {
    team.goalsView(.system, all: true, now: now).first { $0.goal == name }
  }

  /// The goal of ana that the tests are about, proposed and accepted.
  mutating func agree(_ amount: Int64 = 1_200_000_00) {
    speak(proposal(amount))
    speak(acceptance())
  }
}
