/// Records that become durable together, framed and ready to be written.
package struct Batch: Sendable {
  /// A new segment starts in front of this batch, with a header record of this seq and time.
  package struct Opening: Sendable, Equatable {
    package let seq: UInt64
    /// Microseconds since 1970.
    package let at: Int64
  }

  package let firstSeq: UInt64
  package let lastSeq: UInt64
  package internal(set) var bytes: [UInt8]
  /// Offset in `bytes` just past each record's line feed; the record of `firstSeq` comes first.
  package let recordEnds: [Int]
  /// Where in `bytes` each record's event or control begins.
  package let bodyStarts: [Int]
  package let opensSegment: Opening?

  /// The event or control of one record.
  package func body(_ seq: UInt64) -> Range<Int> {
    let index = Int(seq - firstSeq)
    return bodyStarts[index]..<recordEnds[index] - 1 - RecordFormat.trailerLength
  }

  /// The line of one record of this batch, without its line feed.
  package func line(_ seq: UInt64) -> Range<Int> {
    let index = Int(seq - firstSeq)
    return (index == 0 ? 0 : recordEnds[index - 1])..<recordEnds[index] - 1
  }
}
