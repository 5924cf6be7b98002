import Client

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
    do throws(FileFault) {
      try Bytes.write(buffer, to: 1)
    } catch {
      throw .unwritten(error)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
