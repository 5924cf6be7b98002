import Domain
import Testing

@Suite("Maths")
struct MathsTests {
  @Test(
    "the Poisson distribution agrees with exact sums to 1e-9",
    arguments: [
      // Worked out elsewhere with 60 digits.
      (Int64(7), 8.0, 0.452960809486994), (0, 4.0, 0.018315638888734),
      (17, 24.0, 0.087126436178448), (28, 40.0, 0.029379578931185),
      (14, 24.0, 0.019825332823464), (100, 100.0, 0.526562198529998),
      (42, 48.0, 0.216173705220982),
    ])
  func poisson(_ count: Int64, _ mean: Double, _ p: Double) {
    #expect(abs(Poisson.atMost(count, mean: mean) - p) < 1e-9)
  }

  @Test("both tails of the Poisson distribution make one, also for large means")
  func poissonTails() {
    for mean in [0.1, 1, 7.5, 40, 1_000, 25_000] {
      for share in [0.2, 0.9, 1, 1.1, 2] {
        let count = Int64(mean * share)
        let sum = Poisson.atMost(count, mean: mean) + Poisson.atLeast(count + 1, mean: mean)
        #expect(abs(sum - 1) < 1e-9, "\(mean) \(count)")
      }
    }
    #expect(Poisson.atMost(-1, mean: 3) == 0)
    #expect(Poisson.atMost(3, mean: 0) == 1)
    #expect(Poisson.atLeast(1, mean: 0) == 0)
  }

  @Test("M3: a rep whose true rate is the quota of 8 misses 45.3% of weeks")
  func trueRate() {
    #expect(Poisson.atMost(7, mean: 8).four == 0.4530)
    #expect(Poisson.atMost(2, mean: 8).four == 0.0138)
  }

  @Test("M0: the phi vector is 4.5")
  func phi() {
    #expect(Dispersion.own([2, 14, 3, 15, 1, 12, 4, 13]) == 4.5)
  }

  @Test("M0: phi looks at the last 12 weeks, is at least 1 and needs 6")
  func phiWindow() {
    #expect(Dispersion.own([900, 0] + Array(repeating: 8, count: 12)) == 1)
    #expect(Dispersion.own([2, 14, 3, 15, 1]) == nil)
    #expect(Dispersion.own([2, 14, 3, 15, 1, 12]).map { $0 > 4 } == true)
    #expect(Dispersion.own([0, 0, 0, 0, 0, 0]) == 1)
  }

  @Test("M0: with fewer than 6 weeks the team's weeks are pooled, each around its own mean")
  func pooledPhi() {
    #expect(Dispersion.pooled([[2, 14, 3], [15, 1, 12, 4]]) > 4)
    #expect(Dispersion.pooled([[8, 8, 8], [80, 80, 80, 80]]) == 1)
    #expect(Dispersion.pooled([[2, 14, 3], [8]]) == 1, "too few weeks to tell anything")
    let even = Dispersion.pooled([[2, 14, 3, 15, 1, 12, 4, 13]])
    #expect(even == 4.5)
  }

  @Test("M3: with a phi above 1.5 the total is judged as normal")
  func widePhi() {
    #expect(MissChance.atMost(28, mean: 40, phi: 1).four == 0.0294)
    #expect(MissChance.atMost(28, mean: 40, phi: 2).four == 0.0899)
    #expect(MissChance.atMost(28, mean: 40, phi: 4.5).four == 0.1855)
    #expect(MissChance.atMost(100, mean: 240, phi: 4.5) < 0.05)
    #expect(abs(Normal.atMost(-1.3416) - 0.0899) < 5e-5)
    #expect(MissChance.atMost(28, mean: 40, phi: 1.5) == MissChance.atMost(28, mean: 40, phi: 1))
  }

