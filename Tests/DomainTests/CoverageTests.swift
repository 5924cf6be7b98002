import Domain
import Testing

@Suite("Coverage")
struct CoverageTests {
  @Test(
    "M7 what five equal wins need, by the chance of each",
    arguments: [
      (0.5, 2.0, 0.6230, 2.4, 2.8), (0.25, 4.0, 0.5852, 5.2, 6.0), (0.2, 5.0, 0.5793, 6.6, 7.6),
    ])
  func needs(chance: Double, multiple: Double, at: Double, eighty: Double, ninety: Double) {
    let need = CoverageNeed(wins: 5, chance: chance)
    #expect(need.chance(of: Int(multiple * 5)).four == at)
    #expect(need.multiple(0.8) == eighty && need.multiple(0.9) == ninety)
  }

  @Test("M7 3x at one in five is a chance of 16%, and right only for one in three")
  func blanket() {
    #expect(CoverageNeed(wins: 5, chance: 0.2).chance(of: 15).four == 0.1642)
    #expect(CoverageNeed(wins: 4, chance: 0.25).multiple(0.5) == 3.75)
    #expect(CoverageNeed(wins: 4, chance: 0.25).multiple(0.8) == 5.25)
    #expect((CoverageNeed(wins: 4, chance: 0.25).chance(of: 13) * 100).rounded() == 42)
    #expect(CoverageNeed(wins: 0, chance: 0.25).multiple(0.5) == nil)
    #expect(CoverageNeed(wins: 1, chance: 0).multiple(0.5) == nil)
  }

  @Test("M7 multiples are of what is left, also where that is no whole number of mean deals")
  func units() {
    // 100 left in deals of 30: four wins, of which nine deals at 40% make an even chance.
    let need = CoverageNeed(left: 100, mean: 30, chance: 0.4)
    #expect(need.wins == 4)
    #expect(need.multiple(0.5)?.four == 2.7 && need.multiple(0.8)?.four == 3.9)
    // Three times 100 is ten deals of 30.
    #expect(need.chance(multiple: 3) == need.chance(of: 10))
    // A deal of three times what is left: two of them are open for an even chance at 30%.
    #expect(CoverageNeed(left: 10, mean: 30, chance: 0.3).multiple(0.5)?.four == 6)
  }

