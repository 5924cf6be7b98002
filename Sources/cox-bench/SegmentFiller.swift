import Harness

/// Brings the log's open segment to where the next one is due in a given time.
struct SegmentFiller {
  /// Where the daemon begins a new segment.
  static let segmentBytes = 64 << 20
  private static let portion = 10_000

  let daemon: BenchDaemon
  let folder: String
  let people: Int
  let seed: UInt64
  private var files = 0
  private var (added, grown) = (0, 0)

  init(daemon: BenchDaemon, folder: String, people: Int, seed: UInt64) {
    (self.daemon, self.folder) = (daemon, folder)
    (self.people, self.seed) = (people, seed)
  }

  /// Streams so many new events.
  mutating func add(_ count: Int) throws(HarnessFailure) {
    files += 1
    let file = try EventFile.generate(
      seed: seed, count: count, prefix: "f\(files)-", people: people,
      path: "\(folder)/filling.ndjson")
    let before = try size
    _ = try LoadClient(socket: daemon.socket, clients: 16, window: 256).stream(file)
    added += count
    grown += try size - before
  }

  /// Goes on until a new segment has begun.
  mutating func beginSegment() throws(HarnessFailure) {
    let segments = try daemon.segments().count
    try leave(0)
    while try daemon.segments().count == segments { try add(Self.portion) }
  }

  /// Leaves room in the open segment for so many bytes.
  mutating func leave(_ room: Int) throws(HarnessFailure) {
    let missing = Self.segmentBytes - room - (try daemon.segments().last ?? 0)
    let events = missing / max(1, grown / max(1, added))
    if events > 0 { try add(events) }
  }

  private var size: Int {
    get throws(HarnessFailure) { try daemon.segments().reduce(0, +) }
  }
}
