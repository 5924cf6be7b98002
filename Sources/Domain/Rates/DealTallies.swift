/// What deals say on a day, of each member and of all: trials of every step, ages, and what wins were
/// worth.
///
/// Kept from one look to the next: only members are counted again whose deals changed.
struct DealTallies: Sendable {
  /// The same of all these, and tallies can go on.
  struct Key: Sendable, Equatable {
    var facts: Int
    var today: LocalDay
    /// Currencies of goals, into which deals are converted.
    var monies: Int
  }

  let key: Key
  private(set) var funnels: [FunnelTally]
  private(set) var history: DealHistory
  /// The rows' look that it stands at.
  private var look: UInt64

  init(_ team: Team, _ rows: DealRows, _ key: Key) {
    self.key = key
    history = DealHistory(team, rows, today: key.today.days)
    look = rows.look
    let week = team.roster.weeks.week(of: key.today).first.days
    funnels = team.roster.funnels.indices.map { place in
      let facts = team.roster.funnels[place]
      return FunnelTally(
        team, facts, team.points(of: facts) ?? [], rows.trials[place], today: key.today, week: week)
    }
  }

  mutating func update(_ team: Team, _ rows: DealRows) {
    guard rows.look != look else { return }
    let slots = rows.changed(after: look)
    look = rows.look
    history.update(team, rows, slots)
    for place in funnels.indices {
      funnels[place].update(team, rows.trials[place], slots, dealsOf: rows.dealsOf)
    }
  }

  /// Sums up what was done for trials; only a plan asks for it.
  mutating func updateEfforts(_ team: Team) {
    for place in funnels.indices { funnels[place].updateEfforts(team, team.roster.funnels[place]) }
  }
}

extension Team {
  /// What deals say as of a moment, and what says so.
  mutating func updatedTallies(
    now: Instant, withEfforts: Bool = false
  ) -> (rows: DealRows, tallies: DealTallies) {
    let rows = updatedDealRows()
    let key = DealTallies.Key(
      facts: roster.journal.count,
      today: zone(0, on: LocalDay(days: 0)).localDay(of: now), monies: goals.monies.count)
    // Taken out, so that they have one owner and nothing is copied.
    var kept: DealTallies?
    swap(&kept, &dealTallies)
    if kept?.key == key {
      kept?.update(self, rows)
    } else {
      kept = DealTallies(self, rows, key)
    }
    if withEfforts { kept?.updateEfforts(self) }
    dealTallies = kept
    return (rows, kept ?? DealTallies(self, rows, key))
  }
}
