import Harness

/// The cost of an event and of a question at every point of some sweeps, in interleaved rounds.
struct ShapeRounds {
  let programs: String
  let folder: String
  let points: [SweepPoint]
  let seed: UInt64
  let say: (String) -> Void
  private(set) var series = Series()
  /// Points that differ by their connections alone share a team.
  private var teams: [[Int]: ShapeTeam] = [:]

  /// Events of one measurement: few enough to leave the smallest team about its size.
  private static let timed = 20_000
  private static let askedSeconds = 0.3

  init(
    programs: String, folder: String, points: [SweepPoint], seed: UInt64,
    say: @escaping (String) -> Void
  ) {
    (self.programs, self.folder, self.points) = (programs, folder, points)
    (self.seed, self.say) = (seed, say)
  }

  /// Measures every point once, so that what the machine does meanwhile meets all of them.
  mutating func run(_ number: Int, of total: Int) throws(HarnessFailure) {
    say("round \(number) of \(total)")
    for point in points { try measure(point) }
  }

  private mutating func measure(_ point: SweepPoint) throws(HarnessFailure) {
    let team = try team(point)
    let file = try team.more(Self.timed, say: say)
    try team.daemon.awaitDepartures()
    let before = try team.daemon.processorSeconds()
    let seconds = try LoadClient(
      socket: team.daemon.socket, clients: point.connections, window: point.window
    ).stream(file)
    let own = try team.daemon.processorSeconds() - before
    try team.daemon.awaitDepartures()
    let ring = try QueryRing(
      socket: team.daemon.socket, connections: point.connections,
      request: BenchQuery.week.request)
    let query = try ring.median(seconds: Self.askedSeconds)
    series.add(point.name(.event), seconds / Double(Self.timed) * 1e6)
    series.add(point.name(.own), own / Double(Self.timed) * 1e6)
    series.add(point.name(.query), query)
  }

  private mutating func team(_ point: SweepPoint) throws(HarnessFailure) -> ShapeTeam {
    if let team = teams[[point.people, point.behind]] { return team }
    let team = try ShapeTeam(
      programs: programs, folder: folder, people: point.people, behind: point.behind, seed: seed)
    teams[[point.people, point.behind]] = team
    return team
  }
}
