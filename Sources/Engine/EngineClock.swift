package import Domain

/// One reading of the machine's two clocks, taken at the edge and passed in.
package struct Moment: Sendable {
  package var wall: Instant
  package var monotonicNanoseconds: Int64

  package init(wall: Instant, monotonicNanoseconds: Int64) {
    self.wall = wall
    self.monotonicNanoseconds = monotonicNanoseconds
  }
}

/// The engine's time: the system's, as long as it can be believed, or what a test says.
///
/// A wall clock that parts from the monotonic clock by more than five minutes (at start: stands
/// before the last record, or more than 35 days after it) is doubted: time then goes on by the
/// monotonic clock alone, and nothing is judged, until both agree again or an operator accepts it.
package struct EngineClock {
  static let toleratedStep: Int64 = 5 * 60 * 1_000_000
  static let toleratedAbsence: Int64 = 35 * 86_400 * 1_000_000

  /// Where the team's weeks end; no clock that says more is believed.
  static let end = Instant(seconds: Team.lastSecond - 400 * 86_400)

  package private(set) var isTest: Bool
  package private(set) var isDoubted = false
  package private(set) var now: Instant
  private var anchor: (time: Instant, monotonic: Int64)

  /// Starts the clock; `lastRecorded` is the time of the log's newest record, if it has one.
  ///
  /// No record may be older than `notBefore`, the time of the log's own opening record.
  package init(start: Moment, lastRecorded: Instant?, notBefore: Instant, test: Instant?) {
    isTest = test != nil
    var time = min(test ?? start.wall, Self.end)
    if !isTest && start.wall > Self.end { isDoubted = true }
    if let last = lastRecorded {
      let gap = time.microseconds - last.microseconds
      if !isTest && (gap < 0 || gap > Self.toleratedAbsence) { isDoubted = true }
      if gap < 0 || isDoubted { time = last }
    }
    now = max(time, notBefore)
    anchor = (now, start.monotonicNanoseconds)
  }

  /// Reads the clocks; time never goes back.
  package mutating func observe(_ moment: Moment) {
    guard !isTest else { return }
    let elapsed = (moment.monotonicNanoseconds - anchor.monotonic) / 1000
    let expected = Instant(microseconds: anchor.time.microseconds + elapsed)
    let step = moment.wall.microseconds - expected.microseconds
    if abs(step) > Self.toleratedStep {
      isDoubted = true
      now = max(now, expected)
    } else {
      isDoubted = false
      accept(moment)
    }
  }

  /// Believes the wall clock from now on, whatever it said before.
  package mutating func accept(_ moment: Moment) {
    guard !isTest else { return }
    guard moment.wall < Self.end else {
      isDoubted = true
      return
    }
    isDoubted = false
    now = max(now, moment.wall)
    anchor = (moment.wall, moment.monotonicNanoseconds)
  }

  /// Sets a test clock; false when this is no test clock or the time lies in the past.
  package mutating func advance(to time: Instant) -> Bool {
    guard isTest, time >= now else { return false }
    now = time
    return true
  }
}
