import Domain

/// Finds the place in the log for a time of recording, from one mark in 256 records.
struct TimeIndex {
  private static let stride: UInt64 = 256
  private var marks: [(seq: UInt64, at: Int64)] = []

  /// Notes when a record was recorded; times never go back.
  mutating func note(seq: UInt64, at: Int64) {
    if let last = marks.last, seq < last.seq + Self.stride { return }
    marks.append((seq, at))
  }

  /// When the first record was recorded.
  var first: Instant? { marks.first.map { Instant(microseconds: $0.at) } }

  /// A seq at or before the first record recorded at `time` or later.
  func place(of time: Int64) -> UInt64 {
    var low = 0
    var high = marks.count
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].at < time { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 1 : marks[low - 1].seq
  }
}
