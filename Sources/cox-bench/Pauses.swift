import ArgumentParser
import Harness

/// What a steady client feels of sealing, of closing weeks and of a catch-up.
struct Pauses: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Measure a steady client while a segment is sealed, a week closed, a catch-up started.",
    discussion: """
      Starts its own daemons on a temporary folder. A client sends an event each millisecond, \
      whether or not the last one is acknowledged, and its latencies in a window with something \
      going on are compared with those of one like it without. The client that fills the segments \
      to be sealed sends 10000 events a second in both windows. Nothing is felt when p99.9 is at \
      most three times what it is without, the median of the rounds.
      """)

  @Option(help: "Where coxswaind is; by default beside this program.") var binDir: String?
  @Option(help: "The folder (disk) to measure on.") var disk: String?
  @Option(help: "Events that a catch-up starts over.") var events = 1_000_000
  @Option(help: "Members whose week is closed: 1 to 1000.") var members = 1_000
  @Option(help: "Interleaved rounds: 1 to 52.") var rounds = 5
  @Option(help: "Seconds of a window: 2 to 8.") var seconds = 4
  @Option(help: "Seed of the events.") var seed: UInt64 = 1
  @Option(help: "Measure only this: sealing, closing or catch-up; may be repeated.")
  var only: [Pause] = []
  @Option(help: "Write every figure to this file, too.") var json: String?

  func validate() throws {
    guard (1...1_000).contains(members), events >= 10_000 else {
      throw ValidationError("--members is 1 to 1000, and --events at least 10000")
    }
    // Longer windows would hold more than a segment.
    guard (1...ClosingWeeks.most).contains(rounds), (2...8).contains(seconds) else {
      throw ValidationError("--rounds is 1 to \(ClosingWeeks.most), and --seconds 2 to 8")
    }
  }

  func run() throws {
    let programs = try binDir ?? ownExecutable().folder
    let folder = try TemporaryFolder(in: disk)
    defer { folder.remove() }
    let pauses = Pause.allCases.filter { only.isEmpty || only.contains($0) }
    func daemon(_ name: String, _ mix: Mix) throws(HarnessFailure) -> BenchDaemon {
      _ = try Harness.run("mkdir", ["-p", "--", "\(folder.path)/\(name)"])
      return BenchDaemon(
        binary: "\(programs)/coxswaind", folder: "\(folder.path)/\(name)", mix: mix)
    }
    var measured = PauseRounds(
      long: try daemon("long", .usual),
      wide: try daemon("wide", Mix(people: members, joined: "2027-01-04")),
      folder: folder.path, members: members, seconds: seconds, seed: seed, say: sayAside)
    try measured.prepare(pauses, events: events)
    for round in 1...rounds { try measured.run(round, of: rounds, pauses) }
    let report = PauseReport(
      series: measured.series, pauses: pauses, events: events, members: members)
    print(report.table)
    if let json { try writeFile(json, measured.series.json + "\n") }
    if !report.short.isEmpty {
      print("\nfelt by a steady client: " + report.short.joined(separator: ", "))
    }
  }
}
