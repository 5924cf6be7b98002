import Domain
import Testing

@Suite("Rates of a funnel")
struct RateTests {
  @Test("M0 a trial is a deal and no event: three conversations on one deal are one trial")
  func distinct() {
    var lab = Lab.funnel()
    lab.aim()
    for deal in 1...4 {
      for _ in 1...3 { lab.log(at: Lab.time(0), deal: "D-\(deal)") }
      if deal < 3 { lab.life("D-\(deal)", opened: 5, amount: 100) }
    }
    #expect(lab.rate("opened")?.trials == Trials(2, of: 4))
  }

  @Test("M0 what was said after a deal was opened is no way to its opening")
  func afterwards() {
    var lab = Lab.funnel()
    lab.aim()
    lab.life("D-1", talked: 9, opened: 5, amount: 100)
    lab.life("D-2", talked: 1, opened: 5, amount: 100)
    #expect(lab.rate("opened")?.trials == Trials(1, of: 1))
  }

  @Test("M0 only trials that are old enough count, and only successes in time")
  func matured() {
    var lab = Lab.funnel()
    lab.aim()
    // Nine in ten are won within 20 days; one took 100.
    for deal in 1...9 { lab.life("D-\(deal)", opened: 0, proposed: 10, won: 20, amount: 100) }
    lab.life("D-10", opened: 0, proposed: 10, won: 110, amount: 100)
    // 18 November is day 262; this one is too young to have failed.
    lab.life("D-11", opened: 250, proposed: 255, amount: 100)
    let won = lab.rate("won")
    #expect(won?.trials == Trials(9, of: 10))
    #expect(won?.maturedAfter == 14, "the lag of nine in ten is 10 days, and 14 are the fewest")
  }

  @Test("C33: a stage that was skipped counts as passed, and gives no lag")
  func skipped() {
    var lab = Lab.funnel()
    lab.aim()
    for deal in 1...5 { lab.life("D-\(deal)", opened: 0, proposed: 4, won: 60, amount: 100) }
    lab.life("D-6", opened: 0, won: 5, amount: 100)
    #expect(lab.rate("proposal")?.trials == Trials(6, of: 6))
    #expect(lab.rate("won")?.trials == Trials(6, of: 6))
    #expect(lab.rate("won")?.maturedAfter == 56)
  }

  @Test("C16: a deal handed over stays a trial of who owned it when it entered the step")
  func ownerAtEntry() {
    var lab = Lab.funnel()
    lab.aim()
    lab.aim(of: "ben")
    lab.life("D-1", opened: 0, proposed: 4, amount: 100)
    lab.handOver("D-1", to: "ben", at: Lab.time(6))
    lab.deal(Event.dealWon, "D-1", of: "ben", at: Lab.time(9), amount: 100, currency: "EUR")
    #expect(lab.rate("won")?.trials == Trials(1, of: 1))
    #expect(lab.rate("won", of: "ben")?.trials == Trials(0, of: 0))
  }

  @Test("an account that was spoken to before a deal named it is the deal's trial, once")
  func leads() {
    var lab = Lab.funnel()
    lab.aim()
    let account = lab.team.symbols.intern("acme")
    for (name, day) in [(account, 0), (account, 2), (lab.team.symbols.intern("other"), 1)] {
      var talk = Activity(metric: lab.symbol("conversation"))
      talk.account = name
      lab.say(
        .activityLogged(talk), subject: "ana", time: TestZones.at(Lab.time(day)))
    }
    lab.life("D-1", talked: 3, opened: 5, amount: 100, account: "acme")
    #expect(lab.rate("opened")?.trials == Trials(1, of: 2))
  }

  @Test("a retracted, amended or moved activity moves the trials with it")
  func corrected() {
    var lab = Lab.funnel()
    lab.aim()
    let talk = lab.log(at: Lab.time(0), deal: "D-1")
    lab.log(at: Lab.time(1), deal: "D-2")
    #expect(lab.rate("opened")?.trials == Trials(0, of: 2))
    lab.say(
      .eventRetracted(
        Retraction(target: CorrectionTarget(id: "1", source: "/dialer/1", seq: talk))))
    #expect(lab.rate("opened")?.trials == Trials(0, of: 1))
    var moved = Amendment(target: CorrectionTarget(id: "2", source: "/dialer/1", seq: talk + 1))
    moved.deal = lab.team.symbols.intern("D-3")
    lab.say(.eventAmended(moved))
    lab.life("D-3", opened: 5, amount: 100)
    #expect(lab.rate("opened")?.trials == Trials(1, of: 1))
  }

  @Test("M0 who does not work a step is neither judged by it nor a peer in it")
  func roles() {
    var lab = Lab.funnel()
    lab.aim()
    for deal in 1...12 {
      lab.life("G-\(deal)", of: "greg", opened: 0, proposed: 3, won: 9, amount: 9)
    }
    #expect(lab.rate("won") == nil, "greg's twelve wins say nothing about ana")
  }

