import Domain
import Testing

/// Rates that go on from one event to the next, beside those of a fresh look at everything.
@Suite("Rates, event by event")
struct RateUpdateTests {
  @Test("what is kept from one event to the next is what a fresh look finds", arguments: 1...12)
  func everyEvent(_ seed: UInt64) throws {
    var draws = SeededDraws(seed: seed)
    var lab = Lab.funnel((2_500, nil, nil), lagDays: 9)
    lab.aim()
    lab.aim(900_000_00, of: "ben")
    // So many that it is worth the while to count only some of them again.
    for member in 0..<20 {
      lab.say(
        .memberJoined(
          MemberJoined(
            member: "r\(member)", name: "R\(member)", role: .rep, zone: "Europe/Berlin")))
    }
    lab.value(of: "USD", [("2026-01-01", "0.5")])
    lab.say(.playbookApplied(PlaybookApplied(sha256: "f2")))
    var said: [UInt64] = []
    var told = 0
    for step in 0..<60 {
      said.append(happen(&lab, &draws, said, hasLeads: seed % 3 == 0))
      if draws.uniform() < 0.2 { lab.now = lab.now.adding(seconds: 86_400) }
      guard draws.uniform() < 0.5 else { continue }
      let fresh = look(lab.replayed(), lab)
      let kept = look(lab.team, lab) { lab.team = $0 }
      #expect(kept == fresh, "seed \(seed), event \(step)")
      guard kept == fresh else { return }
      told += kept.count { !$0.isEmpty }
    }
    #expect(told > 20, "seed \(seed)")
  }

  /// Plans, coverage and what good looks like, in words; the team keeps what it made for them.
  private func look(_ team: Team, _ lab: Lab, keep: (Team) -> Void = { _ in }) -> [String] {
    var team = team
    var texts: [String] = []
    for name in ["ana", "ben"] {
      let member = lab.symbol(name)
      let report = team.planReport(member, goal: nil, whatIf: [], why: [.system], now: lab.now)
      texts.append(String(describing: report?.view))
      texts.append(String(describing: report?.evidence))
      let coverage = team.coverageView(member, goal: nil, for: [.system], now: lab.now)
      texts.append(String(describing: coverage))
      texts.append(String(describing: team.morningView(member, [.system], now: lab.now)))
    }
    texts.append(String(describing: team.goodView(.system, metric: nil, now: lab.now)))
    keep(team)
    return texts
  }

  /// Something happens to one of a few deals; its seq.
  private func happen(
    _ lab: inout Lab, _ draws: inout SeededDraws, _ said: [UInt64], hasLeads: Bool
  ) -> UInt64 {
    let deal = "D-\(draws.index(below: 8))"
    let member = draws.uniform() < 0.6 ? "ana" : "ben"
    let time = Lab.time(draws.index(below: 250))
    switch draws.index(below: 12) {
    case 0, 1: return lab.log(of: member, at: time, deal: deal)
    case 2, 3:
      return lab.deal(
        Event.dealOpened, deal, of: member, at: time, amount: 100, currency: "EUR",
        account: "acc-\(draws.index(below: 3))")
    case 4: return lab.deal(Event.dealAdvanced, deal, of: member, at: time, stage: "proposal")
    case 5, 6:
      return lab.deal(
        Event.dealWon, deal, of: draws.uniform() < 0.2 ? "nobody" : member, at: time,
        amount: Int64(1 + draws.index(below: 90_000_00)),
        currency: draws.uniform() < 0.7 ? "EUR" : draws.uniform() < 0.7 ? "USD" : "CHF",
        credit: draws.uniform() < 0.3 ? [("ana", 4_000), ("ben", 6_000)] : [])
    case 7: return lab.deal(Event.dealLost, deal, of: member, at: time)
    case 8: return lab.handOver(deal, to: member, at: time)
    case 11: return lab.deal(Event.creditNoted, deal, of: member, at: time, amount: 100)
    case 9 where !said.isEmpty:
      let target = CorrectionTarget(id: "x", seq: said[draws.index(below: said.count)])
      if draws.uniform() < 0.5 { return lab.say(.eventRetracted(Retraction(target: target))) }
      var fix = Amendment(target: target)
      fix.deal = lab.team.symbols.intern(deal)
      return lab.say(.eventAmended(fix))
    default:
      guard hasLeads else { return lab.log(of: member, at: time) }
      var activity = Activity(
        metric: lab.team.symbols.intern("conversation"))
      activity.account = lab.team.symbols.intern("acc-\(draws.index(below: 3))")
      return lab.say(
        .activityLogged(activity), source: "/dialer/1", subject: member, time: TestZones.at(time))
    }
  }
}
