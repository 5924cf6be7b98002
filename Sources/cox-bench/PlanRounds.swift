import Harness

/// The figures of a team with goals: what an event costs, and what everybody's plans do.
struct PlanRounds {
  let daemon: BenchDaemon
  let duck: DuckDBPeer?
  let folder: String
  let people: Int
  let seed: UInt64
  private(set) var series = Series()
  private var sizes: [Int] = []

  /// Events that are timed once so many others are there.
  private static let timed = 50_000

  init(daemon: BenchDaemon, duck: DuckDBPeer?, folder: String, people: Int, seed: UInt64) {
    (self.daemon, self.duck, self.folder) = (daemon, duck, folder)
    (self.people, self.seed) = (people, seed)
  }

  /// Microseconds that an event takes, from its line to its acknowledgement, after many others.
  mutating func measureUpdates(after count: Int, rounds: Int) throws(HarnessFailure) {
    sizes.append(count)
    _ = try load(count)
    for round in 1...rounds {
      let more = try EventFile.generate(
        seed: seed, count: Self.timed, prefix: "m\(round)-", people: people,
        path: "\(folder)/more.ndjson")
      series.add(Self.update(count), try stream(more) / Double(Self.timed) * 1e6)
    }
    try daemon.stop()
  }

  /// Milliseconds of everybody's plans after one more event, and of the peer's scan in between.
  mutating func measurePlans(
    events: Int, rounds: Int, say: (String) -> Void
  ) throws(HarnessFailure) {
    let file = try load(events)
    try CountsCheck.run(socket: daemon.socket, expected: file.totals)
    if let duck {
      say("  DuckDB reads the same events")
      try duck.load(file.path)
    }
    let connection = try LineSocket(daemon.socket)
    let ingest = try RoundTrips.openIngest(daemon.socket)
    for turn in 0...rounds {
      try Self.openDeal(turn, ingest)
      let begin = monotonicSeconds()
      let answer = try connection.call(
        #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"plan","list":true}}"#)
      let milliseconds = (monotonicSeconds() - begin) * 1e3
      guard answer.contains("\"view\":\"plan\"") else {
        throw HarnessFailure("there are no plans: \(answer.prefix(300))")
      }
      // The first one finds the machine's caches cold.
      guard turn > 0 else { continue }
      series.add("all plans ms", milliseconds)
      if let duck { series.add("duckdb weekly ms", try duck.weeklyCounts()) }
    }
    try daemon.stop()
  }

  /// An empty team with goals, and so many events.
  private func load(_ count: Int) throws(HarnessFailure) -> EventFile {
    let file = try EventFile.generate(
      seed: seed, count: count, people: people, path: "\(folder)/events.ndjson")
    try daemon.startEmpty()
    try TeamGoals.agree(socket: daemon.socket, people: people)
    _ = try stream(file)
    return file
  }

  private func stream(_ file: EventFile) throws(HarnessFailure) -> Double {
    try LoadClient(socket: daemon.socket, clients: 16, window: 256).stream(file)
  }

  /// One event that every rate may rest on, acknowledged.
  private static func openDeal(_ number: Int, _ ingest: LineSocket) throws(HarnessFailure) {
    try ingest.send(
      "{\"specversion\":\"1.0\",\"id\":\"plan-\(number)\",\"source\":\"\(Mix.source)\","
        + "\"type\":\"coxswain.deal.opened\",\"subject\":\"\(Mix.member(0))\","
        + "\"time\":\"2026-12-19T10:00:00Z\",\"data\":{\"deal\":\"plan-\(number)\","
        + "\"amount\":10000,\"currency\":\"EUR\"}}")
    guard let line = try ingest.readLine(), line.contains("ingest.ack") else {
      throw HarnessFailure("the event before the plans was not taken")
    }
  }

  private static func update(_ count: Int) -> String { "an event after \(count) us" }

  /// Each figure with its spread, and what is owed.
  var table: String {
    var lines: [String] = []
    for size in sizes {
      lines.append(line("an event after \(figure(Double(size))) others", Self.update(size), "us"))
    }
    if let least = sizes.first, let most = sizes.last, least < most,
      let growth = series.ratio(Self.update(most), to: Self.update(least))
    {
      lines.append(owed("  the last of these / the first", growth.median, atMost: 1.5))
    }
    lines.append(line("all plans of \(people) people", "all plans ms", "ms"))
    guard let ratio = series.ratio("all plans ms", to: "duckdb weekly ms") else {
      return (lines + ["  beside DuckDB's weekly counts: skipped, needs duckdb"])
        .joined(separator: "\n")
    }
    lines.append(line("DuckDB's weekly counts", "duckdb weekly ms", "ms"))
    lines.append(owed("  plans / weekly counts", ratio.median, atMost: 1))
    return lines.joined(separator: "\n")
  }

  private func line(_ title: String, _ name: String, _ unit: String) -> String {
    guard let samples = series[name] else { return title }
    return Self.padded(title)
      + "\(figure(samples.median)) \(unit) (\(figure(samples.smallest))-\(figure(samples.largest)))"
  }

  private func owed(_ title: String, _ ratio: Double, atMost most: Double) -> String {
    Self.padded(title) + "\(figure(ratio))x  must be at most \(figure(most))x  "
      + (ratio <= most ? "pass" : "SHORT")
  }

  private static func padded(_ title: String) -> String {
    title + String(repeating: " ", count: max(2, 36 - title.count))
  }
}