  @Test("fractions are exact and in lowest terms")
  func rationals() {
    #expect(Rational(8, 5) * Rational(4) == Rational(32, 5))
    #expect(Rational(32, 5).description == "32/5")
    #expect(Rational("32/5") == Rational(64, 10))
    #expect(Rational("8") == Rational(8))
    #expect(Rational("8/0") == nil && Rational("x") == nil && Rational("1/2/3") == nil)
    #expect(Rational(6) < Rational(32, 5) && Rational(7) > Rational(32, 5))
    #expect(Rational(32, 5).roundedUp == 7 && Rational(-1, 2).roundedUp == 0)
    #expect(Rational(2000).roundedUp == 2000)
    #expect(Rational(1, -2) == Rational(-1, 2))
    var sum = Rational.zero
    for _ in 0..<35 { sum = sum + Rational(8, 7) + Rational(8, 5) }
    #expect(sum == Rational(96))
  }

  @Test("M10: a week with a holiday asks 6.4, of which 3.2 by the second evening of four")
  func pace() {
    let target = Rational(8) * Rational(4, 5)
    let pace = Pace(done: 2, target: target, day: 2, days: 4)
    #expect(pace.expected == Rational(16, 5))
    #expect(pace.need == 5)
    #expect(pace.state == .behind)
    #expect(pace.chance?.four == 0.2194)
  }

  @Test(
    "until the evening the day that runs is one to come: nobody is behind with it, chance has it")
  func beforeTheEvening() {
    let target = Rational(8) * Rational(4, 5)
    let pace = Pace(done: 2, target: target, day: 2, days: 4, left: 3)
    #expect(pace.expected == Rational(16, 5) && pace.state == .onPace)
    #expect(pace.chance?.four == Poisson.atLeast(5, mean: 4.8).four)
    #expect(Pace(done: 1, target: target, day: 2, days: 4, left: 3).state == .behind)
    #expect(Pace(done: 0, target: target, day: 1, days: 4, left: 4).state == .onPace)
    // The last day may still bring what is missing.
    let last = Pace(done: 6, target: target, day: 4, days: 4, left: 1)
    #expect(last.chance?.four == Poisson.atLeast(1, mean: 1.6).four)
  }

  @Test("M10: five more at a mean of 4 left come with 0.3712")
  func chance() {
    #expect(Poisson.atLeast(5, mean: 4).four == 0.3712)
    #expect(Poisson.atLeast(5, mean: 3.2).four == 0.2194)
  }

  @Test("pace says done, on pace, behind, or nothing where nothing is asked")
  func paceStates() {
    #expect(Pace(done: 8, target: Rational(8), day: 1, days: 5).state == .done)
    #expect(Pace(done: 8, target: Rational(8), day: 1, days: 5).chance == 1)
    #expect(Pace(done: 2, target: Rational(8), day: 1, days: 5).state == .onPace)
    #expect(Pace(done: 1, target: Rational(8), day: 1, days: 5).state == .behind)
    #expect(Pace(done: 0, target: .zero, day: 1, days: 5).state == .none)
    #expect(Pace(done: 1, target: Rational(8), day: 5, days: 5).chance == nil)
    #expect(Pace(done: 1, target: Rational(8), day: 1, days: 5, isCount: false).chance == nil)
  }

  @Test("M3: ten people with three metrics at a quota of 8 bring 0.71 talks a week by chance")
  func byChance() {
    let eight = ConsistentMiss.byChance(quota: 8)
    #expect(abs(30 * eight.raised - 0.71) < 0.01)
    // Each stays open until the quota is met, which takes somewhat less than two weeks.
    #expect(eight.open / eight.raised > 1.5 && eight.open / eight.raised < 2)
    #expect(ConsistentMiss.byChance(quota: 0).raised == 0)
    #expect(ConsistentMiss.byChance(quota: 1_000).open == 0)
    // Counts that spread wider are judged by their own spread.
    #expect(ConsistentMiss.byChance(quota: 8, phi: 3).raised < 2 * eight.raised)
    let strict = RuleSettings([RuleParameter(name: "watch-after-weeks", value: 6)])
    #expect(ConsistentMiss.byChance(quota: 8, strict).raised < eight.raised)
  }
}
