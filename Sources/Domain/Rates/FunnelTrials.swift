/// The trials of each step of a funnel, from one walk over all deals and leads.
struct FunnelTrials: Sendable {
  /// By step, first one of each deal by its number, which may be none, then those of the leads.
  private(set) var steps: [ContiguousArray<Trial>]
  /// By step, how many trials took so many days to the next point.
  private var lags: [[Int]]
  /// The last day on which one of them came to it, or later.
  private var lastReached = Int32.min
  private let points: [FunnelPoint]
  private let credits: [StepCredit]
  private let leads: Leads

  /// No trials of a funnel whose points count nothing.
  init(none funnel: FunnelDefined) {
    steps = Array(repeating: [], count: funnel.steps.count)
    lags = Self.noLags(funnel)
    points = []
    credits = []
    leads = Leads()
  }

  init(_ team: Team, _ funnel: FunnelDefined, _ points: [FunnelPoint], _ clock: inout DayClock) {
    self.points = points
    credits = funnel.steps.map(\.credit)
    leads = Leads(team, points)
    steps = Array(repeating: [], count: funnel.steps.count)
    lags = Self.noLags(funnel)
    read(team, all: team.milestones.states.count, &clock)
    guard let first = points.first, first.isActivity, !steps.isEmpty else { return }
    for lead in leads.all {
      let entered = clock.day(lead.entry.second)
      let lag = lead.reached == 0 ? Trial.open : max(0, clock.day(lead.reached) - entered)
      let trial = Trial(slot: Int32(lead.entry.actor), entered: entered, lag: lag, deal: lead.deal)
      steps[0].append(trial)
      count(trial, 0, 1)
    }
  }

  private static func noLags(_ funnel: FunnelDefined) -> [[Int]] {
    let none = [Int](repeating: 0, count: Int(StepTally.windowDays) + 1)
    return Array(repeating: none, count: funnel.steps.count)
  }

  /// Whether a deal that changes moves no other trial than its own.
  var isByDeal: Bool { leads.all.isEmpty }

  /// Reads deals again that changed, and for the first time those that are new.
  mutating func update(_ team: Team, _ changed: ContiguousArray<Int32>, _ clock: inout DayClock) {
    guard !points.isEmpty, !steps.isEmpty else { return }
    let known = steps[0].count
    for deal in changed where deal < known { read(team, Int(deal), &clock) }
    read(team, all: team.milestones.states.count, &clock)
  }

  private mutating func read(_ team: Team, all count: Int, _ clock: inout DayClock) {
    let known = steps.first?.count ?? count
    guard known < count else { return }
    // One at a time, so that the room for more grows by halves and not by one.
    for step in steps.indices {
      while steps[step].count < count { steps[step].append(.none) }
    }
    for deal in known..<count { read(team, deal, &clock) }
  }

  private mutating func read(_ team: Team, _ deal: Int, _ clock: inout DayClock) {
    var later = Milestone()
    var to = mark(team.milestones, deal, points.count - 1, &later)
    for step in steps.indices.reversed() {
      let from = mark(team.milestones, deal, step, &later)
      count(steps[step][deal], step, -1)
      steps[step][deal] = trial(team, deal, step, from, to, &clock)
      count(steps[step][deal], step, 1)
      to = from
    }
  }

  @inline(__always)
  private mutating func count(_ trial: Trial, _ step: Int, _ sign: Int) {
    guard trial.lag >= 0 else { return }
    lags[step][Int(min(trial.lag, StepTally.windowDays))] += sign
    lastReached = max(lastReached, trial.entered + trial.lag)
  }

  /// How many trials of a step took so many days to the next point, of those that had come there by a
  /// day; all that took longer than the window stand at its end.
  func lags(_ step: Int, by today: Int32) -> [Int] {
    if lastReached <= today { return lags[step] }
    var lags = [Int](repeating: 0, count: Int(StepTally.windowDays) + 1)
    for trial in steps[step] where trial.lag >= 0 && trial.entered + trial.lag <= today {
      lags[Int(min(trial.lag, StepTally.windowDays))] += 1
    }
    return lags
  }

  private func trial(
    _ team: Team, _ deal: Int, _ step: Int, _ from: Mark, _ to: Mark, _ clock: inout DayClock
  ) -> Trial {
    guard from.mark.second != 0 else { return .none }
    // What was done after the next point was reached served another step.
    if points[step].isActivity, to.mark.second != 0, from.mark.second > to.mark.second {
      return .none
    }
    if step == 0, leads.covers(deal, team) { return .none }
    let entered = clock.day(from.mark.second)
    var lag = Trial.open
    if to.mark.second != 0 {
      lag =
        from.isFilled || to.isFilled
        ? Trial.skipped : max(0, clock.day(to.mark.second) - entered)
    }
    let credited = credits[step] == .actor ? from.mark.actor : from.mark.owner
    return Trial(slot: Int32(credited), entered: entered, lag: lag, deal: Int32(deal))
  }

  private struct Mark {
    var mark: Milestone
    var isFilled: Bool
  }

  /// A deal's mark at a point; one that it skipped counts as passed when a later one was.
  @inline(__always)
  private func mark(
    _ milestones: Milestones, _ deal: Int, _ place: Int, _ later: inout Milestone
  ) -> Mark {
    let point = points[place]
    var mark =
      point.isWin && milestones.states[deal] != .won
      ? Milestone() : milestones[deal, point.place]
    let isFilled = mark.second == 0 && later.second != 0 && !point.isActivity
    if isFilled { mark = later }
    if mark.second != 0 { later = mark }
    return Mark(mark: mark, isFilled: isFilled)
  }
}
