import Domain
import Testing

@Suite("Working backwards")
struct WorkingBackwardsTests {
  @Test("special functions agree with tables to 1e-10")
  func tables() {
    for row in SpecialFunctionTable.beta {
      let beta = Beta(row.a, row.b)
      #expect(abs(beta.atMost(row.x) - row.p) < 1e-10, "\(row)")
      if row.p > 1e-9, row.p < 1 - 1e-9 {
        #expect(abs(beta.quantile(row.p) - row.x) < 1e-10, "\(row)")
      }
    }
    for row in SpecialFunctionTable.gamma {
      #expect(abs(PolyGamma.digamma(row.x) - row.digamma) < 1e-10 * max(1, abs(row.digamma)))
      #expect(abs(PolyGamma.trigamma(row.x) - row.trigamma) < 1e-10 * max(1, row.trigamma))
    }
    for row in SpecialFunctionTable.normal {
      #expect(abs(Normal.quantile(row.p) - row.z) < 1e-10)
    }
  }

  @Test("M0 evidence divided by phi: 30 of 100 with phi 2 is Beta(20, 50)")
  func overdispersed() {
    let beta = Conversion.posterior(
      Trials(30, of: 100), Conversion.Prior(mean: 0.25, strength: 20), phi: 2)
    #expect(beta == Beta(20, 50))
    #expect(beta.mean.four == 0.2857)
    #expect(beta.interval(0.8).lowerBound.four == 0.2181)
    #expect(beta.interval(0.8).upperBound.four == 0.3560)
  }

  @Test("M1 Dave, Marc, Todd and Jerry: 6, 8, 8 and 10 a week")
  func table() {
    let rows: [(Double, Rational, Rational, [Double], Int64)] = [
      (24, Rational(1, 4), Rational(8, 25), [24, 96, 300], 6),
      (30, Rational(3, 10), Rational(1, 4), [30, 100, 400], 8),
      (20, Rational(1, 5), Rational(1, 4), [20, 100, 400], 8),
      (30, Rational(6, 25), Rational(1, 4), [30, 125, 500], 10),
    ]
    for (wins, close, open, needs, weekly) in rows {
      let plan = RequiredActivity(
        wins: wins, rates: [close.double, open.double],
        usableWeeks: RequiredActivity.usableWeeks(
          workingDaysLeft: 250, workingDaysAWeek: 5, lagDays: 0))
      #expect(zip(plan.needs, needs).allSatisfy { abs($0 - $1) < 1e-9 })
      #expect(plan.weekly == weekly)
    }
  }

  @Test(
    "M1 nine wins at 5% and 9% are 2000 and not 2001, and a lag beyond the window lands nothing")
  func exact() {
    let plan = RequiredActivity(wins: 9, rates: [0.05, 0.09], usableWeeks: Rational(1))
    #expect(plan.weekly == 2000)
    for (lag, weekly) in [(Int64(0), Int64(9)), (84, 15), (210, nil), (300, nil)]
      as [(Int64, Int64?)]
    {
      let plan = RequiredActivity(
        wins: 270, rates: [],
        usableWeeks: RequiredActivity.usableWeeks(
          workingDaysLeft: 150, workingDaysAWeek: 5, lagDays: lag))
      #expect(plan.weekly == weekly, "lag \(lag)")
    }
  }

  @Test("M2 the table of posteriors and Wilson's intervals")
  func posteriors() {
    let prior = Conversion.Prior(mean: 0.25, strength: 20)
    let rows: [(Int, Int, Double, Double, Double, Double, Double)] = [
      (0, 5, 0.2000, 0.1050, 0.3059, 0.0000, 0.4345),
      (3, 10, 0.2667, 0.1678, 0.3725, 0.1078, 0.6032),
      (5, 10, 0.3333, 0.2264, 0.4452, 0.2366, 0.7634),
      (30, 100, 0.2917, 0.2394, 0.3455, 0.2189, 0.3958),
    ]
    for (k, n, mean, low, high, wilsonLow, wilsonHigh) in rows {
      let beta = Conversion.posterior(Trials(k, of: n), prior)
      let range = beta.interval(0.8)
      #expect(beta.mean.four == mean)
      #expect(range.lowerBound.four == low && range.upperBound.four == high)
      let wilson = Trials(k, of: n).wilson(0.95)
      #expect(wilson?.lowerBound.four == wilsonLow && wilson?.upperBound.four == wilsonHigh)
    }
    let none = Conversion.posterior(Trials(0, of: 0), prior)
    #expect(none == Beta(5, 15) && Trials(0, of: 0).wilson(0.95) == nil)
    #expect(none.interval(0.8).lowerBound.four == 0.1339)
    #expect(none.interval(0.8).upperBound.four == 0.3775)
    #expect([9, 10, 29, 30].map { Evidence(trials: $0) } == [.thin, .some, .some, .solid])
  }

