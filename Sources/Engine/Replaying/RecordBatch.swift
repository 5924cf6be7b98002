package import EventLog

/// Records on their way from the log to the state: what replay needs of each, in bytes of their own.
package struct RecordBatch: Sendable {
  /// One record without what the log has checked already.
  package struct Entry: Sendable {
    var seq: UInt64
    /// Microseconds since 1970.
    var at: Int64
    var isControl: Bool
    var by: Range<Int>
    var body: Range<Int>
  }

  /// Bytes that a batch gathers before it is worth passing on.
  package static let fullBytes = 1 << 20

  private(set) var entries: [Entry] = []
  private(set) var bytes: [UInt8] = []

  package init(reservingCapacity capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  package var isEmpty: Bool { entries.isEmpty }
  package var isFull: Bool { bytes.count >= Self.fullBytes }

  /// Copies what is needed of a record.
  package mutating func append(_ record: RecordView, in source: Span<UInt8>) {
    let start = bytes.count
    let (by, body) = (source.extracting(record.by), source.extracting(record.body))
    unsafe by.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    unsafe body.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    entries.append(
      Entry(
        seq: record.seq, at: record.at, isControl: record.isControl,
        by: start..<start + by.count, body: start + by.count..<bytes.count))
  }
}
