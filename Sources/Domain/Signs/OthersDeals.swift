/// Most activities are on deals of somebody else: the work is pooled, and a person's own activities
/// say little about the person's own deals.
package enum OthersDeals: DataSign {
  package static let kind = DoubtKind.othersDeals
  static let fewest = 20

  package static func look(at team: Team, now: Instant) -> DoubtRow? {
    let (own, others) = (team.doubts.onOwnDeals, team.doubts.onOthersDeals)
    guard others >= fewest, others > own else { return nil }
    return row(others, of: own + others)
  }
}
