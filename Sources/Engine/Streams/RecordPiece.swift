import Domain
import WireProtocol

/// A run of committed records, and what it tells those who listen.
///
/// Who may see the same and reads under the same stream id is told the same bytes, so these are made
/// for the first of them and shared by the others.
final class RecordPiece {
  /// What an event of the run is, for whoever decides on its delivery, and where its bytes are.
  struct News {
    var event: Event
    var stamp: Stamp
    var body: Range<Int> = 0..<0
  }

  /// Who is told the same: on all of this the bytes rest.
  struct Audience: Equatable {
    var stream: [UInt8]
    var filter: EventFilter
    var notBefore: Int64
    var viewers: [Viewer]
    /// The team's facts, which decide who is whose manager.
    var factsVersion: UInt64
  }

  /// What an audience is told.
  struct Told {
    var text: SharedText
    /// Events that were passed over since the last one told.
    var skipped: Int
  }

  /// Audiences that a piece keeps bytes for; where there are more, each has its own.
  static let mostKept = 4

  /// The first and the last seq of the run.
  let from: UInt64
  let through: UInt64
  let records: [UInt8]
  /// Bytes of the run's records.
  let size: Int
  /// The run's events in order.
  let news: ArraySlice<News>
  private var kept: [(audience: Audience, told: Told)] = []

  init(
    from: UInt64, through: UInt64, records: [UInt8], size: Int, news: ArraySlice<News>
  ) {
    self.from = from
    self.through = through
    self.records = records
    self.size = size
    self.news = news
  }

  /// What is kept for an audience.
  func told(_ audience: Audience) -> Told? {
    kept.first { $0.audience == audience }?.told
  }

  /// Keeps what an audience is told, for the next of it.
  func keep(_ told: Told, for audience: Audience) {
    if kept.count < Self.mostKept { kept.append((audience, told)) }
  }
}
