import ArgumentParser
import Harness

/// How the cost of an event and of a question grows with the team, its past and its connections.
struct Shape: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how cost grows with events, members and connections.",
    discussion: """
      Starts a daemon for each team on a temporary folder, all at once, and measures every point \
      in each round. An event's cost is the time from the first byte to the last acknowledgement, \
      with 4096 events under way, divided by the events; a question is one member's week. Both are \
      flat when the largest size costs at most 1.5 times the smallest.
      """)

  @Option(help: "Where coxswaind is; by default beside this program.") var binDir: String?
  @Option(help: "The folder (disk) to measure on.") var disk: String?
  @Option(help: "The most events behind the measured ones: 10000 to 10000000.")
  var events = 10_000_000
  @Option(help: "Interleaved rounds.") var rounds = 5
  @Option(help: "Seed of the events.") var seed: UInt64 = 1
  @Option(help: "Measure only this: events, members or connections; may be repeated.")
  var only: [Sweep] = []
  @Option(help: "Write the charts to this file, too.") var svg: String?
  @Option(help: "Write every figure to this file, too.") var json: String?

  func validate() throws {
    guard events >= 10_000, rounds >= 1 else {
      throw ValidationError("--events is at least 10000, and --rounds at least 1")
    }
  }

  func run() throws {
    // A thousand connections, and what else there is.
    raiseFileLimit(to: 4_096)
    let programs = try binDir ?? ownExecutable().folder
    let folder = try TemporaryFolder(in: disk)
    defer { folder.remove() }
    let sweeps = Sweep.allCases.filter { only.isEmpty || only.contains($0) }
    let points = sweeps.flatMap { sweep in
      sweep.sizes(most: events).map { SweepPoint(sweep, size: $0, most: events) }
    }
    var measured = ShapeRounds(
      programs: programs, folder: folder.path, points: points, seed: seed, say: sayAside)
    for round in 1...rounds { try measured.run(round, of: rounds) }
    let report = ShapeReport(series: measured.series, sweeps: sweeps, most: events)
    print(report.table)
    for chart in report.charts { print("\n" + chart.text) }
    if let svg {
      try writeFile(svg, FlatChart.svg(report.charts, title: "The shape of cost"))
    }
    if let json { try writeFile(json, measured.series.json + "\n") }
    if !report.short.isEmpty {
      print("\nshort of what is owed: " + report.short.joined(separator: ", "))
    }
  }
}
