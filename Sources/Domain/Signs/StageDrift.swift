/// A stage's meaning drifted: of the newer half of closed deals a far other share reached it than of
/// the older half, so that rates over all time mix two things.
package enum StageDrift: DataSign {
  package static let kind = DoubtKind.stageDrift
  /// Closed deals in each half.
  static let fewest = 50
  static let leastZ = 4.0
  /// How many times one share is the other.
  static let times = 2.0

  package static func look(at team: Team, now: Instant) -> DoubtRow? {
    let closed = team.book.deals.filter { $0.state.closed != nil && $0.state.opened != nil }
      .map { (opened: $0.state.opened ?? .distantPast, deal: $0) }
      .sorted { ($0.opened, $0.deal.steps) < ($1.opened, $1.deal.steps) }
    let half = closed.count / 2
    guard half >= fewest else { return nil }
    var found: (z: Double, row: DoubtRow)?
    for (bit, stage) in team.cards.watchedStages.enumerated() where bit < 64 {
      let mask = UInt64(1) << UInt64(bit)
      let older = (k: closed[..<half].count { $0.deal.state.reached & mask != 0 }, n: half)
      let newer = (
        k: closed[half...].count { $0.deal.state.reached & mask != 0 }, n: closed.count - half
      )
      let shares = (Double(older.k) / Double(older.n), Double(newer.k) / Double(newer.n))
      let z = sharesDiffer(older, newer)
      guard z >= max(leastZ, found?.z ?? 0),
        max(shares.0, shares.1) >= times * min(shares.0, shares.1)
      else { continue }
      let name = team.symbols.text(stage)
      found = (
        z, row(newer.k, of: newer.n, expected: shares.0 * Double(newer.n), about: name)
      )
    }
    return found?.row
  }
}
