/// The trials of each step of a funnel, from one walk over all deals and leads.
struct FunnelTrials: Sendable {
  /// By step, in the order of the deals.
  private(set) var steps: [ContiguousArray<Trial>]

  /// No trials of a funnel whose points count nothing.
  init(none funnel: FunnelDefined) {
    steps = Array(repeating: [], count: funnel.steps.count)
  }

  init(_ team: Team, _ funnel: FunnelDefined, _ points: [FunnelPoint]) {
    steps = Array(repeating: [], count: funnel.steps.count)
    let leads = Leads(team, points)
    var clock = DayClock(zone: team.zone(0, on: LocalDay(days: 0)))
    var marks = [Milestone](repeating: Milestone(), count: points.count)
    var isFilled = [Bool](repeating: false, count: points.count)
    for deal in team.milestones.states.indices {
      Self.read(team.milestones, deal, points, &marks, &isFilled)
      for step in funnel.steps.indices where marks[step].second != 0 {
        let (from, to) = (marks[step], marks[step + 1])
        // What was done after the next point was reached served another step.
        if points[step].isActivity, to.second != 0, from.second > to.second { continue }
        if step == 0, leads.covers(deal, team) { continue }
        let entered = clock.day(from.second)
        var lag = Trial.open
        if to.second != 0 {
          lag =
            isFilled[step] || isFilled[step + 1]
            ? Trial.skipped : max(0, clock.day(to.second) - entered)
        }
        let credited = funnel.steps[step].credit == .actor ? from.actor : from.owner
        steps[step].append(
          Trial(slot: Int32(credited), entered: entered, lag: lag, deal: Int32(deal)))
      }
    }
    guard let first = points.first, first.isActivity, !funnel.steps.isEmpty else { return }
    for lead in leads.all {
      let entered = clock.day(lead.entry.second)
      let lag = lead.reached == 0 ? Trial.open : max(0, clock.day(lead.reached) - entered)
      steps[0].append(
        Trial(slot: Int32(lead.entry.actor), entered: entered, lag: lag, deal: lead.deal))
    }
  }

  /// A deal's marks at the points; a point that it skipped counts as passed when the next one was.
  @inline(__always)
  private static func read(
    _ milestones: Milestones, _ deal: Int, _ points: [FunnelPoint], _ marks: inout [Milestone],
    _ isFilled: inout [Bool]
  ) {
    let isWon = milestones.states[deal] == .won
    var later = Milestone()
    for place in points.indices.reversed() {
      let point = points[place]
      var mark = point.isWin && !isWon ? Milestone() : milestones[deal, point.place]
      isFilled[place] = mark.second == 0 && later.second != 0 && !point.isActivity
      if isFilled[place] { mark = later }
      marks[place] = mark
      if mark.second != 0 { later = mark }
    }
  }
}

/// Accounts that were worked on before a deal named them.
private struct Leads {
  struct Lead {
    var entry: Milestone
    /// When a deal of the account reached the second point; 0 for never.
    var reached: UInt32 = 0
    var deal: Int32 = -1
  }

  private(set) var all: [Lead] = []
  private var numbers: [Symbol: Int] = [:]

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
