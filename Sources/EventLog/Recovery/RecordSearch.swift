import SystemPorts

/// Looks for whole records where nothing else can be trusted.
enum RecordSearch {
  /// Gives each whole record at or behind `start` to `body` until that answers false.
  static func run<File: AppendOnlyFile>(
    _ file: File, from start: Int,
    _ body: (RecordView, [UInt8]) throws(LogFailure) -> Bool
  ) throws(LogFailure) {
    var lines = LineBuffer()
    lines.restart(at: start)
    while true {
      let more = try attempt { () throws(IOFault) in try lines.fill(from: file) }
      while let line = lines.line() {
        guard let record = record(in: lines.bytes.span, line) else { continue }
        guard try body(record, lines.bytes) else { return }
      }
      if more { continue }
      // What is longer than any line is skipped; at the end of the file nothing is left.
      if lines.rest.isEmpty { return }
      lines.dropRest()
    }
  }

  /// Records may hide behind a lost line feed, too: looks at each place where one could begin.
  private static func record(in bytes: Span<UInt8>, _ line: Range<Int>) -> RecordView? {
    var begin = line.lowerBound
    while let brace = firstIndex(of: UInt8(ascii: "{"), in: bytes, begin..<line.upperBound) {
      var cursor = TextCursor(brace)
      if cursor.skip("{\"seq\":", in: bytes),
        let record = try? RecordView.parse(bytes, line: brace..<line.upperBound)
      {
        return record
      }
      begin = brace + 1
    }
    return nil
  }
}
