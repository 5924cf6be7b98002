import ArgumentParser
import Glibc
import Harness

/// One measured session: interleaved rounds of limits, our workloads and the peer's.
struct Rounds {
  let options: Options
  let folder: String
  let daemon: BenchDaemon
  let redis: RedisPeer?
  let burst: EventFile
  let sustained: EventFile?
  var series = Series()
  let say: (String) -> Void

  /// Enough for a few seconds of clients that wait for each of them.
  private static let pingPongEvents = 100_000

  struct Options {
    var seed: UInt64
    var clients: Int
    var window: Int?
    var loneEvents: Int
    var seconds: Double
    var parts: [Part]
  }

  /// What a round consists of.
  enum Part: String, CaseIterable, ExpressibleByArgument {
    case limits, burst
    case fanOut = "fan-out"
    case asOf = "as-of"
    case sustained
  }

  mutating func run(_ number: Int, of total: Int) throws(HarnessFailure) {
    say("round \(number) of \(total)")
    let parts = options.parts
    if parts.contains(.limits) { try measureLimits() }
    if parts.contains(.burst) {
      try measureBurst(round: number)
      try measureRedisBurst()
    }
    if parts.contains(.fanOut) { try measureFanOut() }
    if parts.contains(.asOf) { try measureAsOf() }
    if let sustained {
      try measureSustained(sustained)
      try measureRedisSustained(sustained)
    }
  }

  private mutating func measureLimits() throws(HarnessFailure) {
    say("  limits of the machine")
    series.add("limit.fdatasync us", try RawLimits.durableWrite(in: folder))
    let eventBytes = Double(burst.size) / Double(burst.totals.events)
    series.add(
      "limit.write events/s", try RawLimits.sequentialWrite(burst, in: folder) / eventBytes)
    series.add("limit.copy events/s", RawLimits.copy(burst) / eventBytes)
    series.add("limit.socket us", try Probe.numbers(["floor"], oneCore: false).first ?? 0)
    series.add("limit.socket one core us", try Probe.numbers(["floor"], oneCore: true).first ?? 0)
  }

  /// Streams a file, checks every count and notes the rate, the memory and how long starts take: from the
  /// log alone, and from sidecars.
  private mutating func ingest(_ file: EventFile, name: String) throws(HarnessFailure) {
    try daemon.startEmpty()
    let before = try daemon.memory()
    let client = LoadClient(
      socket: daemon.socket, clients: options.clients, window: options.window)
    let seconds = try client.stream(file)
    let events = Double(file.totals.events)
    series.add("\(name) events/s", events / seconds)
    // At rest: sidecars are made, and a second after the last request what only the rush needed is given back.
    sleep(2)
    try daemon.awaitSidecars()
    sleep(1)
    series.add("\(name) memory B/event", (try daemon.memory() - before) / events)
    try CountsCheck.run(socket: daemon.socket, expected: file.totals)
    try daemon.stop()
    try daemon.removeSidecars()
    series.add("\(name) restart s", try daemon.start())
    try CountsCheck.run(socket: daemon.socket, expected: file.totals)
    series.add("\(name) restarted memory B/event", (try daemon.memory() - before) / events)
    say("  a start from sidecars")
    try daemon.awaitSidecars()
    try daemon.stop()
    series.add("\(name) start s", try daemon.start())
    try CountsCheck.run(socket: daemon.socket, expected: file.totals)
  }

  private mutating func measureBurst(round: Int) throws(HarnessFailure) {
    say("  \(burst.totals.events) events, then a restart")
    try ingest(burst, name: "burst")
    say("  lone events, \(options.clients) clients one event each, queries")
    // More than any machine sends in the time: past its count a generator's clock would stand still,
    // and steps of a deal at one instant count by order of arrival.
    var generator = EventGenerator(seed: options.seed, count: 10_000_000, prefix: "r")
    let lone = try RoundTrips.loneEvents(
      socket: daemon.socket, generator: &generator, count: options.loneEvents)
    series.add("lone us", lone.median)
    series.add("lone p99 us", lone.percentile(99))
    let each = try EventFile.generate(
      seed: options.seed, count: Self.pingPongEvents, prefix: "p",
      path: "\(folder)/ping-pong.ndjson")
    let seconds = try LoadClient(socket: daemon.socket, clients: options.clients, window: 1)
      .stream(each)
    series.add("ping-pong events/s", Double(each.totals.events) / seconds)
    try CountsCheck.run(
      socket: daemon.socket, expected: burst.totals + generator.totals + each.totals)
    for query in BenchQuery.all { try measure(query) }
    try daemon.stop()
  }

  private mutating func measure(_ query: BenchQuery) throws(HarnessFailure) {
    let arguments = [
      "request", "--socket", daemon.socket, "--request", query.request, "--seconds",
      "\(options.seconds)",
    ]
    let alone = try daemon.onOneCore { () throws(HarnessFailure) in
      try Probe.numbers(arguments, oneCore: true)
    }
    series.add("\(query.name) one core us", alone.count > 1 ? alone[1] : 0)
    guard query.pipelined else { return }
    let deep = try Probe.numbers(arguments + ["--depth", "100"], oneCore: false)
    series.add("\(query.name) depth 100 requests/s", deep.first ?? 0)
  }

  private mutating func measureSustained(_ file: EventFile) throws(HarnessFailure) {
    say("  \(file.totals.events) events, then a restart")
    try ingest(file, name: "sustained")
    let all = try Probe.numbers(
      [
        "request", "--socket", daemon.socket, "--request", BenchQuery.weeklyTotals.request,
        "--seconds", "\(options.seconds)",
      ], oneCore: false)
    series.add("weekly totals us", all.count > 1 ? all[1] : 0)
    try daemon.stop()
  }

  private mutating func measureRedisBurst() throws(HarnessFailure) {
    guard let redis else { return }
    say("  Redis with the same bytes")
    let (count, depth) = (burst.totals.events, options.window ?? 256)
    try redis.startEmpty()
    series.add(
      "redis burst events/s",
      try redis.load(
        "xadd", clients: options.clients, depth: depth, seconds: 120, count: count,
        file: burst.path)[0])
    try redis.compact()
    redis.stop()
    series.add("redis restart s", try redis.start())
    let lone = try redis.load(
      "xadd", clients: 1, depth: 1, seconds: options.seconds, count: options.loneEvents,
      file: burst.path)
    series.add("redis lone us", lone[3])
    series.add(
      "redis ping-pong events/s",
      try redis.load(
        "xadd", clients: options.clients, depth: 1, seconds: options.seconds, count: 1 << 30,
        file: burst.path)[0])
    try redis.prepareHash()
    series.add(
      "redis hget one core us",
      try redis.load(
        "hget", clients: 1, depth: 1, seconds: options.seconds, count: 1 << 30, oneCore: true)[3])
    series.add(
      "redis ping depth 100 requests/s",
      try redis.load("ping", clients: 1, depth: 100, seconds: options.seconds, count: 1 << 30)[0])
    try redis.startEmpty()
    series.add(
      "redis burst with counter events/s",
      try redis.load(
        "xaddh", clients: options.clients, depth: depth, seconds: 120, count: count,
        file: burst.path)[0])
    redis.stop()
  }

  private mutating func measureRedisSustained(_ file: EventFile) throws(HarnessFailure) {
    guard let redis else { return }
    say("  Redis with the same bytes")
    try redis.startEmpty()
    series.add(
      "redis sustained events/s",
      try redis.load(
        "xadd", clients: options.clients, depth: options.window ?? 256, seconds: 300,
        count: file.totals.events, file: file.path)[0])
    redis.stop()
  }
}
