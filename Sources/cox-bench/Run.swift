import ArgumentParser
import Glibc
import Harness

/// Runs every workload in interleaved rounds and prints one table.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure ingest, round trips, queries, restart and memory.",
    discussion: """
      Starts its own daemon on a temporary folder. Fails unless, after every ingest and every \
      restart, the daemon's counts equal the generator's own. Redis takes part when redis-server \
      is installed and the peers' cache has bin/redis_load.
      """)

  @Option(help: "Where coxswaind is; by default beside this program.") var binDir: String?
  @Option(help: "The folder (disk) to measure on.") var disk: String?
  @Option(help: "Interleaved rounds.") var rounds = 3
  @Option(help: "Events of the burst.") var burst = 1_000_000
  @Option(help: "Events of the sustained ingest; 0 leaves it out.") var sustained = 10_000_000
  @Option(help: "Connections that stream at once.") var clients = 16
  @Option(help: "Events a connection may have unacknowledged; 0: no limit.") var window = 256
  @Option(help: "Seed of the events.") var seed: UInt64 = 1
  @Option(help: "Write every figure to this file, too.") var json: String?
  @Option(help: "The peers' cache; default $PEERS_CACHE.") var peers: String?
  @Option(help: "Measure only this: limits, burst, fan-out, as-of or sustained; may be repeated.")
  var only: [Rounds.Part] = []
  @Flag(help: "One small round, to see that everything works; its figures mean nothing.")
  var quick = false

  mutating func run() throws {
    if quick { (rounds, burst, sustained) = (1, min(burst, 50_000), 0) }
    let programs = try binDir ?? ownExecutable().folder
    let folder = try TemporaryFolder(in: disk)
    defer { folder.remove() }
    let burstFile = try generate(burst, "burst", folder)
    let isSustained = sustained > 0 && (only.isEmpty || only.contains(.sustained))
    let sustainedFile = isSustained ? try generate(sustained, "sustained", folder) : nil
    let cache = peers ?? environmentValue("PEERS_CACHE")
    let redis = quick ? nil : RedisPeer.find(cache: cache, folder: folder.path)
    if redis == nil { sayAside("without Redis (redis-server and PEERS_CACHE/bin/redis_load)") }
    var session = Rounds(
      options: Rounds.Options(
        seed: seed, clients: clients, window: window == 0 ? nil : window,
        loneEvents: quick ? 200 : 10_000, seconds: quick ? 0.2 : 2,
        parts: only.isEmpty ? Rounds.Part.allCases : only),
      folder: folder.path,
      daemon: BenchDaemon(binary: "\(programs)/coxswaind", folder: folder.path), redis: redis,
      burst: burstFile, sustained: sustainedFile, say: sayAside)
    for round in 1...max(1, rounds) { try session.run(round, of: rounds) }
    let report = Report(series: session.series)
    print(report.table)
    if let json { try writeFile(json, session.series.json + "\n") }
    if !quick, !report.short.isEmpty {
      print("short of what is owed: " + report.short.joined(separator: ", "))
    }
  }

  private func generate(
    _ count: Int, _ name: String, _ folder: TemporaryFolder
  ) throws(HarnessFailure) -> EventFile {
    sayAside("generating \(count) events")
    return try EventFile.generate(
      seed: seed, count: count, path: "\(folder.path)/\(name).ndjson")
  }
}
