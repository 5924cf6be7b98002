import EventLog
import Glibc

/// Walks the record lines in a piece of the log.
enum RecordLines {
  /// Calls `body` for every record in order; a line that is no record ends the walk with its flaw.
  static func forEach(
    in bytes: [UInt8], _ body: (RecordView) -> Void
  ) throws(RecordFlaw) {
    var start = 0
    while start < bytes.count {
      guard let end = newline(in: bytes, from: start) else { throw .noLineFeed }
      body(try RecordView.parse(bytes.span, line: start..<end))
      start = end + 1
    }
  }

  // reason: memchr reads within the array it is lent.
  private static func newline(in bytes: [UInt8], from start: Int) -> Int? {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let hit = unsafe memchr(base + start, 0x0A, buffer.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(hit) - base
    }
  }
}
