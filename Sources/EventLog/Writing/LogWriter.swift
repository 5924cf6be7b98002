package import SystemPorts

/// Sizes that tests make small.
package struct LogOptions: Sendable {
  /// Free bytes kept behind the end of the log, so that what is under way can always be written.
  package var reserveBytes: Int
  /// Largest batch that the engine makes.
  package var batchBytes: Int
  /// Name for a new log in place of a random one (tests, transcripts).
  package var newStore: StoreID?
  /// What the lock file says about this process.
  package var holder: String

  package init(
    reserveBytes: Int = 16 << 20, batchBytes: Int = 4 << 20, newStore: StoreID? = nil,
    holder: String = "another process"
  ) {
    self.reserveBytes = reserveBytes
    self.batchBytes = batchBytes
    self.newStore = newStore
    self.holder = holder
  }
}

/// The one writer of a log: appends batches and returns only when they are durable.
///
/// After any failure but `diskFull` it refuses all further work: the process ends, and the next start
/// recovers.
package struct LogWriter<D: Directory>: ~Copyable, Sendable {
  /// What opening found.
  package let recovered: Recovered
  let files: StateFiles<D>
  let options: LogOptions
  var segment: OpenSegment<D>
  var head: HeadFile<D.File>
  var failure: LogFailure?
  private let lock: D.Lock

  /// Takes the lock, recovers, and begins a segment for this run.
  ///
  /// `root` is the state directory; `replay` gets every committed record in order, or `sidecars` what
  /// they are decoded into, and `replayed` is called behind the last one, all before a byte is written.
  /// `now` is the wall clock in microseconds since 1970 (when it is before the newest record or more
  /// than 35 days after it, that record's time counts instead), `tick` the monotonic clock in
  /// nanoseconds.
  package static func open(
    _ root: D, randomness: inout some Randomness, now: Int64, tick: Int64,
    options: LogOptions = LogOptions(), sidecars: SidecarUse? = nil,
    replay: RecordBody = { (_, _) throws(LogFailure) in },
    replayed: () throws(LogFailure) -> Void = { () throws(LogFailure) in }
  ) throws(LogFailure) -> LogWriter<D> {
    let lock = try attempt { () throws(IOFault) in
      try root.lock(StateName.lock, holder: options.holder)
    }
    guard let lock else {
      throw .locked(by: root.lockHolder(StateName.lock), state: root.path)
    }
    let files = try StateFiles(creating: root)
    let recovery = try Recovery(files, use: sidecars, replay)
    try replayed()
    let store = recovery.walk.store ?? options.newStore ?? StoreID.random(&randomness)
    let lastAt = recovery.walk.chain.lastAt
    let at = Self.openingTime(now: now, lastAt: lastAt)
    let seal = try recovery.mend(at: at)
    let header = SegmentHeader(
      format: RecordFormat.number, store: store,
      previousHash: seal?.sha256 ?? recovery.walk.hashForNext)
    let seq = recovery.walk.chain.next
    let segment = try attempt { () throws(IOFault) in
      try OpenSegment(files, header, seq: seq, at: at)
    }
    let head = try attempt { () throws(IOFault) in
      try HeadFile(files, segment.head, tick: tick)
    }
    let recovered = Recovered(
      store: store, nextSeq: seq + 1, segmentBytes: segment.size,
      segments: recovery.survey.segments.count + 1, lastAt: lastAt, openedAt: at,
      wasClean: recovery.isClean, cutBytes: recovery.tail?.torn ?? 0)
    return LogWriter(
      recovered: recovered, files: files, options: options, segment: segment, head: head,
      lock: lock)
  }

  private init(
    recovered: Recovered, files: StateFiles<D>, options: LogOptions, segment: OpenSegment<D>,
    head: HeadFile<D.File>, lock: D.Lock
  ) {
    self.recovered = recovered
    self.files = files
    self.options = options
    self.segment = segment
    self.head = head
    self.lock = lock
  }

  /// The last durable record.
  package var lastSeq: UInt64 { segment.lastSeq }

  /// A clock that is in doubt must not push the log's times away from those of its records.
  private static func openingTime(now: Int64, lastAt: Int64?) -> Int64 {
    let days35: Int64 = 35 * 86_400_000_000
    guard let lastAt, !(lastAt...lastAt + days35).contains(now) else { return now }
    return lastAt
  }
}
