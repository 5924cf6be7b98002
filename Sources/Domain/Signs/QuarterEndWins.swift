/// Deals that close in the last month of a quarter are won far more, or far less, often than others:
/// the dates follow the books and not the buyers.
package enum QuarterEndWins: DataSign {
  package static let kind = DoubtKind.quarterEndWins
  static let fewest = 20
  static let difference = 0.2
  static let leastZ = 3.0

  package static func look(at team: Team, now: Instant) -> DoubtRow? {
    let firstMonth = team.roster.calendar.fiscalYearStarts.month
    let zone = team.zone(0, on: LocalDay(days: 0))
    var ends = (k: 0, n: 0)
    var others = (k: 0, n: 0)
    for deal in team.book.deals {
      guard let closed = deal.state.closed else { continue }
      let month = zone.localDay(of: closed).date.month
      let won = deal.state.state == .won ? 1 : 0
      if (month - firstMonth + 12) % 3 == 2 {
        ends = (ends.k + won, ends.n + 1)
      } else {
        others = (others.k + won, others.n + 1)
      }
    }
    guard ends.n >= fewest, others.n >= fewest else { return nil }
    let usual = Double(others.k) / Double(others.n)
    guard abs(Double(ends.k) / Double(ends.n) - usual) >= difference,
      sharesDiffer(ends, others) >= leastZ
    else { return nil }
    return row(ends.k, of: ends.n, expected: usual * Double(ends.n))
  }
}
