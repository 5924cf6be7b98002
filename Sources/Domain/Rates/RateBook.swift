/// Every rate, lag, deal size and win curve of a team as of a day, from what its deals say.
package struct RateBook: Sendable {
  /// A funnel with what its trials say; `points` is empty where one of them counts nothing.
  struct Funnel: Sendable {
    let facts: FunnelDefined
    let points: [FunnelPoint]
    let steps: [StepTally]
    let trials: FunnelTrials
    /// By step.
    let groups: [[PeerKey: PeerGroup]]
    /// By step, what was done of the activities that are worked with in it.
    let efforts: [StepEffort]

    init(
      _ team: Team, _ facts: FunnelDefined, _ points: [FunnelPoint], _ trials: FunnelTrials,
      _ tally: FunnelTally, today: LocalDay, week: LocalDay
    ) {
      self.facts = facts
      self.points = points
      self.trials = trials
      steps = tally.steps
      efforts = tally.efforts
      groups = facts.steps.indices.map {
        team.peerGroups(facts.steps[$0], tally.steps[$0], today: today, week: week)
      }
    }
  }

  /// What it was made of: the same key, the same book.
  struct Key: Sendable, Equatable {
    var version: UInt64
    var captures: UInt64
    var facts: Int
    var today: LocalDay
    /// Currencies of goals, into which deals are converted.
    var monies = 0
  }

  let key: Key
  package let today: LocalDay
  /// The first day of the running week.
  let week: LocalDay
  let funnels: [Funnel]
  let history: DealHistory
  /// How each deal stands, and which may count for a member; nil of a day of the past.
  let rows: DealRows?

  init(_ team: Team, _ rows: DealRows, _ tallies: DealTallies, _ key: Key) {
    self.key = key
    today = key.today
    let week = team.roster.weeks.week(of: key.today).first
    self.week = week
    funnels = team.roster.funnels.indices.map { place in
      let facts = team.roster.funnels[place]
      return Funnel(
        team, facts, team.points(of: facts) ?? [], rows.trials[place], tallies.funnels[place],
        today: key.today, week: week)
    }
    history = tallies.history
    self.rows = rows
  }

  /// What one funnel's trials said on a day of the past; deals tell nothing in it.
  init(
    _ team: Team, _ facts: FunnelDefined, _ points: [FunnelPoint], _ trials: FunnelTrials,
    today: LocalDay
  ) {
    key = Key(version: 0, captures: 0, facts: 0, today: today)
    self.today = today
    let week = team.roster.weeks.week(of: today).first
    self.week = week
    let tally = FunnelTally(team, facts, points, trials, today: today, week: week.days)
    funnels = [Funnel(team, facts, points, trials, tally, today: today, week: week)]
    history = DealHistory(none: team)
    rows = nil
  }
}

extension Team {
  /// The rates as of a moment; made anew only when something changed that they rest on.
  package mutating func rateBook(now: Instant) -> RateBook {
    if stale { settle() }
    let key = RateBook.Key(
      version: milestones.version, captures: ledger.captures, facts: roster.journal.count,
      today: zone(0, on: LocalDay(days: 0)).localDay(of: now), monies: goals.monies.count)
    if let rates, rates.key == key { return rates }
    let (rows, tallies) = updatedTallies(now: now, withEfforts: true)
    let made = RateBook(self, rows, tallies, key)
    rates = made
    return made
  }
}
