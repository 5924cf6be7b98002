import ArgumentParser
import Glibc
import Harness

/// Everybody's plans, made anew after an event, beside what a table scan of the same events takes.
struct Plans: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure plans of a large team, and events of a team with goals.",
    discussion: """
      Starts its own daemon on a temporary folder with a team that has goals and a funnel. DuckDB \
      takes part when the peers' cache, or PATH, has a Python with its module. Fails unless the \
      daemon's counts equal the generator's own.
      """)

  @Option(help: "Where coxswaind is; by default beside this program.") var binDir: String?
  @Option(help: "The folder (disk) to measure on.") var disk: String?
  @Option(help: "Events that the plans rest on.") var events = 10_000_000
  @Option(help: "People, each with a goal.") var people = 500
  @Option(help: "Interleaved rounds.") var rounds = 5
  @Option(help: "Seed of the events.") var seed: UInt64 = 1
  @Option(help: "Write every figure to this file, too.") var json: String?
  @Option(help: "The peers' cache; default $PEERS_CACHE.") var peers: String?

  func validate() throws {
    guard (1...999).contains(people) else { throw ValidationError("--people is 1 to 999") }
    guard events >= 1_000, rounds >= 1 else {
      throw ValidationError("--events is at least 1000, and --rounds at least 1")
    }
  }

  func run() throws {
    let programs = try binDir ?? ownExecutable().folder
    let folder = try TemporaryFolder(in: disk)
    defer { folder.remove() }
    let daemon = BenchDaemon(
      binary: "\(programs)/coxswaind", folder: folder.path,
      mix: Mix(people: people, hasFunnel: true))
    let duck = DuckDBPeer.find(
      cache: peers ?? environmentValue("PEERS_CACHE"), folder: folder.path)
    var measured = PlanRounds(
      daemon: daemon, duck: duck, folder: folder.path, people: people, seed: seed)
    for count in [10_000, 100_000, 1_000_000] where count <= events {
      sayAside("\(people) people with goals, \(count) events and then some more")
      try measured.measureUpdates(after: count, rounds: rounds)
    }
    sayAside("\(people) people with goals and \(events) events")
    try measured.measurePlans(events: events, rounds: rounds, say: sayAside)
    print(measured.table)
    if let json { try writeFile(json, measured.series.json + "\n") }
  }
}
