/// Accounts that were worked on before a deal named them.
struct Leads: Sendable {
  struct Lead: Sendable {
    var entry: Milestone
    /// When a deal of the account reached the second point; 0 for never.
    var reached: UInt32 = 0
    var deal: Int32 = -1
  }

  private(set) var all: [Lead] = []
  private var numbers: [Symbol: Int] = [:]

  init() {}

  init(_ team: Team, _ points: [FunnelPoint]) {
    guard let first = points.first, first.isActivity, !team.milestones.leadRows.isEmpty,
      let metric = team.roster.metric(first.metric)
    else { return }
    for lead in team.milestones.leadRows {
      let row = team.ledger[lead.row]
      let series = team.ledger.series[Int(row.series)]
      // One that was put on a deal later is the deal's.
      guard row.series != 0, row.link == 0, series.member > 0, series.key.name == metric.of else {
        continue
      }
      add(lead.account, Milestone(row.second, owner: series.member, actor: series.member))
    }
    guard !all.isEmpty, points.count > 1 else { return }
    for deal in team.book.deals.indices { follow(deal, team, points[1]) }
  }

  private mutating func add(_ account: Symbol, _ entry: Milestone) {
    guard let number = numbers[account] else {
      numbers[account] = all.count
      all.append(Lead(entry: entry))
      return
    }
    if entry.second < all[number].entry.second { all[number].entry = entry }
  }

  private mutating func follow(_ deal: Int, _ team: Team, _ next: FunnelPoint) {
    guard let number = numbers[team.book.deals[deal].state.account],
      !next.isWin || team.milestones.states[deal] == .won
    else { return }
    let (opened, reached) = (
      team.milestones[deal, Milestones.opened].second, team.milestones[deal, next.place].second
    )
    guard reached != 0, opened >= all[number].entry.second,
      all[number].reached == 0 || reached < all[number].reached
    else { return }
    all[number].reached = reached
    all[number].deal = Int32(deal)
  }

  /// Whether a deal came of a lead, whose trial stands for it.
  func covers(_ deal: Int, _ team: Team) -> Bool {
    guard !all.isEmpty, let number = numbers[team.book.deals[deal].state.account] else {
      return false
    }
    return all[number].entry.second <= team.milestones[deal, Milestones.opened].second
  }
}
