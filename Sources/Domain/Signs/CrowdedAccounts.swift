/// A few accounts have far more deals than others do: a collecting name, or one contact for all.
package enum CrowdedAccounts: DataSign {
  package static let kind = DoubtKind.crowdedAccount
  static let fewest = 20
  /// How many times the deals of the account in the middle.
  static let times = 10

  package static func look(at team: Team, now: Instant) -> DoubtRow? {
    var deals: [Symbol: (count: Int, newest: UInt32)] = [:]
    for deal in team.book.deals where !deal.state.account.isNone {
      deals[deal.state.account, default: (0, 0)].count += 1
      deals[deal.state.account]?.newest = deal.steps
    }
    let counts = deals.values.map(\.count).sorted()
    guard let middle = counts.isEmpty ? nil : counts[(counts.count - 1) / 2] else { return nil }
    let bound = max(fewest, times * middle)
    let crowded = deals.values.filter { $0.count >= bound }
    guard !crowded.isEmpty else { return nil }
    return row(
      crowded.reduce(0) { $0 + $1.count }, of: counts.reduce(0, +),
      examples: crowded.sorted { ($1.count, $0.newest) < ($0.count, $1.newest) }.map(\.newest))
  }
}
