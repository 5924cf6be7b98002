import Glibc
import Harness

/// A steady client's latencies beside each pause and without it, in interleaved rounds.
struct PauseRounds {
  /// A usual team with many events behind it.
  let long: BenchDaemon
  /// A team of many members, which joined in the week of its clock.
  let wide: BenchDaemon
  let members: Int
  let seconds: Int
  let say: (String) -> Void
  private(set) var series = Series()
  private var filler: SegmentFiller
  private var weeks = ClosingWeeks()
  private var windows = 0

  /// Turns before a window: what a connection's first events meet is not what is measured.
  private static let warmUp = 300
  private static let steady = (lines: 1, every: Int64(1_000_000))
  private static let second = (lines: 100, every: Int64(10_000_000))

  init(
    long: BenchDaemon, wide: BenchDaemon, folder: String, members: Int, seconds: Int, seed: UInt64,
    say: @escaping (String) -> Void
  ) {
    (self.long, self.wide, self.members) = (long, wide, members)
    (self.seconds, self.say) = (seconds, say)
    filler = SegmentFiller(daemon: long, folder: folder, people: Mix.usual.people, seed: seed)
  }

  /// Starts the teams that some pauses need.
  mutating func prepare(_ pauses: [Pause], events: Int) throws(HarnessFailure) {
    if pauses != [.closing] {
      say("\(sizeText(events)) events for \(Mix.usual.people) people")
      try long.startEmpty()
      try filler.add(events)
    }
    if pauses.contains(.closing) {
      say("a team of \(members)")
      try wide.startEmpty()
      try weeks.begin(wide, members: members)
    }
  }

  /// Each pause once, with its window without it before it in odd rounds and after it in even ones.
  mutating func run(_ number: Int, of total: Int, _ pauses: [Pause]) throws(HarnessFailure) {
    say("round \(number) of \(total)")
    for pause in pauses {
      switch pause {
      case .sealing: try measureSealing()
      case .closing:
        for isThere in [number % 2 == 0, number % 2 == 1] { try measureClosing(isThere) }
      case .catchUp:
        for isThere in [number % 2 == 0, number % 2 == 1] { try measureCatchUp(isThere) }
      }
    }
  }

  /// The second client's load first in a new segment, then over the end of a full one.
  private mutating func measureSealing() throws(HarnessFailure) {
    try filler.beginSegment()
    for isThere in [false, true] {
      if isThere { try filler.leave(bytesOfHalf) }
      let before = try long.segments().count
      let load = try client(long, Mix.usual.people, Self.second)
      let outcome = try client(long, Mix.usual.people, Self.steady).finish()
      _ = try load.finish()
      guard try long.segments().count - before == (isThere ? 1 : 0) else {
        throw HarnessFailure(
          "a segment was sealed when it should not be, or was not when it should")
      }
      note(.sealing, isThere, outcome)
    }
  }

  private mutating func measureClosing(_ isThere: Bool) throws(HarnessFailure) {
    let steady = try client(wide, members, Self.steady)
    if isThere {
      waitUntilUnderWay()
      try weeks.close(wide)
    }
    note(.closing, isThere, try steady.finish())
    if isThere { try weeks.check(wide, member: Mix.member(members - 1)) }
  }

  private mutating func measureCatchUp(_ isThere: Bool) throws(HarnessFailure) {
    let steady = try client(long, Mix.usual.people, Self.steady)
    guard isThere else { return note(.catchUp, false, try steady.finish()) }
    waitUntilUnderWay()
    let follower = try Follower(socket: long.socket)
    let outcome = try steady.finish()
    guard try follower.stop() > 1 << 20 else {
      throw HarnessFailure("the catch-up did not start")
    }
    note(.catchUp, true, outcome)
  }

  private mutating func client(
    _ daemon: BenchDaemon, _ people: Int, _ pace: (lines: Int, every: Int64)
  ) throws(HarnessFailure) -> PacedClient {
    windows += 1
    let turn = Int64(Self.warmUp) * Self.steady.every + Int64(seconds) * 1_000_000_000
    return try PacedClient(
      socket: daemon.socket, prefix: "p\(windows)", people: people,
      pace: PacedClient.Pace(
        lines: pace.lines, every: pace.every, times: Int(turn / pace.every)))
  }

  /// A quarter of the window, and what is before it.
  private func waitUntilUnderWay() {
    usleep(UInt32(Self.warmUp * 1_000 + seconds * 250_000))
  }

  /// What the log grows by in half a window, a record being about 350 bytes.
  private var bytesOfHalf: Int {
    let perSecond = (Self.second.lines * 100 + Self.steady.lines * 1_000) * 350
    return perSecond * seconds / 2
  }

  private mutating func note(_ pause: Pause, _ isThere: Bool, _ outcome: PacedClient.Outcome) {
    let waited = Samples(Array(outcome.waited.dropFirst(Self.warmUp)))
    let late = Samples(Array(outcome.late.dropFirst(Self.warmUp)))
    for figure in Pause.Figure.allCases {
      let value =
        switch figure {
        case .half: waited.median
        case .hundredth: waited.percentile(99)
        case .thousandth: waited.percentile(99.9)
        case .longest: waited.largest
        case .late: late.percentile(99.9)
        }
      series.add(pause.name(figure, with: isThere), value)
    }
  }
}
