import Domain
import EventLog

/// The newest committed records, so that whoever is nearly up to date is told from memory.
///
/// Only filled while somebody listens; a listener is a position in it, and one that falls out of it
/// is caught up from disk.
struct RecentRecords {
  /// Bytes of records that are kept, and that a piece has at least.
  static let capacity = 4 << 20
  static let pieceBytes = 64 << 10
  /// Pieces that are kept at most, however small they are.
  static let mostPieces = 4_096

  private var pieces: [RecordPiece] = []
  private var byteCount = 0

  /// Takes a committed batch in; `news` are all its events in order.
  mutating func add(_ batch: Batch, news: [RecordPiece.News]) {
    var from = batch.opensSegment?.seq ?? batch.firstSeq
    var (start, told) = (0, 0)
    for (index, end) in batch.recordEnds.enumerated()
    where end - start >= Self.pieceBytes || index == batch.recordEnds.count - 1 {
      let through = batch.firstSeq + UInt64(index)
      let first = told
      while told < news.count, news[told].stamp.seq <= through { told += 1 }
      pieces.append(
        RecordPiece(
          from: from, through: through, records: batch.bytes, size: end - start,
          news: news[first..<told]))
      byteCount += end - start
      (from, start) = (through + 1, end)
    }
    evict()
  }

  private mutating func evict() {
    var old = 0
    while pieces.count - old > 1,
      byteCount > Self.capacity || pieces.count - old > Self.mostPieces
    {
      byteCount -= pieces[old].size
      old += 1
    }
    pieces.removeFirst(old)
  }

  /// Forgets all: nobody listens any more, or what comes next does not follow.
  mutating func removeAll() { self = RecentRecords() }

  /// The piece that a seq stands in; nil when it is not in memory.
  func piece(at seq: UInt64) -> RecordPiece? {
    guard let first = pieces.first, seq >= first.from else { return nil }
    return pieces.last { $0.from <= seq && seq <= $0.through }
  }
}