  @Test("M7 of equal deals the multiple and the chance say the same", arguments: 1...20)
  func agreement(_ seed: UInt64) throws {
    var draws = SeededDraws(seed: seed)
    let (left, mean) = (Int64(1 + draws.index(below: 400)), Int64(1 + draws.index(below: 90)))
    let chance = 0.05 + 0.9 * draws.uniform()
    let need = CoverageNeed(left: left, mean: Double(mean), chance: chance)
    for level in [0.5, 0.8, 0.95] {
      let multiple = try #require(need.multiple(level))
      for deals in 1...60 {
        let open = (0..<deals).map { _ in PoissonBinomial.Deal(mean, chance) }
        let have = Double(Int64(deals) * mean) / Double(left)
        let isEnough = PoissonBinomial.atLeast(left, open) >= level - 1e-9
        #expect(
          isEnough == (have >= multiple - 1e-9), "\(left) by \(deals) of \(mean), \(chance)")
      }
    }
  }

  @Test("M7 how much is missing is told in the same unit as what is open")
  func missing() throws {
    var lab = lab(goal: 25_000_00)
    open(&lab, 4, daysAgo: 5)
    let few = try #require(coverage(&lab))
    // Two and a half deals are left: three wins, of which five deals at one half make an even chance.
    #expect(few.have == 1.6 && few.need?.wins == 3 && few.need?.multiple(0.5) == 2)
    #expect(few.chance?.four == 0.3125 && few.state == .tooLittle)
    open(&lab, 1, daysAgo: 4)
    let even = try #require(coverage(&lab))
    #expect(even.have == 2 && even.chance?.four == 0.5 && even.state == .ok)
  }

  @Test("M7 too much is likely and beyond the multiple of 95%, never one of them alone")
  func tooMuch() throws {
    var lab = lab(goal: 10_000_00)
    // Each of five is enough by itself, in amounts as small as the goal: 97%.
    open(&lab, 5, daysAgo: 5)
    let five = try #require(coverage(&lab))
    #expect(five.need?.multiple(0.95) == 5 && five.have == 5 && five.chance?.four == 0.9688)
    #expect(five.state == .ok)
    open(&lab, 1, daysAgo: 4)
    #expect(coverage(&lab)?.state == .tooMuch)
  }

  /// Twenty closed deals of ana's, half of them won after 40 days, and some that are open.
  private func lab(goal: Int64 = 100_000_00) -> Lab {
    var lab = Lab.funnel()
    lab.aim(goal)
    for deal in 0..<20 {
      let isWon = deal % 2 == 0
      // Before the goal's year, so that nothing of it is achieved.
      lab.deal(
        Event.dealOpened, "C-\(deal)", at: "2025-12-01T12:00:00Z", amount: 10_000_00,
        currency: "EUR")
      lab.deal(
        isWon ? Event.dealWon : Event.dealLost, "C-\(deal)", at: "2026-01-10T12:00:00Z",
        amount: isWon ? 10_000_00 : nil, currency: isWon ? "EUR" : "")
    }
    return lab
  }

  private func open(_ lab: inout Lab, _ deals: Int, daysAgo: Int, amount: Int64? = 10_000_00) {
    for deal in 0..<deals {
      let day = Lab.day("2026-11-18").adding(days: -daysAgo)
      lab.deal(
        Event.dealOpened, "O-\(daysAgo)-\(deal)", at: "\(day)T12:00:00Z", amount: amount,
        currency: amount == nil ? "" : "EUR")
    }
  }

  private func coverage(_ lab: inout Lab) -> CoverageView? {
    lab.team.coverageView(lab.symbol("ana"), goal: nil, for: [.system], now: lab.now)
  }

  @Test("c is the mean chance of the open deals within the window, from the member's own curve")
  func own() throws {
    var lab = lab()
    open(&lab, 12, daysAgo: 5)
    let view = try #require(coverage(&lab))
    #expect(view.curve?.of == .own && view.curve?.closed == 20 && view.curve?.wins == 10)
    #expect(view.need?.chance.four == 0.5 && view.need?.wins == 10)
    #expect(view.have == 1.2 && view.left == 100_000_00)
    #expect(view.chance?.four == CoverageNeed(wins: 10, chance: 0.5).chance(of: 12).four)
    #expect(view.state == .tooLittle)
    open(&lab, 30, daysAgo: 4)
    #expect(coverage(&lab)?.state == .tooMuch)
  }

  @Test("M7 of a window to come only what is won in it counts, not what is won before it begins")
  func toCome() throws {
    var lab = lab()
    open(&lab, 4, daysAgo: 5)
    lab.speak(lab.proposal(20_000_00, period: "2026-12-24..2027-03-31"))
    lab.speak(lab.proposal(20_000_00, period: "2026-12-23..2027-03-31"))
    func ahead(_ first: String) -> CoverageView? {
      let goal = lab.team.goal("ana/revenue/\(first)..2027-03-31")
      return lab.team.coverageView(lab.symbol("ana"), goal: goal, for: [.system], now: lab.now)
    }
    // Wins come at forty days, which these deals are on 23 December, 35 days from now.
    #expect(ahead("2026-12-24")?.rows.map(\.chance) == [0, 0, 0, 0])
    #expect(ahead("2026-12-24")?.daysLeft == 133 && ahead("2026-12-24")?.daysBefore == 35)
    #expect(ahead("2026-12-23")?.rows.map { $0.chance.four } == [0.5, 0.5, 0.5, 0.5])
    #expect(coverage(&lab)?.daysBefore == nil)
  }

  @Test("M7 a deal older than any win has no chance, is left out and listed; all such: no multiple")
  func beyond() throws {
    var lab = lab()
    open(&lab, 2, daysAgo: 90)
    #expect(coverage(&lab)?.state == .noneLeft && coverage(&lab)?.have == nil)
    open(&lab, 2, daysAgo: 5)
    let view = try #require(coverage(&lab))
    #expect(view.rows.filter(\.isBeyond).map(\.deal) == ["O-90-0", "O-90-1"])
    #expect(view.rows.filter(\.isBeyond).allSatisfy { $0.chance == 0 })
    // The two old ones were at risk when ten of twenty were won.
    #expect(view.have == 0.2 && view.need?.chance.four == (10.0 / 22).four)
  }

  @Test("M7 deals without an amount take the mean won size aloud; more than half: unknown")
  func amounts() throws {
    var lab = lab()
    open(&lab, 2, daysAgo: 5)
    open(&lab, 2, daysAgo: 4, amount: nil)
    let view = try #require(coverage(&lab))
    #expect(view.withoutAmount == 2 && view.amount == 40_000_00 && view.state != .unknown)
    open(&lab, 1, daysAgo: 3, amount: nil)
    #expect(coverage(&lab)?.state == .unknown && coverage(&lab)?.chance == nil)
  }

  @Test("C37: an open deal of another currency counts at today's rate, and without one by the mean")
  func currencies() throws {
    var lab = lab()
    open(&lab, 3, daysAgo: 5)
    lab.deal(
      Event.dealOpened, "U-1", at: "2026-11-10T12:00:00Z", amount: 10_000_00, currency: "USD")
    let without = try #require(coverage(&lab))
    #expect(without.withoutAmount == 1 && without.amount == 40_000_00)
    #expect(
      without.missing
        == [MissingRate(from: "USD", to: "EUR", day: Lab.day("2026-11-18"), deal: "U-1")])
    lab.value(of: "USD", [("2026-01-01", "0.5"), ("2026-11-18", "0.7"), ("2026-11-19", "2")])
    let view = try #require(coverage(&lab))
    #expect(view.withoutAmount == 0 && view.amount == 37_000_00 && view.missing.isEmpty)
  }

  @Test("C37: a deal that a pair of currencies is missing for is named to who may see it")
  func hiddenPair() {
    var lab = lab()
    lab.speak(lab.proposal(100_000_00, of: nil), by: "greg", about: "greg")
    lab.deal(
      Event.dealOpened, "U-1", at: "2026-11-10T12:00:00Z", amount: 10_000_00, currency: "USD")
    let goal = lab.team.goal("team/revenue/FY2026")
    func named(_ viewer: String) -> String? {
      let viewer = lab.team.viewer(named: viewer) ?? .system
      let view = lab.team.coverageView(.none, goal: goal, for: [viewer], now: lab.now)
      return view?.missing.first?.deal
    }
    #expect(named("ana") == "U-1" && named("ben") == "")
  }

  @Test("M7 an idle deal is shown both ways: as it is, and counted as lost")
  func idle() throws {
    var lab = lab(goal: 20_000_00)
    // Some won late, so that an old deal is not beyond the curve; the median stays 40 days.
    for deal in 0..<3 {
      lab.deal(
        Event.dealOpened, "L-\(deal)", at: "2025-10-01T12:00:00Z", amount: 10_000_00,
        currency: "EUR")
      lab.deal(
        Event.dealWon, "L-\(deal)", at: "2026-03-20T12:00:00Z", amount: 10_000_00, currency: "EUR")
    }
    open(&lab, 3, daysAgo: 5)
    open(&lab, 1, daysAgo: 100)
    let view = try #require(coverage(&lab))
    #expect(view.rows.filter(\.isIdle).map(\.deal) == ["O-100-0"])
    #expect(view.have == 2 && view.haveWithoutIdle == 1.5)
    #expect(view.chanceWithoutIdle ?? 1 < view.chance ?? 0)
    lab.log(at: "2026-11-17T09:00:00Z", deal: "O-100-0")
    #expect(coverage(&lab)?.rows.contains(where: \.isIdle) == false)
  }

  @Test("a goal of anything but wins has no coverage: open deals are not what reaches it")
  func notWins() {
    var lab = lab()
    open(&lab, 4, daysAgo: 5)
    lab.speak(lab.proposal(40, nil, metric: "opened", period: "FY2026-Q3"))
    lab.speak(lab.proposal(4, nil, metric: "won", period: "FY2026-Q3"))
    func view(_ metric: String) -> CoverageView? {
      lab.team.coverageView(
        lab.symbol("ana"), goal: lab.team.goal("ana/\(metric)/FY2026-Q3"), for: [.system],
        now: lab.now)
    }
    #expect(view("opened")?.state == .notWins && view("opened")?.have == nil)
    #expect(view("opened")?.rows.isEmpty == true && view("opened")?.need == nil)
    #expect(view("won")?.have == 1 && view("won")?.need?.wins == 4)
  }

  @Test("M7 a team's curve speaks from twenty closed deals with five wins on, and not before")
  func fewest() throws {
    for (won, lost, state) in [
      (19, 0, CoverageState.noCurve), (4, 40, .noCurve), (5, 15, .tooLittle),
    ] {
      var lab = Lab.funnel()
      lab.aim(10_000_000_00)
      for deal in 0..<won + lost {
        lab.deal(
          Event.dealOpened, "C-\(deal)", at: "2025-12-01T12:00:00Z", amount: 10_000_00,
          currency: "EUR")
        lab.deal(
          deal < won ? Event.dealWon : Event.dealLost, "C-\(deal)", at: "2026-01-10T12:00:00Z",
          amount: deal < won ? 10_000_00 : nil, currency: deal < won ? "EUR" : "")
      }
      open(&lab, 1, daysAgo: 5)
      let view = try #require(coverage(&lab))
      #expect(view.state == state, "\(won) of \(won + lost)")
      #expect(view.curve?.wins == won && view.curve?.closed == won + lost)
      #expect((view.have == nil) == (state == .noCurve) && view.rows.isEmpty == (state == .noCurve))
    }
  }

  @Test("M7 the range of a chance holds the chance, up to none and certainty", arguments: 0...40)
  func range(_ step: Int) {
    let chance = Double(step) / 40
    var widths: [Double] = []
    for closed in [20, 50, 400, 100_000] {
      let range = CoverageNeed.range(of: chance, closed: closed)
      #expect(range.contains(chance) && range.lowerBound >= 0 && range.upperBound <= 1)
      #expect(range.lowerBound < range.upperBound, "\(chance) of \(closed)")
      widths.append(range.upperBound - range.lowerBound)
    }
    #expect(widths == widths.sorted(by: >), "more deals tell more")
  }

  @Test("with fewer than twenty closed deals the team's curve speaks")
  func team() {
    var lab = lab()
    lab.aim(100_000_00, of: "ben")
    lab.deal(
      Event.dealOpened, "B-1", of: "ben", at: "2026-11-10T12:00:00Z", amount: 10_000_00,
      currency: "EUR")
    let view = lab.team.coverageView(lab.symbol("ben"), goal: nil, for: [.system], now: lab.now)
    #expect(view?.curve?.of == .team && view?.rows.first?.chance.four == 0.5)
  }
}
