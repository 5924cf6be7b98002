/// Many deals close on the day they open: they were entered when they were over, and show no lag.
package enum ClosedWhenOpened: DataSign {
  package static let kind = DoubtKind.closedWhenOpened
  static let fewest = 5
  /// Told from one closed deal in this many on.
  static let oneIn = 10

  package static func look(at team: Team, now: Instant) -> DoubtRow? {
    var closed = 0
    var sameDay: [UInt32] = []
    for deal in team.book.deals {
      guard let from = deal.state.opened, let end = deal.state.closed, from <= end else { continue }
      closed += 1
      // Looked up only where it can be: zones take their time.
      let isNear = end.microseconds - from.microseconds < 86_400_000_000 * 2
      if isNear, team.days(from: from, to: end) == 0 { sameDay.append(deal.steps) }
    }
    guard sameDay.count >= fewest, sameDay.count * oneIn >= closed else { return nil }
    return row(sameDay.count, of: closed, examples: sameDay)
  }
}
