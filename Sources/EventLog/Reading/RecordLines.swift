/// Walks the record lines in a piece of the log.
package enum RecordLines {
  /// Calls `body` for every record in order, each checked.
  ///
  /// The bytes are whole lines with their line feeds; the first line that is no record ends the walk
  /// with its flaw.
  package static func forEach(
    in bytes: [UInt8], _ body: (RecordView) -> Void
  ) throws(RecordFlaw) {
    var start = 0
    while start < bytes.count {
      guard let end = firstIndex(of: RecordFormat.lineFeed, in: bytes.span, start..<bytes.count)
      else {
        throw .noLineFeed
      }
      body(try RecordView.parse(bytes.span, line: start..<end))
      start = end + 1
    }
  }
}
