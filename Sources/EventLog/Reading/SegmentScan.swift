import SystemPorts

/// Follows one segment's records in order and stops at the first place that does not continue the log.
struct SegmentScan: Sendable {
  /// Where and why the records do not go on.
  struct Flaw: Sendable, Equatable {
    let offset: Int
    let reason: String
  }

  private(set) var chain: Chain
  private(set) var flaw: Flaw?
  /// End of the last record that leaves no transaction half told.
  private(set) var wholeEnd = 0
  /// The chain at that place.
  private(set) var wholeChain: Chain
  /// The newest record, as long as the buffer it was read into is not filled again.
  private(set) var newest: RecordView?

  /// Starts behind what was read before, as `chain` tells it.
  init(_ chain: Chain) {
    self.chain = chain
    self.wholeChain = chain
  }

  /// Reads a segment up to offset `limit` until the first flaw: its first record goes to `header`, then
  /// every record to `body`.
  mutating func run<File: AppendOnlyFile>(
    _ file: File, limit: Int, _ lines: inout LineBuffer, header: RecordBody, _ body: RecordBody
  ) throws(LogFailure) {
    lines.restart(at: 0)
    while try attempt({ () throws(IOFault) in try lines.fill(from: file, limit: limit) }) {
      try take(&lines, header, body)
      if flaw != nil { return }
    }
    if !lines.rest.isEmpty { stop(lines.position, RecordFlaw.noLineFeed.text) }
  }

  /// Reads the next piece of a segment for whoever goes on in steps, from the place where `lines` is.
  ///
  /// - Returns: how many bytes were read; 0 at the end and when no line can be as long as what is here.
  mutating func step<File: AppendOnlyFile>(
    _ file: File, _ lines: inout LineBuffer, _ hash: inout SegmentHash, header: RecordBody
  ) throws(LogFailure) -> Int {
    let before = lines.rest.count
    guard try attempt({ () throws(IOFault) in try lines.fill(from: file) }) else {
      if !lines.rest.isEmpty { stop(lines.position, RecordFlaw.noLineFeed.text) }
      return 0
    }
    let new = lines.rest.dropFirst(before)
    hash.update(lines.bytes.span.extracting(new))
    try take(&lines, header) { (_, _) throws(LogFailure) in }
    return new.count
  }

  /// Takes the complete lines that are here.
  private mutating func take(
    _ lines: inout LineBuffer, _ header: RecordBody, _ body: RecordBody
  ) throws(LogFailure) {
    while true {
      let start = lines.position
      guard let line = lines.line() else { return }
      let record: RecordView
      do throws(RecordFlaw) {
        record = try RecordView.parse(lines.bytes.span, line: line)
      } catch {
        return stop(start, error.text)
      }
      do throws(Chain.Break) {
        try chain.accept(record)
      } catch {
        return stop(start, error.text)
      }
      if chain.isWhole {
        wholeEnd = lines.position
        wholeChain = chain
      }
      if newest == nil { try header(record, lines.bytes) }
      newest = record
      try body(record, lines.bytes)
    }
  }

  private mutating func stop(_ offset: Int, _ reason: String) {
    flaw = Flaw(offset: offset, reason: reason)
  }
}
