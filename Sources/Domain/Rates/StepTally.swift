/// What the trials of a step say: of each member, and of all together.
struct StepTally: Sendable {
  /// Trials that entered longer ago speak of other times.
  static let windowDays: Int32 = 730
  /// The fewest days after which a trial counts.
  static let fewestDays: Int32 = 14

  /// One member's part.
  struct Part: Sendable {
    /// Trials that have matured, and those of them that succeeded in time.
    var trials = 0
    var successes = 0
    /// All trials that entered within the window, matured or not, and the day of the first.
    var entered = 0
    var first = Int32.max
    /// Successes of the last complete weeks, newest first; empty where there is none.
    var weekly: [Int64] = []
  }

  /// Days after which a trial counts, and within which it must have succeeded: nine in ten of those
  /// that ever did were as quick (MATHS M0).
  let maturedAfter: Int32
  /// Half of those that succeeded took no longer; nil where none did.
  private(set) var medianLag: Int32?
  /// By member slot.
  private(set) var parts: ContiguousArray<Part>
  private let today: Int32
  private let week: Int32

  /// Tallies a step's trials as of a day; `week` is the first day of the running week.
  init(_ trials: FunnelTrials, _ step: Int, members count: Int, today: Int32, week: Int32) {
    let lags = trials.lags(step, by: today)
    maturedAfter = Self.maturedAfter(lags)
    medianLag = Self.quantile(lags, 1, of: 2)
    (self.today, self.week) = (today, week)
    parts = ContiguousArray(repeating: Part(), count: count)
    for trial in trials.steps[step] where trial.slot > 0 && Int(trial.slot) < count { add(trial) }
  }

  /// Tallies the trials of some members again, each of which is of a deal of theirs; false, and nothing
  /// is done, where these trials moved what all others are measured by.
  mutating func update(
    _ trials: FunnelTrials, _ step: Int, _ slots: [Int], dealsOf: [[Int32]]
  ) -> Bool {
    let lags = trials.lags(step, by: today)
    guard Self.maturedAfter(lags) == maturedAfter else { return false }
    medianLag = Self.quantile(lags, 1, of: 2)
    for slot in slots where slot > 0 {
      parts[slot] = Part()
      for deal in dealsOf[slot] {
        let trial = trials.steps[step][Int(deal)]
        if Int(trial.slot) == slot { add(trial) }
      }
    }
    return true
  }

  private static func maturedAfter(_ lags: [Int]) -> Int32 {
    max(fewestDays, quantile(lags, 9, of: 10) ?? 0)
  }

  @inline(__always)
  private mutating func add(_ trial: Trial) {
    let slot = Int(trial.slot)
    guard trial.entered >= today - Self.windowDays, trial.entered <= today else { return }
    parts[slot].entered += 1
    parts[slot].first = min(parts[slot].first, trial.entered)
    if trial.lag != Trial.open {
      let before = week - 1 - trial.entered - max(0, trial.lag)
      if before >= 0, before / 7 < Dispersion.weeks {
        if parts[slot].weekly.isEmpty {
          parts[slot].weekly = Array(repeating: 0, count: Dispersion.weeks)
        }
        parts[slot].weekly[Int(before / 7)] += 1
      }
    }
    guard trial.entered <= today - maturedAfter else { return }
    parts[slot].trials += 1
    if trial.succeeded(within: maturedAfter) { parts[slot].successes += 1 }
  }

  /// The matured trials of a member.
  func matured(_ slot: Int) -> Trials { Trials(parts[slot].successes, of: parts[slot].trials) }

  /// Successes of the complete weeks since a member's first trial, twelve at most, oldest first.
  ///
  /// `counts` says of the first day of a week whether anybody knows what was done in it.
  func weeks(_ slot: Int, week: Int32, where counts: (Int32) -> Bool) -> [Int64] {
    let part = parts[slot]
    guard part.first < week else { return [] }
    let known = min(Dispersion.weeks, Int(week - part.first + 6) / 7)
    return (1...known).reversed().compactMap { back in
      guard counts(week - 7 * Int32(back)) else { return nil }
      return part.weekly.isEmpty ? 0 : part.weekly[back - 1]
    }
  }

  /// The smallest place up to which a share of what was counted lies.
  static func quantile(_ counts: [Int], _ share: Int, of whole: Int) -> Int32? {
    let total = counts.reduce(0, +)
    guard total > 0 else { return nil }
    var sum = 0
    for (place, count) in counts.enumerated() {
      sum += count
      if sum * whole >= total * share { return Int32(place) }
    }
    return nil
  }
}
