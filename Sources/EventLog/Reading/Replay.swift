package import SystemPorts

/// Gives every committed record from `first` on to `body`, in order and checked; writes nothing.
///
/// `LogWriter.open` replays by itself while it recovers; this one is for readers beside it and offline.
package func replay<D: Directory>(
  _ root: D, from first: UInt64 = 1, _ body: RecordBody
) throws(LogFailure) {
  let files = try StateFiles(reading: root)
  let survey = try Survey(files)
  let head = try HeadFile<D.File>.read(files)
  let start = survey.segments.last { $0.first <= first }?.first ?? 1
  var walk = LogWalk(files, first: start)
  for segment in survey.segments where segment.first >= start {
    if let seal = segment.seal {
      try walk.sealed(segment, seal, from: first, body)
    } else {
      var trial = walk
      let scan = try trial.unsealed(segment) { (_, _) throws(LogFailure) in }
      let tail = try Recovery<D>.judge(files, segment, scan, head: head)
      _ = try walk.unsealed(segment, limit: tail.end, from: first, body)
    }
  }
}
