/// Writes record lines; the twin of `RecordView.parse`.
///
/// What is the same from record to record of a batch, author and time included, is made once.
struct RecordFrame: Sendable {
  private struct Constant: Sendable, Equatable {
    var batch: UInt64
    var at: Int64
  }

  private var constant: Constant?
  private var by: [UInt8] = []
  /// `,"batch":1840,"at":"2026-11-21T18:05:09.123456Z","by":"ana"`.
  private var middle: [UInt8] = []

  /// Appends the line with its checksum and line feed; returns where in `bytes` the body begins.
  ///
  /// `at` is in microseconds since 1970; `by` is text that is safe inside a JSON string as it stands;
  /// `body` is one JSON object on one line.
  @discardableResult
  mutating func append(
    seq: UInt64, batch: UInt64, at: Int64, by author: Span<UInt8>, transaction: Transaction,
    isControl: Bool, body: Span<UInt8>, to bytes: inout [UInt8]
  ) -> Int {
    if constant != Constant(batch: batch, at: at) || !isSame(by.span, author) {
      prepare(batch, at, author)
    }
    let start = bytes.count
    bytes.append("{\"seq\":")
    bytes.append(decimal: seq)
    bytes.append(middle.span)
    if transaction.count > 1 {
      bytes.append(",\"txn\":[")
      bytes.append(decimal: UInt64(transaction.place))
      bytes.append(",")
      bytes.append(decimal: UInt64(transaction.count))
      bytes.append("]")
    }
    bytes.append(isControl ? ",\"control\":" : ",\"event\":")
    let bodyStart = bytes.count
    bytes.append(body)
    let checksum = Checksum.update(0, bytes.span.extracting(start..<bytes.count))
    bytes.append(",\"crc\":\"")
    bytes.append(hex: checksum)
    bytes.append("\"}\n")
    precondition(
      bytes.count - start <= RecordFormat.maximumLine, "a record longer than any reader takes")
    return bodyStart
  }

  private mutating func prepare(_ batch: UInt64, _ at: Int64, _ author: Span<UInt8>) {
    precondition(isSafeText(author), "an author's name is plain text")
    constant = Constant(batch: batch, at: at)
    by.removeAll(keepingCapacity: true)
    by.append(author)
    middle.removeAll(keepingCapacity: true)
    middle.append(",\"batch\":")
    middle.append(decimal: batch)
    middle.append(",\"at\":\"")
    InstantText.append(at, to: &middle)
    middle.append("\",\"by\":\"")
    middle.append(author)
    middle.append("\"")
  }
}
