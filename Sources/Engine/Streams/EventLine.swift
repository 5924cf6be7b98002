import Domain
import EventLog
import JSONText
import WireProtocol

/// Writes `events.next`, line by line; what is the same from one to the next is made once.
struct EventLine {
  private let opening: [UInt8]
  private let beforeSeq = Array(#"","seq":"#.utf8)
  private let ending = Array("}}\n".utf8)
  private var moment: (at: Instant, by: Symbol)?
  private var middle: [UInt8] = []
  private(set) var writer: JSONWriter

  init(stream: [UInt8], store: String, reservingCapacity capacity: Int) {
    var start = JSONWriter()
    start.opening(#"{"jsonrpc":"2.0","method":"events.next","params":{"stream":"#)
    start.raw(stream)
    start.key("cursor")
    opening = start.bytes + CursorToken.opening(store: store)
    writer = JSONWriter(reservingCapacity: capacity)
  }

  /// Writes the line of one event; `by` is the text of the stamp's author.
  mutating func write(
    _ news: RecordPiece.News, in records: [UInt8], by: (Symbol) -> String
  ) {
    let stamp = news.stamp
    if moment?.at != stamp.at || moment?.by != stamp.by {
      moment = (stamp.at, stamp.by)
      var part = JSONWriter()
      part.opening("")
      part.member("at", InstantText.text(stamp.at.microseconds))
      part.member("by", by(stamp.by))
      part.key("event")
      middle = [UInt8(ascii: ",")] + part.bytes
    }
    writer.part(opening)
    writer.integer(stamp.seq)
    writer.part(beforeSeq)
    writer.integer(stamp.seq)
    writer.part(middle)
    writer.raw(records, news.body)
    writer.part(ending)
  }
}
