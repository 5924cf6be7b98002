import Glibc

/// Writes the event lines to standard output instead of sending them.
package struct PrintSink: EventSink {
  private var buffer: [UInt8] = []
  private var lines = 0

  package init() {}

  package mutating func take(
    _ mapper: borrowing RowMapper, at place: Place
  ) throws(ImportFault) {
    buffer.append(contentsOf: mapper.lines)
    lines += mapper.events.count
    if buffer.count >= 65_536 { try flush() }
  }

  package func takeRefused() -> [RefusedRow] { [] }

  package mutating func finish() throws(ImportFault) -> SinkTally {
    try flush()
    return SinkTally(new: lines)
  }

  private mutating func flush() throws(ImportFault) {
    var at = 0
    while at < buffer.count {
      let written = unsafe buffer.withUnsafeBytes { bytes in
        unsafe write(1, bytes.baseAddress.map { unsafe $0 + at }, bytes.count - at)
      }
      if written > 0 {
        at += written
      } else if errno != EINTR {
        throw .io(call: "write", file: "standard output", errno: errno)
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
