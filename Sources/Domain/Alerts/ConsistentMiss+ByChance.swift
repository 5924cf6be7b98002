/// How often a rule speaks of somebody whose true rate is the quota exactly, per metric and week.
package struct ByChance: Sendable, Equatable {
  /// Conversations that begin in a week.
  package var raised: Double
  /// Conversations that are open at a week's end.
  package var open: Double
}

extension ConsistentMiss {
  /// Weeks of one run looked at: a run by chance goes on half the time, so few get so far.
  private static let longest = 14
  /// Quotas beyond which a shortfall that counts is practically never chance.
  private static let largest: Int64 = 200

  /// The steady state of the rule when counts are pure chance around the quota (MATHS M3).
  ///
  /// Runs begin anew after every week that met the quota, so a share of weeks is what a run brings
  /// on average, divided by how long it and the week that ends it take.
  package static func byChance(
    quota: Int64, phi: Double = 1, _ settings: RuleSettings = RuleSettings()
  ) -> ByChance {
    guard quota > 0, quota <= largest else { return ByChance(raised: 0, open: 0) }
    let misses = (0..<quota).map { share(of: $0, mean: Double(quota), phi) }
    let missing = misses.reduce(0, +)
    // By the run's total so far: the share of runs that came to it and were not talked about.
    var quiet = [1.0]
    var (told, raised, open) = (0.0, 0.0, 0.0)
    for length in 1...longest {
      var next = [Double](repeating: 0, count: quiet.count + misses.count - 1)
      for (total, share) in quiet.enumerated() where share > 1e-15 {
        for (count, miss) in misses.enumerated() { next[total + count] += share * miss }
      }
      told *= missing
      let planned = Double(length) * Double(quota)
      for total in next.indices where next[total] > 0 {
        guard speaks(length, Int64(total), planned, phi, settings) else { continue }
        told += next[total]
        raised += next[total]
        next[total] = 0
      }
      open += told
      quiet = next
    }
    let weeks = 1 / (1 - missing)
    return ByChance(raised: raised / weeks, open: open / weeks)
  }

  /// Whether a run of that length and total is a conversation.
  private static func speaks(
    _ length: Int, _ total: Int64, _ planned: Double, _ phi: Double, _ settings: RuleSettings
  ) -> Bool {
    guard length >= settings[watchAfter],
      planned - Double(total) >= settings.share(shortfall).double * planned
    else { return false }
    if length >= settings[talkAfter], phi <= MissChance.widePhi { return true }
    return MissChance.atMost(total, mean: planned, phi: phi) < settings.share(chance).double
  }

  /// P(X = count): Poisson, or the negative binomial of that mean where counts spread wider.
  private static func share(of count: Int64, mean: Double, _ phi: Double) -> Double {
    guard phi > MissChance.widePhi else { return Poisson.exactly(Double(count), mean: mean) }
    return NegativeBinomial.exactly(Double(count), mean: mean, phi: phi)
  }
}