  @Test("M2 the strength of the prior by moments, and each member's own peers")
  func moments() {
    let members = [(3, 10), (12, 40), (8, 50), (15, 45), (2, 15)].map { Trials($0.0, of: $0.1) }
    #expect(Conversion.strength(of: members) == 60, "72.117, held at the most that is believed")
    let all = members.reduce(Trials(0, of: 0), +)
    let means = members.map { own in
      let others = (k: all.successes - own.successes, n: all.trials - own.trials)
      let mean = (Double(others.k) + 0.5) / (Double(others.n) + 1)
      return Conversion.posterior(own, Conversion.Prior(mean: mean, strength: 60)).mean.four
    }
    #expect(means == [0.2557, 0.2613, 0.2324, 0.2685, 0.2376])
  }

  @Test("M2 the range of Marc's quota")
  func range() {
    let range = RequiredActivity.range(
      wins: 30, steps: [Beta(30, 90), Beta(12, 28)], usableWeeks: 50, share: 0.8)
    let cents = [range.low, range.median, range.high].map { ($0 * 100).rounded() / 100 }
    #expect(cents == [5.72, 8.35, 12.18])
  }

  private static let ages: [(Int, WinCurve.End)] = [
    (10, .lost), (20, .won), (25, .open), (30, .lost), (30, .won), (40, .open), (45, .lost),
    (60, .won), (60, .open), (75, .lost), (90, .open), (90, .open),
  ]

  @Test("M7 the win curve of twelve deals, and M5 its lag")
  func curve() {
    let curve = WinCurve(Self.ages.map { WinCurve.Watched($0.0, $0.1) })
    func six(_ value: Double) -> Double { (value * 1_000_000).rounded() / 1_000_000 }
    #expect(
      [20, 30, 60, 90].map { six(curve.won(by: $0)) } == [0.083333, 0.175926, 0.283951, 0.283951])
    #expect(
      [10, 20, 30, 45, 60, 75].map { six(curve.open(at: $0)) }
        == [0.916667, 0.833333, 0.648148, 0.540123, 0.432099, 0.288066])
    #expect(curve.chance(openAt: 25, within: 30).four == 0.1111)
    #expect(curve.chance(openAt: 40, within: 50).four == 0.1667)
    #expect(curve.chance(openAt: 0, within: 30).four == 0.1759)
    // Of the wins within 50 days those of the first 20 do not count, or all that come by then.
    #expect(curve.chance(openAt: 25, after: 20, within: 50).four == 0.1296)
    #expect(curve.chance(openAt: 25, after: 35, within: 50) == 0)
    #expect(curve.chance(openAt: 25, after: 50, within: 50) == 0)
    #expect(curve.lag == 30 && curve.oldestWin == 60)
    #expect(curve.chance(openAt: 61, within: 1_000) == 0, "no deal this old was ever won")
    #expect(WinCurve([]).lag == nil && WinCurve([]).chance(openAt: 3, within: 9) == 0)
  }

  @Test("M7 deals are at risk only from the age at which they came under observation")
  func delayedEntry() {
    let entered = [0, 0, 0, 15, 0, 0, 28, 0, 50, 0, 0, 62]
    let deals = zip(Self.ages, entered).map { WinCurve.Watched($0.0, $0.1, entered: $1) }
    let curve = WinCurve(deals)
    #expect(curve.steps.map(\.atRisk) == [8, 8, 7, 4, 4, 3])
    #expect(curve.won(by: 20) == 0.109375 && curve.won(by: 30) == 0.21875)
    #expect((curve.won(by: 60) * 1_000_000).rounded() == 321_289)
  }

  @Test("M7 the chance that equal wins suffice: 3x at a fifth is 16%, not an even chance")
  func equalWins() {
    let rows: [(Int, Double, Double)] = [
      (10, 0.5, 0.6230), (20, 0.25, 0.5852), (15, 0.2, 0.1642), (25, 0.2, 0.5793),
    ]
    for (count, chance, p) in rows {
      let deals = (0..<count).map { _ in PoissonBinomial.Deal(1, chance) }
      #expect(PoissonBinomial.atLeast(5, deals).four == p)
    }
  }

  @Test("M7 the exact chance by value")
  func byValue() {
    let deals = [(50, 0.5), (50, 0.5), (80, 0.3), (30, 0.6), (100, 0.2), (40, 0.4)].map {
      PoissonBinomial.Deal($0.0, $0.1)
    }
    for (goal, p) in [(Int64(100), 0.6328), (120, 0.5692), (150, 0.3726)] {
      #expect(PoissonBinomial.atLeast(goal, deals).four == p)
    }
    #expect(PoissonBinomial.atLeast(0, deals) == 1 && PoissonBinomial.atLeast(351, deals) == 0)
    #expect(abs(PoissonBinomial.atLeast(350, deals) - 0.5 * 0.5 * 0.3 * 0.6 * 0.2 * 0.4) < 1e-12)
    // Amounts without a measure in common are counted in units a little below them.
    let odd = deals.map { PoissonBinomial.Deal($0.amount * 1_000_003 + 1, $0.chance) }
    #expect(abs(PoissonBinomial.atLeast(120 * 1_000_003 - 3_000, odd) - 0.5692) < 1e-4)
  }
}
