import Domain
import WireProtocol

/// An open ingest: counts of its lines, and how far they have been acknowledged.
struct IngestStream {
  /// The request's id as it was written; `0` for the stream that a bare event line opens.
  let stream: [UInt8]
  let isImplicit: Bool
  /// The source that the request declared; events of another one are refused.
  let source: Symbol?
  let isHistory: Bool
  let lease: UInt64
  /// The last source that access was decided for, so that a run of one source is decided once.
  var allowedSource: Symbol?
  /// The state of the team's facts and of the leases that the decision was made under.
  var decidedVersion: UInt64 = 0

  var tally = IngestTally()
  var cursor: String?
  /// The id of the newest accepted event as UTF-8, for the resume of the next connection; the
  /// array is reused, so that a line costs no allocation.
  private var lastIDBytes: [UInt8] = []
  var lastID: String? {
    lastIDBytes.isEmpty ? nil : String(decoding: lastIDBytes, as: UTF8.self)
  }
  /// The line that the last ack, sent or parked, covered.
  var acknowledged: UInt64 = 0
  /// Something other than a line is to be acknowledged: a cursor.
  var owesAck = false
  /// Its last line is a resend with other bytes, whose record is being read.
  var isComparing = false
  var needsAck: Bool { owesAck || tally.n > acknowledged }

  /// Whether access to the source was decided as things are, and allowed.
  func isDecided(_ source: Symbol, _ version: UInt64) -> Bool {
    decidedVersion == version && allowedSource == source
  }

  /// The source to which access was decided as things are, and allowed.
  func admitted(_ version: UInt64) -> Symbol? {
    decidedVersion == version ? allowedSource : nil
  }

  /// Counts a new event that is record `seq` now.
  mutating func accepted(_ id: Span<UInt8>, _ seq: UInt64) {
    tally.new += 1
    note(id, seq)
  }

  /// Counts an event that was record `seq` already.
  mutating func known(_ id: Span<UInt8>, _ seq: UInt64) {
    tally.dup += 1
    note(id, seq)
  }

  /// Counts events that were taken together, of which `last` is the last one's id.
  mutating func took(new: Int, known: Int, last: Span<UInt8>, seq: UInt64) {
    tally.n += UInt64(new + known)
    tally.new += UInt64(new)
    tally.dup += UInt64(known)
    note(last, seq)
  }

  private mutating func note(_ id: Span<UInt8>, _ seq: UInt64) {
    tally.seq = max(tally.seq, seq)
    lastIDBytes.removeAll(keepingCapacity: true)
    // reason: the span's bytes are copied while it is lent.
    unsafe id.withUnsafeBufferPointer { unsafe lastIDBytes.append(contentsOf: $0) }
  }

  init(
    stream: [UInt8], isImplicit: Bool, source: Symbol?, isHistory: Bool,
    lease: UInt64
  ) {
    self.stream = stream
    self.isImplicit = isImplicit
    self.source = source
    self.isHistory = isHistory
    self.lease = lease
  }
}
