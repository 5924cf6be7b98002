/// What was done of an activity, and how many trials of a step it was for.
struct Effort: Sendable, Equatable {
  var done: Int64 = 0
  var trials = 0
}

/// What was done in a step of the activity it begins with and of those that serve its outcome, by all who
/// work it; kept from one look to the next.
struct StepEffort: Sendable {
  /// One member's part; no trials where they have none, or do not work the step.
  private struct Part {
    var trials = 0
    /// The week of the first trial, from which on `done` is summed up.
    var first = Int32.max
  }

  /// The activities' places among the team's metrics, and their names.
  private let columns: [Int]
  private let metrics: [Symbol]
  private var parts: ContiguousArray<Part>
  /// By member slot, as many numbers as there are activities.
  private var done: [Int64]
  private var sums: [Effort]
  /// The newest record when it was summed up.
  private var seq: UInt64 = 0

  init(_ team: Team, _ step: FunnelStep, from start: Symbol?) {
    columns = team.roster.metrics.indices.filter { column in
      let metric = team.roster.metrics[column]
      return metric.facts.kind == .activity
        && (metric.id == start || metric.facts.serves == step.to)
    }
    metrics = columns.map { team.roster.metrics[$0].id }
    parts = ContiguousArray(repeating: Part(), count: team.roster.members.count)
    done = Array(repeating: 0, count: parts.count * columns.count)
    sums = columns.map { _ in Effort() }
  }

  /// Sums up again for whom something was counted since the last time, or whose first trial moved.
  mutating func update(_ team: Team, _ step: FunnelStep, _ tally: StepTally, today: LocalDay) {
    let last = team.roster.weeks.ordinal(of: today)
    for slot in parts.indices.dropFirst() {
      var part = Part()
      if tally.parts[slot].entered > 0, slot < team.cards.tracks.count,
        team.works(slot, step, on: today)
      {
        part.first = team.roster.weeks.ordinal(of: LocalDay(days: tally.parts[slot].first))
        part.trials = part.first <= last ? tally.parts[slot].entered : 0
      }
      let isKnown =
        part.trials == 0
        || (part.first == parts[slot].first && team.cards.tracks[slot].changedAt <= seq)
      parts[slot] = part
      if !isKnown { sumUp(team, slot, part.first...last) }
    }
    seq = team.lastSeq
    sums = columns.indices.map { place in
      parts.indices.reduce(into: Effort()) { sum, slot in
        guard parts[slot].trials > 0 else { return }
        sum.trials += parts[slot].trials
        sum.done += done[slot * columns.count + place]
      }
    }
  }

  private mutating func sumUp(_ team: Team, _ slot: Int, _ weeks: ClosedRange<Int32>) {
    var own = [Int64](repeating: 0, count: columns.count)
    team.cards.add(slot, weeks, columns, to: &own)
    for place in own.indices { done[slot * columns.count + place] = own[place] }
  }

  /// What all did of an activity; nil for one that the step is not worked with.
  func all(_ metric: Symbol) -> Effort? { metrics.firstIndex(of: metric).map { sums[$0] } }

  /// A member's part of it; nothing of who does not work the step.
  func own(_ slot: Int, _ metric: Symbol) -> Effort {
    guard let place = metrics.firstIndex(of: metric), parts[slot].trials > 0 else {
      return Effort()
    }
    return Effort(done: done[slot * columns.count + place], trials: parts[slot].trials)
  }
}
