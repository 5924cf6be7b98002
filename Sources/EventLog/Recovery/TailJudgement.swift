import SystemPorts

/// How much of the unsealed segment stays.
struct Tail: Sendable, Equatable {
  /// Bytes up to the last whole transaction.
  let end: Int
  /// Bytes behind that.
  let torn: Int
}

extension Recovery {
  /// Tells a torn tail, which is cut, from damage, which is refused.
  ///
  /// Let g be the last good seq. A later record whose batch begins behind g + 1 was written only after
  /// g + 1 was durable: then the bad place is rot. The same if HEAD says that more than g was durable.
  /// Else the bad place is the batch that was being written when the machine stopped.
  static func judge(
    _ files: StateFiles<D>, _ segment: Survey.Segment, _ scan: SegmentScan, head: Head?
  ) throws(LogFailure) -> Tail {
    let path = files.segmentPath(segment.first)
    let file = try attempt { () throws(IOFault) in
      try files.log.open(StateName.segment(segment.first), .read)
    }
    let size = try attempt { () throws(IOFault) in try file.size() }
    let next = scan.chain.next
    let bad = scan.flaw?.offset ?? size
    let reason = scan.flaw?.reason ?? "it ends too early"
    if scan.flaw != nil, let later = try laterBatch(in: file, from: bad, after: next) {
      throw files.damage(
        path, at: bad, seqs: next...max(next, later - 1),
        "\(reason), and seq \(later) behind it was written after it was durable")
    }
    let last = scan.wholeChain.last
    if let head, last < head.seq {
      throw files.damage(
        path, at: bad, seqs: last + 1...head.seq,
        "\(reason), and HEAD says that seq \(head.seq) was durable")
    }
    // The header was durable before the segment had its name: no crash can tear it.
    if scan.wholeEnd == 0 {
      throw files.damage(path, at: bad, seqs: segment.first...segment.first, reason)
    }
    return Tail(end: scan.wholeEnd, torn: size - scan.wholeEnd)
  }

  /// The first whole record at or behind `start` whose batch begins behind seq `next`; its batch.
  private static func laterBatch(
    in file: D.File, from start: Int, after next: UInt64
  ) throws(LogFailure) -> UInt64? {
    var found: UInt64?
    try RecordSearch.run(file, from: start) { (record, _) throws(LogFailure) in
      if record.batch > next { found = record.batch }
      return found == nil
    }
    return found
  }
}