  @Test("M2 a rate lies between the member's own and that of their peers, who leave them out")
  func shrunk() {
    var lab = Lab.funnel()
    lab.aim()
    for deal in 0..<10 {
      lab.life("A-\(deal)", opened: 0, proposed: 3, won: deal < 8 ? 9 : nil, amount: 9)
      lab.life(
        "B-\(deal)", of: "ben", opened: 0, proposed: 3, won: deal < 2 ? 9 : nil, amount: 9)
    }
    let rate = lab.rate("won")
    #expect(rate?.trials == Trials(8, of: 10) && rate?.peers == 1)
    #expect(rate?.prior == Conversion.Prior(mean: 2.5 / 11, strength: 20))
    let mean = rate?.posterior.mean ?? 0
    #expect(mean > 2.5 / 11 && mean < 0.8)
    #expect(rate?.label == .some && rate?.of == .own)
  }

  @Test("C45: the team's rate is the sum of successes over the sum of trials")
  func pooled() {
    var lab = Lab.funnel()
    lab.speak(lab.proposal(100_00, of: nil), by: "greg", about: "greg")
    for deal in 0..<30 {
      lab.life("A-\(deal)", opened: 0, proposed: 3, won: deal < 15 ? 9 : nil, amount: 9)
    }
    for deal in 0..<3 { lab.life("B-\(deal)", of: "ben", opened: 0, proposed: 3, amount: 9) }
    let goal = lab.team.goal("team/revenue/FY2026")
    let now = lab.now
    let view = lab.team.planReport(.none, goal: goal, whatIf: [], why: nil, now: now)?.view
    #expect(view?.steps.first?.rate.trials == Trials(15, of: 33))
  }

  @Test("a replay of the log knows the same rates")
  func replayed() {
    var lab = Lab.funnel()
    lab.aim()
    for deal in 0..<20 {
      lab.life(
        "A-\(deal)", talked: deal, opened: deal + 3, proposed: deal + 9,
        won: deal % 3 == 0 ? deal + 20 : nil, lost: deal % 3 == 1 ? deal + 30 : nil, amount: 900)
    }
    var again = lab.replayed()
    #expect(lab.plan()?.steps.isEmpty == false)
    let view = again.planReport(lab.symbol("ana"), goal: nil, whatIf: [], why: nil, now: lab.now)
    #expect(view?.view == lab.plan())
  }

  @Test("METHOD 7: a colleague's two trials do not replace what the playbook assumes; ten do")
  func handful() throws {
    func told(_ trials: Int) throws -> RateLine {
      var lab = Lab.funnel((nil, nil, 1_000))
      lab.aim()
      for deal in 0..<trials { lab.life("B-\(deal)", of: "ben", opened: 0, proposed: 2, amount: 9) }
      let rate = lab.rate("won")
      return try #require(rate)
    }
    let few = try told(9)
    #expect(few.priorOf == .assumed && few.of == .assumed && few.prior.mean.four == 0.1)
    let enough = try told(10)
    #expect(enough.priorOf == .peers && enough.of == .team)
    #expect(!enough.tellsPrior, "the rate of one peer is that peer's")
  }

  @Test("C45: the team's rate is the sum of successes over the sum of trials, whatever is assumed")
  func sums() throws {
    var lab = Lab.funnel((nil, nil, 9_000))
    lab.speak(lab.proposal(100_00, of: nil), by: "greg", about: "greg")
    for deal in 0..<100 {
      lab.life("A-\(deal)", opened: 0, proposed: 3, won: deal < 20 ? 9 : nil, amount: 9)
    }
    let goal = lab.team.goal("team/revenue/FY2026")
    let view = lab.team.planReport(.none, goal: goal, whatIf: [], why: nil, now: lab.now)?.view
    let won = try #require(view?.steps.first?.rate)
    #expect(won.trials == Trials(20, of: 100) && abs(won.posterior.mean - 0.2) < 0.004)
    #expect(won.priorOf == .even && won.of == .team)
  }

  @Test("M0 weeks in which no source spoke are not weeks without success")
  func silence() throws {
    func phi(isSilent: Bool) throws -> Double {
      var lab = Lab.funnel()
      lab.aim()
      for week in 0..<36 {
        let isGap = isSilent && (30..<33).contains(week)
        for deal in 0..<(isGap ? 0 : 3) {
          let day = 7 * week + 2
          lab.life("W-\(week)-\(deal)", opened: day, proposed: day, won: day + 1, amount: 9)
        }
      }
      let rate = lab.rate("won")
      return try #require(rate).phi
    }
    #expect(try phi(isSilent: true) == phi(isSilent: false))
  }
}
