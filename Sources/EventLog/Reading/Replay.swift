package import SystemPorts

/// Gives the committed records from `first` to `last` to `body`, in order and checked; writes nothing.
///
/// `LogWriter.open` replays by itself while it recovers; this one is for readers beside it and offline.
package func replay<D: Directory>(
  _ root: D, from first: UInt64 = 1, through last: UInt64 = .max, _ body: RecordBody
) throws(LogFailure) {
  let files = try StateFiles(reading: root)
  // HEAD first: a writer that runs meanwhile only adds to what it says.
  let head = try HeadFile<D.File>.read(files)
  let survey = try Survey(files)
  let start = survey.segments.last { $0.first <= first }?.first ?? 1
  var walk = LogWalk(files, first: start)
  let wanted = survey.segments.filter { $0.first >= start && $0.first <= last }
  for segment in wanted {
    if let seal = segment.seal {
      try walk.sealed(segment, seal) { (record, bytes) throws(LogFailure) in
        if record.seq >= first && record.seq <= last { try body(record, bytes) }
      }
    } else {
      var trial = walk
      let scan = try trial.unsealed(segment) { (_, _) throws(LogFailure) in }
      let tail = try Recovery<D>.judge(files, segment, scan, head: head)
      _ = try walk.unsealed(segment, limit: tail.end) { (record, bytes) throws(LogFailure) in
        if record.seq >= first && record.seq <= last { try body(record, bytes) }
      }
    }
  }
}

/// The last seq that HEAD knows to be durable: how far a replay will go, before it has begun.
///
/// Nil in a new log, and where HEAD cannot be read.
package func lastKnownSeq<D: Directory>(_ root: D) -> UInt64? {
  guard let files = try? StateFiles(reading: root) else { return nil }
  return (try? HeadFile<D.File>.read(files))?.seq
}
