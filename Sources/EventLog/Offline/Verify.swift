package import SystemPorts

/// What `verify` found.
package struct VerifyReport: Sendable, Equatable {
  package internal(set) var store: StoreID?
  package internal(set) var segments = 0
  package internal(set) var records: UInt64 = 0
  package internal(set) var bytes = 0
  package internal(set) var lastSeq: UInt64 = 0
  /// All seals, oldest first.
  package internal(set) var seals: [Seal] = []
  /// Each in words, in the order of the log; empty when all is sound.
  package internal(set) var problems: [String] = []
  /// What is no damage but worth saying.
  package internal(set) var notes: [String] = []

  package var isSound: Bool { problems.isEmpty }

  /// The newest sealed seq and its hash: what a witness keeps to prove later that nothing was changed.
  package var newestSeal: Seal? { seals.last }
}

/// Reads the whole log in the state directory `root` and holds it against its checksums, its seals and
/// HEAD; writes nothing and goes on after damage.
package func verify<D: Directory>(_ root: D) throws(LogFailure) -> VerifyReport {
  var report = VerifyReport()
  do throws(LogFailure) {
    let files = try StateFiles(reading: root)
    // HEAD first: a writer that runs meanwhile only adds to what it says.
    let head = try HeadFile<D.File>.read(files)
    return try verify(files, head)
  } catch {
    try report.note(error)
  }
  return report
}

/// The same for files wherever they are, and what is known of how far they were durable.
func verify<D: Directory>(
  _ files: StateFiles<D>, _ head: Head?
) throws(LogFailure) -> VerifyReport {
  var report = VerifyReport()
  do throws(LogFailure) {
    let survey = try Survey(files)
    report.segments = survey.segments.count
    var check = SegmentCheck(files: files, head: head)
    for segment in survey.segments { try check.run(segment, &report) }
    if let head, report.isSound, head.seq > report.lastSeq {
      report.problems.append(
        "HEAD says that seq \(head.seq) was durable, the log ends at \(report.lastSeq)")
    }
    if head == nil && !survey.segments.isEmpty { report.notes.append("HEAD cannot be read") }
  } catch {
    try report.note(error)
  }
  return report
}

extension VerifyReport {
  /// Damage is what we look for; anything else ends the search.
  fileprivate mutating func note(_ failure: LogFailure) throws(LogFailure) {
    guard case .damaged(let damage) = failure else { throw failure }
    let seqs = damage.seqs.map { " (seq \($0.lowerBound)-\($0.upperBound))" } ?? ""
    problems.append("\(damage.file) at byte \(damage.offset)\(seqs): \(damage.reason)")
  }
}

/// Checks one segment after the other, each against the seal of the one before.
private struct SegmentCheck<D: Directory> {
  let files: StateFiles<D>
  let head: Head?
  private var walk: LogWalk<D>?

  init(files: StateFiles<D>, head: Head?) {
    self.files = files
    self.head = head
    self.walk = LogWalk(files)
  }

  mutating func run(
    _ segment: Survey.Segment, _ report: inout VerifyReport
  ) throws(LogFailure) {
    // After damage the chain begins anew: the next header is still held against its own seal.
    var walk = self.walk ?? LogWalk(files, first: segment.first)
    do throws(LogFailure) {
      if let seal = segment.seal {
        try checkSealed(segment, seal, &walk, &report)
      } else {
        try checkOpen(segment, &walk, &report)
      }
      self.walk = walk
    } catch {
      try report.note(error)
      self.walk = nil
    }
    report.store = report.store ?? walk.store
    report.lastSeq = max(report.lastSeq, walk.chain.last)
  }

  private func checkSealed(
    _ segment: Survey.Segment, _ seal: Seal, _ walk: inout LogWalk<D>,
    _ report: inout VerifyReport
  ) throws(LogFailure) {
    try walk.sealed(segment, seal) { (_, _) throws(LogFailure) in }
    let hash = try attempt { () throws(IOFault) in
      try hashFile(files.log, StateName.segment(segment.first))
    }
    guard hash == seal.sha256 else {
      throw files.damage(
        files.segmentPath(segment.first), seqs: seal.first...seal.last,
        "its content is not what was sealed")
    }
    report.seals.append(seal)
    report.bytes += seal.bytes
    report.records += seal.last - seal.first + 1
  }

  private func checkOpen(
    _ segment: Survey.Segment, _ walk: inout LogWalk<D>, _ report: inout VerifyReport
  ) throws(LogFailure) {
    var trial = walk
    let scan = try trial.unsealed(segment) { (_, _) throws(LogFailure) in }
    let tail = try Recovery<D>.judge(files, segment, scan, head: head)
    _ = try walk.unsealed(segment, limit: tail.end) { (_, _) throws(LogFailure) in }
    report.bytes += tail.end
    report.records += walk.chain.next - segment.first
    if tail.torn > 0 {
      report.notes.append(
        "\(tail.torn) bytes behind seq \(walk.chain.last) were never acknowledged; "
          + "the next start moves them to the quarantine")
    }
  }
}

/// SHA-256 of a file, or of its first `limit` bytes, in hex.
func hashFile<D: Directory>(
  _ directory: D, _ name: String, limit: Int = .max
) throws(IOFault) -> String {
  let file = try directory.open(name, .read)
  var hash = SegmentHash()
  var buffer = [UInt8](repeating: 0, count: 1 << 18)
  var offset = 0
  while true {
    let got = try file.read(into: &buffer, 0..<min(buffer.count, limit - offset), at: offset)
    if got == 0 { return hash.text }
    hash.update(buffer.span.extracting(0..<got))
    offset += got
  }
}
