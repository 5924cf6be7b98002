import SystemPorts

/// What opening a log found.
package struct Recovered: Sendable, Equatable {
  package let store: StoreID
  /// The seq for the next record: the header of this run's segment has taken one already.
  package var nextSeq: UInt64
  /// Size of the segment that is open now.
  package var segmentBytes: Int
  /// Segments on disk, the open one included.
  package var segments: Int
  /// When the newest record of the runs before was recorded, microseconds since 1970; nil in a new log.
  package let lastAt: Int64?
  /// Time of this run's first record: no record may be recorded before it.
  package var openedAt: Int64
  /// True when the run before ended in order, or there was none.
  package let wasClean: Bool
  /// Bytes that a crash left half written; they are in the quarantine now.
  package let cutBytes: Int
}

/// Finds out what a log holds and, only once that is sound, mends what a crash left behind.
struct Recovery<D: Directory> {
  let files: StateFiles<D>
  let survey: Survey
  let head: Head?
  private(set) var walk: LogWalk<D>
  private(set) var tail: Tail?
  /// Sidecars that are none: of no use to this start, and in the way of better ones.
  private(set) var stale: [UInt64] = []

  /// Reads all of the log and gives each committed record to `body`; writes nothing.
  ///
  /// What sidecars hold goes to `use` in place of it.
  init(
    _ files: StateFiles<D>, use: SidecarUse? = nil, _ body: RecordBody
  ) throws(LogFailure) {
    self.files = files
    self.survey = try Survey(files)
    self.head = try HeadFile<D.File>.read(files)
    self.walk = LogWalk(files)
    var good: Set<UInt64> = []
    for segment in survey.segments {
      guard let seal = segment.seal else {
        try judgeOpen(segment, body)
        continue
      }
      guard let use, survey.sidecars.contains(segment.first) else {
        try walk.sealed(segment, seal, body)
        continue
      }
      if try walk.sealed(segment, seal, use, body) { good.insert(segment.first) }
    }
    try checkHead()
    if use != nil { stale = survey.sidecars.filter { !good.contains($0) } }
  }

  /// Orderly ended: sealed, and its last record says so.
  var isClean: Bool { survey.segments.isEmpty || (tail == nil && walk.isClosed) }

  /// The unsealed segment: first sync it, so that an earlier fault shows now; then believe the disk,
  /// not the cache.
  private mutating func judgeOpen(
    _ segment: Survey.Segment, _ body: RecordBody
  ) throws(LogFailure) {
    let name = StateName.segment(segment.first)
    try attempt { () throws(IOFault) in
      let file = try files.log.open(name, .read)
      try file.synchronizeData()
      file.dropCache()
    }
    var trial = walk
    let scan = try trial.unsealed(segment) { (_, _) throws(LogFailure) in }
    let tail = try Self.judge(files, segment, scan, head: head)
    // A transaction cut in half never happened: only now is it known what may be seen.
    _ = try walk.unsealed(segment, limit: tail.end, body)
    self.tail = tail
  }

  private func checkHead() throws(LogFailure) {
    guard let head, head.seq > walk.chain.last else { return }
    throw files.damage(
      StateName.log, seqs: walk.chain.next...head.seq,
      "HEAD says that seq \(head.seq) was durable, the last segment ends at \(walk.chain.last)")
  }
}
