/// Writes one record line; the twin of `RecordView.parse`.
enum RecordFrame {
  /// Appends the line with its checksum and line feed.
  ///
  /// `atText` is the 27 bytes of `InstantText`, written once a batch; `by` is text that is safe inside
  /// a JSON string as it stands; `body` is one JSON object on one line.
  static func append(
    seq: UInt64, batch: UInt64, atText: [UInt8], by: Span<UInt8>, transaction: Transaction,
    isControl: Bool, body: Span<UInt8>, to bytes: inout [UInt8]
  ) {
    let start = bytes.count
    bytes.append("{\"seq\":")
    bytes.append(decimal: seq)
    bytes.append(",\"batch\":")
    bytes.append(decimal: batch)
    bytes.append(",\"at\":\"")
    bytes.append(contentsOf: atText)
    bytes.append("\",\"by\":\"")
    bytes.append(by)
    if transaction.count > 1 {
      bytes.append("\",\"txn\":[")
      bytes.append(decimal: UInt64(transaction.place))
      bytes.append(",")
      bytes.append(decimal: UInt64(transaction.count))
      bytes.append(isControl ? "],\"control\":" : "],\"event\":")
    } else {
      bytes.append(isControl ? "\",\"control\":" : "\",\"event\":")
    }
    bytes.append(body)
    let checksum = Checksum.update(0, bytes.span.extracting(start..<bytes.count))
    bytes.append(",\"crc\":\"")
    bytes.append(hex: checksum)
    bytes.append("\"}\n")
    precondition(
      bytes.count - start <= RecordFormat.maximumLine, "a record longer than any reader takes")
  }
}
