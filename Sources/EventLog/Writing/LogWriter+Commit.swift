import SystemPorts

extension LogWriter {
  /// Writes a batch; it is durable when this returns.
  ///
  /// After `diskFull` the log is as it was before, and the same batch may be committed again. After any
  /// other failure the outcome is unknown until the next start.
  /// `tick` is monotonic nanoseconds: HEAD is synced when a second has gone by.
  package mutating func commit(_ batch: borrowing Batch, tick: Int64) throws(LogFailure) {
    if let failure { throw failure }
    let bytes = batch.bytes
    let lastSeq = batch.lastSeq
    try guarded { (writer) throws(LogFailure) in
      if let opening = batch.opensSegment { try writer.rotate(opening) }
      precondition(batch.firstSeq == writer.lastSeq + 1, "batches are committed in order")
      try writer.append(bytes.span, through: lastSeq, tick: tick)
    }
  }

  /// Syncs HEAD when a second has gone by since the last time; to be called when nothing else is due.
  package mutating func synchronizeHead(tick: Int64) throws(LogFailure) {
    if let failure { throw failure }
    try guarded { (writer) throws(LogFailure) in
      try attempt { () throws(IOFault) in try writer.head.synchronizeIfDue(tick) }
    }
  }

  /// Writes the orderly end and seals the segment; the writer is of no more use then.
  ///
  /// `at` is in microseconds since 1970, never before the last record's.
  package mutating func close(at: Int64, tick: Int64) throws(LogFailure) {
    if let failure { throw failure }
    var builder = BatchBuilder(nextSeq: lastSeq + 1, segmentBytes: 0)
    let json = CloseRecord.json
    let author = RecordFormat.daemon
    builder.append(control: json.span, at: at, by: author.span)
    let batch = builder.take()
    try commit(batch, tick: tick)
    try guarded { (writer) throws(LogFailure) in
      try attempt { () throws(IOFault) in
        try writer.head.synchronize(tick)
        try writer.sealSegment(at: at)
      }
    }
    failure = .io(IOFault("write", files.root.path, IOFault.cutShort))
  }

  /// Remembers a failure that must end all work.
  private mutating func guarded(
    _ work: (inout LogWriter<D>) throws(LogFailure) -> Void
  ) throws(LogFailure) {
    do throws(LogFailure) {
      try work(&self)
    } catch {
      if case .diskFull = error {} else { failure = error }
      throw error
    }
  }

  private mutating func append(
    _ bytes: Span<UInt8>, through seq: UInt64, tick: Int64
  ) throws(LogFailure) {
    do throws(IOFault) {
      try writeAll(bytes, to: segment.file, at: segment.size)
    } catch {
      try cutBack(after: error)
      throw LogFailure.of(error)
    }
    do throws(IOFault) {
      try segment.file.synchronizeData()
      segment.advance(over: bytes, to: seq)
      try head.write(segment.head)
      try head.synchronizeIfDue(tick)
    } catch {
      // Even "no space": after a failed sync nobody knows what the file holds.
      throw .io(error)
    }
  }

  /// A batch that could not be written whole leaves nothing behind.
  private mutating func cutBack(after fault: IOFault) throws(LogFailure) {
    do throws(IOFault) {
      try segment.file.truncate(to: segment.size)
      try segment.file.synchronizeData()
      segment.reservedEnd = 0
    } catch {
      throw .io(error)
    }
  }

  /// Seals the full segment and opens the next one; done before, it does nothing.
  private mutating func rotate(_ opening: Batch.Opening) throws(LogFailure) {
    if segment.first == opening.seq { return }
    precondition(opening.seq == segment.lastSeq + 1, "segments follow without a gap")
    try attempt { () throws(IOFault) in
      // Gives the reserve back, so that the small files below find room on a full disk.
      try segment.file.truncate(to: segment.size)
      segment.reservedEnd = 0
      let seal = segment.seal(at: opening.at)
      try writeSeal(files, seal)
      let header = SegmentHeader(
        format: segment.header.format, store: segment.header.store, previousHash: seal.sha256)
      segment = try OpenSegment(files, header, seq: opening.seq, at: opening.at)
    }
    _ = reserveSpace()
  }

  private mutating func sealSegment(at: Int64) throws(IOFault) {
    try segment.file.truncate(to: segment.size)
    try writeSeal(files, segment.seal(at: at))
  }
}
