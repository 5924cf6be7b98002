package import Client
import WireProtocol

/// Sends events to the daemon as one raw ingest of history, and finds the row behind each reject.
///
/// Only the rows of unacknowledged events are remembered, so memory follows the ingest window. What
/// is acknowledged is told to the daemon as a cursor now and then, in the same log as the events, so
/// an import that was killed goes on from there when it is run again.
package struct DaemonSink: EventSink, ~Copyable {
  private let stream: IngestStream
  private let flight: RowsInFlight
  private var buffer: [UInt8] = []
  private var lines = 0
  private var hash = LineHash()
  /// Where an earlier run left off, until this run has got there.
  private var resume: ImportCursor?
  private var skipped = 0
  private var resumedAfter = 0
  private var lastRow = 0
  private var amended = 0
  private var sinceCheckpoint = 0

  /// Sending less often than this costs nothing and saves system calls.
  private static let chunk = 65_536
  /// Bytes between two cursors: what may be sent once more after a kill.
  private static let checkpoint = 1 << 20

  /// Sends on an open ingest; `amending` turns refused changes of known events into amendments.
  package init(on stream: IngestStream, resume: ImportCursor? = nil, amending: Bool = false) {
    self.stream = stream
    self.resume = resume
    let flight = RowsInFlight(amending: amending)
    self.flight = flight
    stream.onReject = { reject in flight.refuse(reject) }
  }

  package mutating func take(
    _ mapper: borrowing RowMapper, at place: Place
  ) throws(ImportFault) {
    if let known = resume {
      if place.row <= known.row {
        hash.add(mapper.lines)
        skipped += mapper.events.count
        if place.row == known.row { try leaveOffReached(known) }
        return
      }
      throw .otherRows
    }
    hash.add(mapper.lines)
    buffer.append(contentsOf: mapper.lines)
    lines += mapper.events.count
    lastRow = place.row
    flight.sent(mapper.events.count, at: place)
    if buffer.count >= Self.chunk { try flush() }
  }

  /// The rows up to the cursor gave what they gave then, or else the cursor says nothing of them.
  private mutating func leaveOffReached(_ known: ImportCursor) throws(ImportFault) {
    guard known.hash == hash.value else { throw .otherRows }
    resume = nil
    resumedAfter = known.row
  }

  package mutating func takeRefused() -> [RefusedRow] { flight.takeRefused() }

  package mutating func finish() throws(ImportFault) -> SinkTally {
    if resume != nil { throw .otherRows }
    try flush()
    do {
      repeat {
        try stream.drain()
        flight.acknowledged(through: Int(stream.tally.n))
        try amend()
      } while flight.isWaiting
      if lastRow > 0 { flight.mark(ImportCursor(row: lastRow, hash: hash.value)) }
      if let cursor = flight.takeCursor() { try stream.store(cursor: cursor.text) }
      let tally = try stream.finish()
      return SinkTally(
        new: Int(tally.new), known: Int(tally.dup) + skipped, rejected: Int(tally.rejected),
        amended: amended, resumedAfter: resumedAfter)
    } catch {
      throw fault(error)
    }
  }

  private mutating func flush() throws(ImportFault) {
    guard lines > 0 else { return }
    do {
      try stream.send(buffer, in: 0..<buffer.count, lines: lines)
      sinceCheckpoint += buffer.count
      buffer.removeAll(keepingCapacity: true)
      lines = 0
      if sinceCheckpoint >= Self.checkpoint {
        flight.mark(ImportCursor(row: lastRow, hash: hash.value))
        sinceCheckpoint = 0
      }
      flight.acknowledged(through: Int(stream.tally.n))
      try amend()
      if let cursor = flight.takeCursor() { try stream.store(cursor: cursor.text) }
    } catch {
      throw fault(error)
    }
  }

  private mutating func amend() throws(ClientFault) {
    for amendment in flight.takeAmendments() {
      amended += 1
      try stream.send(amendment, in: 0..<amendment.count, lines: 1)
    }
  }

  private func fault(_ fault: ClientFault) -> ImportFault {
    flight.acknowledged(through: Int(stream.tally.n))
    return .daemon(fault, safeRow: flight.safeRow)
  }
}
