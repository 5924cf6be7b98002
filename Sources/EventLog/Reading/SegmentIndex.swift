/// Where the records of one segment begin: one mark for each 4 KiB, made while reading.
struct SegmentIndex: Sendable {
  static let spacing = 4096

  /// The segment's first seq.
  let first: UInt64
  // Counted from the segment's start, which keeps a mark at eight bytes: 128 KiB for a full segment.
  private var records: [UInt32] = [0]
  private var offsets: [UInt32] = [0]

  init(first: UInt64) { self.first = first }

  /// The last mark at or before a record.
  func mark(before seq: UInt64) -> (seq: UInt64, offset: Int) {
    let wanted = seq - first
    var low = 0
    var high = records.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if UInt64(records[middle]) <= wanted { low = middle } else { high = middle }
    }
    return (first + UInt64(records[low]), Int(offsets[low]))
  }

  /// Notes where a record begins, when it is far enough behind the last mark.
  mutating func note(_ seq: UInt64, at offset: Int) {
    guard let last = offsets.last, offset >= Int(last) + Self.spacing,
      let record = UInt32(exactly: seq - first), let place = UInt32(exactly: offset)
    else { return }
    records.append(record)
    offsets.append(place)
  }
}
