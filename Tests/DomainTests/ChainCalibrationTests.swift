import Domain
import Testing

@Suite("Looking back on whole chains")
struct ChainCalibrationTests {
  /// Thirty reps over 34 weeks, two deals a week each: of three in five a proposal comes, and half of
  /// these are won; rates, lags and sizes are drawn from what is the same for all.
  private func team(
    seed: UInt64, worth: (_ day: Int, _ size: Double) -> Double?,
    rate: (_ day: Int) -> Double = { _ in 0.5 }
  ) -> Lab {
    var lab = Lab.funnel()
    lab.say(
      .funnelDefined(
        FunnelDefined(
          funnel: "main", name: "Main", from: "opened",
          steps: [FunnelStep(to: "proposal"), FunnelStep(to: "won")])))
    for member in 0..<30 {
      lab.say(
        .memberJoined(
          MemberJoined(
            member: "r\(member)", name: "R\(member)", role: .rep, zone: "Europe/Berlin")))
    }
    lab.say(.playbookApplied(PlaybookApplied(sha256: "c1")))
    var draws = SeededDraws(seed: seed)
    for deal in 0..<30 * 68 {
      let (member, day) = (deal % 30, deal / 30 * 7 / 2)
      let isProposed = draws.uniform() < 0.6
      let isWon = isProposed && draws.uniform() < rate(day)
      let proposed = day + 1 + draws.index(below: 8)
      let (won, size) = (proposed + 1 + draws.index(below: 9), draws.gamma(2))
      lab.life(
        "D-\(deal)", of: "r\(member)", opened: day, proposed: isProposed ? proposed : nil,
        won: isWon ? won : nil, lost: isWon ? nil : won, amount: worth(day, size).map { Int64($0) })
    }
    return lab
  }

  private func look(_ lab: Lab) -> ChainCalibration {
    var lab = lab
    return lab.team.calibration(seed: 1, draws: 500).chain
  }

  @Test(
    "M12: where nothing changes, four in five of the wins and of their worth lie inside their ranges",
    arguments: [1, 2, 3])
  func steady(seed: UInt64) throws {
    let chain = look(team(seed: seed, worth: { _, size in size * 1_000_000 }))
    #expect(chain.wins.of > 100 && chain.amounts.of == chain.wins.of)
    #expect((0.72...0.88).contains(try #require(chain.wins.share)), "\(chain.wins)")
    #expect((0.72...0.88).contains(try #require(chain.amounts.share)), "\(chain.amounts)")
    #expect(chain.currency == "EUR")
  }

  @Test(
    "M12: deals that grow lie outside what they were to bring, and the wins stay where they were")
  func growing() throws {
    let chain = look(
      team(seed: 1, worth: { day, size in size * (day < 90 ? 1_000_000 : 6_000_000) }))
    #expect((0.72...0.88).contains(try #require(chain.wins.share)), "\(chain.wins)")
    #expect(try #require(chain.amounts.share) < 0.6, "\(chain.amounts)")
  }

  @Test("amounts as large as a number can be end no back-test")
  func huge() throws {
    let chain = look(team(seed: 1, worth: { _, _ in 9.2e18 }))
    #expect(chain.windows.allSatisfy { $0.amount.upperBound <= 1 << 53 && $0.amountCame > 0 })
    #expect(chain.windows.count > 1)
  }

  @Test("M12: a rate that falls takes wins and worth with it")
  func falling() throws {
    let chain = look(
      team(
        seed: 1, worth: { _, size in size * 1_000_000 },
        rate: { $0 < 90 ? 0.8 : 0.1 }))
    #expect(try #require(chain.wins.share) < 0.6, "\(chain.wins)")
    #expect(try #require(chain.amounts.share) < 0.65, "\(chain.amounts)")
  }

  @Test(
    "each window is the team's entries of four weeks, and what came is counted from these alone")
  func windows() throws {
    let lab = team(seed: 4, worth: { day, _ in day % 2 == 0 ? 10_000_00 : nil })
    let chain = look(lab)
    #expect(chain.windows.count >= 3)
    for window in chain.windows {
      #expect(window.last.days - window.first.days == 27)
      #expect(window.members == 30 && window.entered == 30 * 8)
      // A deal of no amount counts as the mean of those known, which are all alike.
      #expect(window.amountCame == Int64(window.winsCame) * 10_000_00)
      #expect((40...100).contains(window.winsCame), "about 240 × 0.6 × 0.5")
      #expect(window.wins.lowerBound < 72 && window.wins.upperBound > 72, "\(window.wins)")
    }
    #expect(zip(chain.windows, chain.windows.dropFirst()).allSatisfy { $0.last < $1.first })
    #expect(look(lab) == chain, "the same seed, the same answer")
  }

  @Test("without an amount anywhere there are wins, and no worth is made up")
  func noAmounts() {
    let chain = look(team(seed: 5, worth: { _, _ in nil }))
    #expect(chain.wins.of > 100 && chain.amounts.of == 0)
    #expect(chain.windows.allSatisfy { $0.amountCame == 0 && $0.amount == 0...0 })
  }

  @Test("of too short a history nothing is said")
  func short() {
    var lab = Lab.funnel()
    for deal in 0..<40 {
      lab.life("A-\(deal)", opened: deal, proposed: deal + 2, won: deal + 5, amount: 100)
    }
    #expect(look(lab) == ChainCalibration(currency: "EUR"))
  }
}
