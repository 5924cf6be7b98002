import Domain
import Engine
import EventLog
import LinuxSystem
import Synchronization
import SystemPorts

/// The log, opened and recovered, with the state that its records lead to.
struct OpenedLog: ~Copyable {
  let writer: LogWriter<LinuxDirectory>
  let reader: LogReader<LinuxDirectory>
  /// The team that the newest playbook in the log is for.
  let team: String?
  let replayed: Handover
  /// What the reader replays with when it is asked about the past.
  let zones: ZoneCache
  let hashKey: (UInt64, UInt64)
  let sidecars: SidecarMaker<LinuxDirectory>

  /// Takes the lock, recovers, replays; tells the service manager how far it is.
  static func open(
    _ options: DaemonOptions, _ zones: ZoneCache, _ clocks: Clocks
  ) throws(DaemonFailure) -> OpenedLog {
    let store = try options.store.map(storeID)
    let start = options.testClock?.microseconds ?? clocks.wall.microseconds()
    let root = try StateFolder.open(options)
    do throws(LogFailure) {
      var randomness = LinuxRandomness()
      let kept = IdentityKey.read(root)
      let key = kept ?? newKey(&randomness)
      let hashKey = (number(key[..<8]), number(key[8...]))
      let mark = SidecarContent.mark(hashKey: hashKey, version: DaemonOptions.version)
      let pipeline = ReplayPipeline(zones: { zones.table($0) }, hashKey: hashKey)
      defer { pipeline.close() }
      var progress = ReplayProgress(ticker: clocks.ticker, last: lastKnownSeq(root))
      let sidecars = SidecarUse(mark: mark) { block, seqs throws(LogFailure) in
        progress.passed(seqs.upperBound)
        return try pipeline.take(block: block, seqs)
      }
      let writer = try LogWriter.open(
        root, randomness: &randomness, now: start, tick: clocks.ticker.nanoseconds(),
        options: LogOptions(newStore: store, holder: "coxswaind --team \(options.team)"),
        sidecars: sidecars
      ) { record, bytes throws(LogFailure) in
        progress.passed(record.seq)
        try pipeline.take(record, bytes)
      } replayed: { () throws(LogFailure) in
        try pipeline.finish()
        progress.finished()
      }
      // Without it the next start takes longer, and no more than that.
      if kept == nil { try? IdentityKey.keep(key, in: root) }
      let reader = try LogReader(root)
      guard let replayed = pipeline.replayed else {
        preconditionFailure("the log was opened, so it was replayed")
      }
      let team = replayed.team.facts.playbook?.team
      return OpenedLog(
        writer: writer, reader: reader, team: team, replayed: Handover(replayed),
        zones: zones, hashKey: hashKey, sidecars: try SidecarMaker(root, mark: mark))
    } catch {
      throw DaemonFailure("\(error)", exitCode: error.exitCode)
    }
  }

  private static func newKey(_ randomness: inout some Randomness) -> [UInt8] {
    (0..<IdentityKey.length).map { _ in UInt8.random(in: .min ... .max, using: &randomness) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func storeID(_ text: String) throws(DaemonFailure) -> StoreID {
    guard let store = StoreID(text) else {
      throw DaemonFailure("--store-id takes letters, digits and -: \"\(text)\"", exitCode: 64)
    }
    return store
  }
}

/// Passes a large state from the thread that replayed to the one that serves, without a second
/// owner that would make the first change copy it.
final class Handover: Sendable {
  private let state: Mutex<Replayed?>

  init(_ replayed: consuming Replayed) { state = Mutex(replayed) }

  /// The state; nil the second time.
  func take() -> Replayed? { state.withLock { $0.take() } }
}
