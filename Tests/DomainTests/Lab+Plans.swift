import Domain

extension Lab {
  /// A fiscal team with a funnel from conversations to wins, looked at on 18 November 2026.
  static func funnel(
    _ rates: (Int?, Int?, Int?) = (nil, nil, nil), lagDays: Int? = nil, credit: StepCredit = .owner,
    roles: [Role] = [.rep]
  ) -> Lab {
    var lab = Lab.fiscal(at: "2026-01-05T09:00:00Z")
    let steps = [("opened", rates.0), ("proposal", rates.1), ("won", rates.2)]
    lab.say(
      .funnelDefined(
        FunnelDefined(
          funnel: "main", name: "Main", from: "conversation",
          steps: steps.map {
            FunnelStep(
              to: $0.0, roles: roles, credit: credit, assumedRateBasisPoints: $0.1,
              assumedLagDays: lagDays)
          })))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "f1")))
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    return lab
  }

  /// A deal that went all the way: days after 1 March 2026 of each step, nil where there was none.
  mutating func life(
    _ deal: String, of member: String = "ana", talked: Int? = nil, opened: Int,
    proposed: Int? = nil,
    won: Int? = nil, lost: Int? = nil, amount: Int64? = nil, account: String = ""
  ) {
    if let talked { log(of: member, at: Self.time(talked), deal: deal) }
    self.deal(
      Event.dealOpened, deal, of: member, at: Self.time(opened), amount: amount, currency: "EUR",
      account: account)
    if let proposed {
      self.deal(
        Event.dealAdvanced, deal, of: member, at: Self.time(proposed), stage: "proposal")
    }
    if let won {
      self.deal(
        Event.dealWon, deal, of: member, at: Self.time(won), amount: amount, currency: "EUR")
    }
    if let lost { self.deal(Event.dealLost, deal, of: member, at: Self.time(lost)) }
  }

  /// Noon of a day, counted from 1 March 2026.
  static func time(_ days: Int) -> String {
    "\(Self.day("2026-03-01").adding(days: days))T12:00:00Z"
  }

  /// The plan of a member for the goal that runs; what is not known is looked up.
  mutating func plan(_ member: String = "ana", whatIf: [WhatIf] = []) -> PlanView? {
    team.planReport(symbol(member), goal: nil, whatIf: whatIf, why: nil, now: now)?.view
  }

  /// The rate of the step to a metric in the plan.
  mutating func rate(_ to: String, of member: String = "ana") -> RateLine? {
    // A deal size is there, so that rates are told also where nobody has won yet.
    plan(member, whatIf: [.deal(100)])?.steps.first { team.symbols.text($0.rate.to) == to }?.rate
  }

  /// A goal of won revenue for the fiscal year, agreed on.
  mutating func aim(_ amount: Int64 = 1_200_000_00, of member: String = "ana") {
    speak(proposal(amount, of: member), by: member, about: member)
    speak(acceptance(of: "\(member)/revenue/FY2026"), by: member, about: member)
  }
}
