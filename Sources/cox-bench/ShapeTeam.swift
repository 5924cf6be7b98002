import Harness

/// A team with so many events, made anew once what was measured on it would have doubled it.
final class ShapeTeam {
  let daemon: BenchDaemon
  private let folder: String
  private let people: Int
  private let behind: Int
  private let seed: UInt64
  private var grown: Int?
  private var files = 0

  init(
    programs: String, folder: String, people: Int, behind: Int, seed: UInt64
  ) throws(HarnessFailure) {
    (self.people, self.behind, self.seed) = (people, behind, seed)
    self.folder = "\(folder)/\(people)-\(behind)"
    _ = try run("mkdir", ["-p", "--", self.folder])
    daemon = BenchDaemon(
      binary: "\(programs)/coxswaind", folder: self.folder, mix: Mix(people: people))
  }

  /// New events for the team, which has about its size behind them.
  func more(_ count: Int, say: (String) -> Void) throws(HarnessFailure) -> EventFile {
    if grown.map({ $0 + count > behind }) ?? true {
      if behind >= 1_000_000 { say("  \(sizeText(behind)) events for \(people) people") }
      try daemon.startEmpty()
      _ = try LoadClient(socket: daemon.socket, clients: 16, window: 256)
        .stream(try generate(behind, "e"))
      try daemon.awaitDepartures()
      grown = 0
    }
    grown = (grown ?? 0) + count
    files += 1
    return try generate(count, "m\(files)-")
  }

  private func generate(_ count: Int, _ prefix: String) throws(HarnessFailure) -> EventFile {
    let path = "\(folder)/events.ndjson"
    defer { _ = try? run("rm", ["-f", "--", path]) }
    return try EventFile.generate(
      seed: seed, count: count, prefix: prefix, people: people, path: path)
  }
}
