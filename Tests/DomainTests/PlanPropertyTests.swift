import Domain
import Testing

@Suite("What holds for every plan")
struct PlanPropertyTests {
  private static let seeds = Array(UInt64(1)...40)

  @Test("M2 the posterior lies between the own rate and the peers'", arguments: seeds)
  func between(seed: UInt64) {
    var draws = SeededDraws(seed: seed)
    let n = 1 + draws.index(below: 200)
    let k = draws.index(below: n + 1)
    let prior = Conversion.Prior(mean: draws.uniform(), strength: 4 + 56 * draws.uniform())
    let beta = Conversion.posterior(Trials(k, of: n), prior, phi: 1 + 10 * draws.uniform())
    let own = Double(k) / Double(n)
    let low = min(own, prior.mean) - 1e-12
    #expect(low <= beta.mean && beta.mean <= max(own, prior.mean) + 1e-12, "seed \(seed)")
    let range = beta.interval(0.8)
    #expect(range.lowerBound < range.upperBound && range.contains(beta.quantile(0.5)))
  }

  @Test(
    "M1 a better rate, a larger share of weeks or fewer wins never ask for more", arguments: seeds)
  func monotone(seed: UInt64) {
    var draws = SeededDraws(seed: seed)
    let rates = (0..<1 + draws.index(below: 4)).map { _ in 0.02 + 0.9 * draws.uniform() }
    let wins = 1 + 50 * draws.uniform()
    let weeks = Rational(Int64(7 + draws.index(below: 300)), 7)
    func weekly(_ wins: Double, _ rates: [Double], _ weeks: Rational, _ per: Double = 1) -> Int64 {
      RequiredActivity(wins: wins, rates: rates, perTrial: per, usableWeeks: weeks).weekly ?? .max
    }
    let base = weekly(wins, rates, weeks)
    for place in rates.indices {
      var better = rates
      better[place] = min(1, better[place] * 1.3)
      #expect(weekly(wins, better, weeks) <= base, "seed \(seed)")
    }
    #expect(weekly(wins, rates, weeks + Rational(1)) <= base)
    #expect(weekly(wins + 1, rates, weeks) >= base && weekly(wins, rates, weeks, 1.5) >= base)
    let betas = rates.map { Beta(40 * $0, 40 * (1 - $0)) }
    let range = RequiredActivity.range(
      wins: wins, steps: betas, usableWeeks: weeks.double, share: 0.8)
    #expect(range.low < range.median && range.median < range.high)
  }

  @Test("M7 another open deal never makes a goal less likely", arguments: seeds)
  func deals(seed: UInt64) {
    var draws = SeededDraws(seed: seed)
    let goal = Int64(1 + draws.index(below: 900))
    var deals: [PoissonBinomial.Deal] = []
    var before = 0.0
    for _ in 0..<25 {
      deals.append(PoissonBinomial.Deal(Int64(1 + draws.index(below: 100)), draws.uniform()))
      let chance = PoissonBinomial.atLeast(goal, deals)
      #expect(chance >= before - 1e-12 && chance <= 1, "seed \(seed)")
      before = chance
    }
  }

  @Test("M7 many deals whose amounts have no common measure come next to the exact chance")
  func manyDeals() {
    // Alike, so that it is a binomial; a goal between two counts of wins, and prime.
    for (count, wins) in [(400, 85), (2_000, 395), (2_001, 395), (30_000, 6_050)] {
      let deals = Array(repeating: PoissonBinomial.Deal(9_973, 0.2), count: count)
      // P(at least so many of n) is the beta distribution's at the chance of one.
      let exact = Beta(Double(wins), Double(count - wins + 1)).atMost(0.2)
      let told = PoissonBinomial.atLeast(Int64(wins) * 9_973 - 4_987, deals)
      #expect(abs(told - exact) < 0.012, "\(wins) of \(count): \(told), exactly \(exact)")
    }
    let hopeless = Array(repeating: PoissonBinomial.Deal(7, 0), count: 2_000)
    #expect(PoissonBinomial.atLeast(99_991, hopeless) == 0)
    let sure = Array(repeating: PoissonBinomial.Deal(7, 1), count: 2_000)
    #expect(
      PoissonBinomial.atLeast(13_999, sure) == 1 && PoissonBinomial.atLeast(14_001, sure) == 0)
  }

  @Test("an estimate beyond what JSON keeps is held there, and none is no number")
  func held() {
    #expect(Int64(held: 2.5e30) == 9_007_199_254_740_991)
    #expect(Int64(held: -.infinity) == -9_007_199_254_740_991)
    #expect(Int64(held: .nan) == 0 && Int64(held: 2.6) == 3)
    #expect(Beta(1e17, 1e-3).logVariance >= 0)
  }

  @Test("draws have the mean and the spread of their distributions")
  func draws() {
    var draws = SeededDraws(seed: 7)
    for (n, p) in [(10, 0.3), (400, 0.05), (1_000, 0.9)] {
      let counts = (0..<20_000).map { _ in Double(draws.binomial(n, p)) }
      let mean = counts.reduce(0, +) / 20_000
      let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
      let expected = Double(n) * p * (1 - p)
      #expect(abs(mean - Double(n) * p) < 5 * (expected / 20_000).squareRoot())
      #expect(abs(variance / expected - 1) < 0.05)
    }
    let beta = Beta(2.5, 7)
    let shares = (0..<20_000).map { _ in draws.beta(beta) }.sorted()
    #expect(abs(shares[10_000] - beta.quantile(0.5)) < 0.01)
    #expect(abs(shares[2_000] - beta.quantile(0.1)) < 0.01)
  }
}
