/// Why a line is no record.
package enum RecordFlaw: Error, Sendable, Equatable {
  case noLineFeed
  case shape
  case checksum
}

extension RecordView {
  /// Cuts and checks the record in `line`, which is without its line feed.
  package static func parse(
    _ bytes: Span<UInt8>, line: Range<Int>
  ) throws(RecordFlaw) -> RecordView {
    let end = line.upperBound - RecordFormat.trailerLength
    guard line.lowerBound < end, hasTrailer(bytes, at: end) else { throw .shape }
    let checksum = Checksum.update(0, bytes.extracting(line.lowerBound..<end))
    guard isHex(checksum, in: bytes, at: line.upperBound - 10) else { throw .checksum }
    guard let view = cut(bytes, line: line, end: end) else { throw .shape }
    return view
  }

  /// `,"crc":"........"}`; the digits themselves are compared later.
  @inline(__always)
  private static func hasTrailer(_ bytes: Span<UInt8>, at start: Int) -> Bool {
    var cursor = TextCursor(start)
    guard cursor.skip(",\"crc\":\"", in: bytes) else { return false }
    cursor.at += 8
    return cursor.skip("\"}", in: bytes)
  }

  private static func cut(_ bytes: Span<UInt8>, line: Range<Int>, end: Int) -> RecordView? {
    var cursor = TextCursor(line.lowerBound)
    guard cursor.skip("{\"seq\":", in: bytes), let seq = cursor.number(in: bytes),
      cursor.skip(",\"batch\":", in: bytes), let batch = cursor.number(in: bytes),
      cursor.skip(",\"at\":\"", in: bytes), let at = InstantText.parse(bytes, at: cursor.at)
    else { return nil }
    cursor.at += InstantText.length
    guard cursor.skip("\",\"by\":\"", in: bytes), let by = cursor.stringBody(in: bytes),
      let transaction = transaction(bytes, &cursor)
    else { return nil }
    let isEvent = cursor.skip(",\"event\":", in: bytes)
    guard isEvent || cursor.skip(",\"control\":", in: bytes) else { return nil }
    guard cursor.at < end, seq > 0, batch > 0, batch <= seq else { return nil }
    return RecordView(
      seq: seq, batch: batch, at: at, line: line, by: by, transaction: transaction,
      isControl: !isEvent, body: cursor.at..<end)
  }

  /// `,"txn":[k,n]` with 1 <= k <= n and n > 1, or nothing at all.
  private static func transaction(_ bytes: Span<UInt8>, _ cursor: inout TextCursor) -> Transaction?
  {
    guard cursor.skip(",\"txn\":[", in: bytes) else { return .single }
    guard let place = cursor.number(in: bytes), cursor.skip(",", in: bytes),
      let count = cursor.number(in: bytes), cursor.skip("]", in: bytes),
      count > 1, (1...count).contains(place), count <= UInt64(Int32.max)
    else { return nil }
    return Transaction(Int(place), of: Int(count))
  }
}
