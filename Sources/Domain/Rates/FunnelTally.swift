/// What each step of a funnel says on a day: its trials, and what was done for them.
struct FunnelTally: Sendable {
  private(set) var steps: [StepTally]
  private(set) var efforts: [StepEffort]
  private let today: LocalDay
  private let week: Int32

  init(
    _ team: Team, _ facts: FunnelDefined, _ points: [FunnelPoint], _ trials: FunnelTrials,
    today: LocalDay, week: Int32
  ) {
    (self.today, self.week) = (today, week)
    let count = team.roster.members.count
    steps = trials.steps.indices.map {
      StepTally(trials, $0, members: count, today: today.days, week: week)
    }
    efforts = facts.steps.indices.map {
      StepEffort(team, facts.steps[$0], from: points.isEmpty ? nil : points[$0].metric)
    }
    updateEfforts(team, facts)
  }

  /// Tallies the trials of some members again, or of all where that is quicker.
  mutating func update(_ team: Team, _ trials: FunnelTrials, _ slots: [Int], dealsOf: [[Int32]]) {
    // To go through the lists of most members takes longer than through all trials once.
    let isMost = slots.count * 4 > team.roster.members.count
    for step in steps.indices {
      let isDone =
        !isMost && trials.isByDeal && steps[step].update(trials, step, slots, dealsOf: dealsOf)
      guard !isDone else { continue }
      steps[step] = StepTally(
        trials, step, members: team.roster.members.count, today: today.days, week: week)
    }
  }

  mutating func updateEfforts(_ team: Team, _ facts: FunnelDefined) {
    for step in steps.indices {
      efforts[step].update(team, facts.steps[step], steps[step], today: today)
    }
  }
}
