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
    let columns = roster.metrics.indices.filter { column in
      let metric = roster.metrics[column]
      return metric.facts.kind == .activity
        && (metric.id == from.metric || metric.facts.serves == step.to)
    }
    let last = roster.weeks.ordinal(of: today)
    var efforts = [Effort](repeating: Effort(), count: columns.count)
    var sums = [Int64](repeating: 0, count: columns.count)
    for slot in tally.parts.indices.dropFirst()
    where tally.parts[slot].entered > 0 && slot < cards.tracks.count
      && works(slot, step, on: today)
    {
      let first = roster.weeks.ordinal(of: LocalDay(days: tally.parts[slot].first))
      guard first <= last else { continue }
      for place in sums.indices { sums[place] = 0 }
      cards.add(slot, first...last, columns, to: &sums)
      for place in columns.indices {
        efforts[place].add(slot, done: sums[place], trials: tally.parts[slot].entered)
      }
    }
    return Dictionary(zip(columns, efforts).map { (roster.metrics[$0].id, $1) }) { $1 }
  }
}
