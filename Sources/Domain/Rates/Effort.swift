/// What was done of an activity, and how many trials of a step it was for: of each member, and in all.
struct Effort: Sendable {
  private(set) var done: Int64 = 0
  private(set) var trials = 0
  /// By member slot; only who has trials.
  private(set) var of: [Int: (done: Int64, trials: Int)] = [:]

  mutating func add(_ slot: Int, done: Int64, trials: Int) {
    of[slot] = (done, trials)
    self.done += done
    self.trials += trials
  }
}

extension Team {
  /// What was done of the activity that a step begins with, and of those that serve its outcome.
  func efforts(
    _ step: FunnelStep, _ from: FunnelPoint, _ tally: StepTally, today: LocalDay
  ) -> [Symbol: Effort] {
    var efforts: [Symbol: Effort] = [:]
    let last = roster.weeks.ordinal(of: today)
    for (column, metric) in roster.metrics.enumerated()
    where metric.facts.kind == .activity
      && (metric.id == from.metric || metric.facts.serves == step.to)
    {
      var effort = Effort()
      for slot in tally.parts.indices.dropFirst()
      where tally.parts[slot].entered > 0 && slot < cards.tracks.count
        && works(slot, step, on: today)
      {
        let first = roster.weeks.ordinal(of: LocalDay(days: tally.parts[slot].first))
        guard first <= last else { continue }
        let done = (first...last).reduce(Int64(0)) { $0 + cards.value(slot, $1, column) }
        effort.add(slot, done: done, trials: tally.parts[slot].entered)
      }
      efforts[metric.id] = effort
    }
    return efforts
  }
}
