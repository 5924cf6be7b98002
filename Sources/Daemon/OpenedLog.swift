import Domain
import Engine
import EventLog
import LinuxSystem
import Logging
import Synchronization
import SystemPorts

/// The log, opened and recovered, with the state that its records lead to.
struct OpenedLog: ~Copyable {
  /// Looks at a start once the state is known, before a byte of the log is written; it is given the team
  /// that the newest playbook in the log is for.
  typealias Admission = (_ team: String?) throws(DaemonFailure) -> Void

  let writer: LogWriter<LinuxDirectory>
  let reader: LogReader<LinuxDirectory>
  let replayed: Handover
  /// What the reader replays with when it is asked about the past.
  let zones: ZoneCache
  let hashKey: (UInt64, UInt64)
  let sidecars: SidecarMaker<LinuxDirectory>
  /// The segments whose records nobody has read, because sidecars held them.
  let unread: SealedCheck<LinuxDirectory>

  /// Takes the lock, recovers, replays; tells the service manager how far it is.
  static func open(
    _ options: DaemonOptions, _ zones: ZoneCache, _ clocks: Clocks, _ logger: Logger,
    _ bar: ProgressBar, _ admission: Admission
  ) throws(DaemonFailure) -> OpenedLog {
    let store = try options.store.map(storeID)
    let root = try StateFolder.open(options)
    var randomness = LinuxRandomness()
    let kept = IdentityKey.read(root)
    let opening = Opening(
      root: root, key: kept ?? newKey(&randomness), zones: zones, clocks: clocks, bar: bar,
      now: options.testClock?.microseconds ?? clocks.wall.microseconds(),
      options: LogOptions(newStore: store, holder: "coxswaind --team \(options.team)"))
    do throws(LogFailure) {
      let opened = try opening.run(logger, admission)
      // Without it the next start takes longer, and no more than that.
      if kept == nil { try? IdentityKey.keep(opening.key, in: root) }
      return opened
    } catch {
      throw .opening(error)
    }
  }

  private static func newKey(_ randomness: inout some Randomness) -> [UInt8] {
    (0..<IdentityKey.length).map { _ in UInt8.random(in: .min ... .max, using: &randomness) }
  }

  private static func storeID(_ text: String) throws(DaemonFailure) -> StoreID {
    guard let store = StoreID(text) else {
      throw DaemonFailure("--store-id takes letters, digits and -: \"\(text)\"", exitCode: 64)
    }
    return store
  }
}

/// What it takes to open a log: everything but the log's own content.
private struct Opening {
  let root: LinuxDirectory
  let key: [UInt8]
  let zones: ZoneCache
  let clocks: Clocks
  let bar: ProgressBar
  let now: Int64
  let options: LogOptions

  /// Opens with sidecars, and once more without where what one holds cannot be applied: the log wins.
  func run(
    _ logger: Logger, _ admission: OpenedLog.Admission
  ) throws(LogFailure) -> OpenedLog {
    let taken = TakenBlocks()
    do throws(LogFailure) {
      return try attempt(taken, admission)
    } catch {
      guard case .unreadable = error, !taken.starts.isEmpty else { throw error }
      bar.clear()
      logger.warning(
        """
        what sidecars hold cannot be applied, so all records are read and the sidecars are made \
        anew (\(error))
        """)
    }
    return try attempt(TakenBlocks(areRefused: true), admission)
  }

  private func attempt(
    _ taken: TakenBlocks, _ admission: OpenedLog.Admission
  ) throws(LogFailure) -> OpenedLog {
    var randomness = LinuxRandomness()
    let hashKey = (Self.number(key[..<8]), Self.number(key[8...]))
    let mark = SidecarContent.mark(hashKey: hashKey, version: DaemonOptions.version)
    let last = lastKnownSeq(root)
    let pipeline = ReplayPipeline(
      zones: { [zones] in zones.table($0) }, hashKey: hashKey, expecting: Int(clamping: last ?? 0))
    defer { pipeline.close() }
    var progress = ReplayProgress(ticker: clocks.ticker, last: last, bar: bar)
    let sidecars = SidecarUse(mark: mark) { block, seqs, isFirst throws(LogFailure) in
      guard !taken.areRefused else { return false }
      progress.passed(seqs.upperBound)
      guard try pipeline.take(block: block, seqs, isFirst: isFirst) else { return false }
      taken.starts.insert(seqs.lowerBound)
      return true
    }
    let writer = try LogWriter.open(
      root, randomness: &randomness, now: now, tick: clocks.ticker.nanoseconds(),
      options: options, sidecars: sidecars
    ) { record, bytes throws(LogFailure) in
      progress.passed(record.seq)
      try pipeline.take(record, bytes)
    } replayed: { () throws(LogFailure) in
      try pipeline.finish()
      bar.end()
      do throws(DaemonFailure) {
        try admission(pipeline.replayed?.team.facts.playbook?.team)
      } catch {
        throw .refused(error.description, exitCode: error.exitCode)
      }
    }
    guard let replayed = pipeline.replayed else {
      preconditionFailure("the log was opened, so it was replayed")
    }
    return OpenedLog(
      writer: writer, reader: try LogReader(root), replayed: Handover(replayed), zones: zones,
      hashKey: hashKey, sidecars: try SidecarMaker(root, mark: mark),
      unread: try SealedCheck(root, beginningWith: taken.starts))
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// Which blocks of sidecars a replay took, each by its first seq.
private final class TakenBlocks {
  /// Refused blocks are of no use to a start, so it clears their sidecars away.
  let areRefused: Bool
  var starts: Set<UInt64> = []

  init(areRefused: Bool = false) { self.areRefused = areRefused }
}

/// Passes a large state from the thread that replayed to the one that serves, without a second
/// owner that would make the first change copy it.
final class Handover: Sendable {
  private let state: Mutex<Replayed?>

  init(_ replayed: consuming Replayed) { state = Mutex(replayed) }

  /// The state; nil the second time.
  func take() -> Replayed? { state.withLock { $0.take() } }
}
