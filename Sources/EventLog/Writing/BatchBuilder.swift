/// Frames records of the batch in the making and numbers them; pure.
///
/// When a batch would begin in a segment that is full, its first record leaves one seq free in front of
/// it for the header of the next segment, which the writer makes: no one has to wait for the rotation.
package struct BatchBuilder: Sendable {
  /// The seq that the next record gets (a rotation takes one more in between).
  package private(set) var nextSeq: UInt64
  private let segmentLimit: Int
  private var segmentBytes: Int
  private var bytes: [UInt8] = []
  private var recordEnds: [Int] = []
  private var bodyStarts: [Int] = []
  private var batch: UInt64 = 0
  private var opening: Batch.Opening?
  private var transactionLeft = 0
  private var lastAt = Int64.min
  private var frame = RecordFrame()

  /// Starts with the first number to give and the size of the segment that the writer has open; from
  /// `segmentLimit` bytes on, a segment takes no further batch.
  package init(nextSeq: UInt64, segmentBytes: Int, segmentLimit: Int = 64 << 20) {
    self.nextSeq = nextSeq
    self.segmentBytes = segmentBytes
    self.segmentLimit = segmentLimit
  }

  package var isEmpty: Bool { recordEnds.isEmpty }
  package var byteCount: Int { bytes.count }

  /// Frames an event and returns its seq.
  ///
  /// The event is one JSON object without a line feed; `at` is in microseconds since 1970, never before
  /// the last record's; `by` is text that is safe inside a JSON string as it stands; the records of a
  /// transaction come one after the other.
  @discardableResult
  package mutating func append(
    event: Span<UInt8>, at: Int64, by: Span<UInt8>, transaction: Transaction = .single
  ) -> UInt64 {
    append(event, isControl: false, at: at, by: by, transaction)
  }

  /// Frames what the log says about itself and returns its seq.
  @discardableResult
  package mutating func append(
    control: Span<UInt8>, at: Int64, by: Span<UInt8>, transaction: Transaction = .single
  ) -> UInt64 {
    append(control, isControl: true, at: at, by: by, transaction)
  }

  /// Ends the batch and starts the next one.
  package mutating func take() -> Batch {
    precondition(!isEmpty, "an empty batch has nothing to commit")
    precondition(transactionLeft == 0, "a transaction never spans batches")
    let done = Batch(
      firstSeq: batch, lastSeq: nextSeq - 1, bytes: bytes, recordEnds: recordEnds,
      bodyStarts: bodyStarts, opensSegment: opening)
    segmentBytes += bytes.count
    opening = nil
    bytes = []
    recordEnds = []
    bodyStarts = []
    recordEnds.reserveCapacity(min(done.recordEnds.count, 65_536))
    bodyStarts.reserveCapacity(min(done.recordEnds.count, 65_536))
    bytes.reserveCapacity(min(done.bytes.count, segmentLimit / 16))
    return done
  }

  private mutating func append(
    _ body: Span<UInt8>, isControl: Bool, at: Int64, by: Span<UInt8>, _ transaction: Transaction
  ) -> UInt64 {
    precondition(!contains(body, RecordFormat.lineFeed), "a record is one line")
    precondition(at >= lastAt, "recorded times never go back")
    let isNext = transactionLeft == transaction.count - transaction.place + 1
    precondition(
      isNext || (transactionLeft == 0 && transaction.place == 1),
      "a transaction comes in one piece")
    transactionLeft = transaction.count - transaction.place
    lastAt = at
    if isEmpty { begin(at) }
    let seq = nextSeq
    let bodyStart = frame.append(
      seq: seq, batch: batch, at: at, by: by, transaction: transaction, isControl: isControl,
      body: body, to: &bytes)
    bodyStarts.append(bodyStart)
    recordEnds.append(bytes.count)
    nextSeq += 1
    return seq
  }

  private mutating func begin(_ at: Int64) {
    if segmentBytes >= segmentLimit {
      opening = Batch.Opening(seq: nextSeq, at: at)
      nextSeq += 1
      segmentBytes = 0
    }
    batch = nextSeq
  }
}
