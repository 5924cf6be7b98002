import Domain
import EventLog
import JSONText
import WireProtocol

/// Stores a producer's own position in the batch of the events before it.
enum IngestCursorHandler: MethodHandler {
  static func handle(
    _ call: IngestCursor, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    guard let stream = session.ingest, stream.stream == call.stream else {
      throw WireError(.notFound, "no ingest with this id is open on this connection")
    }
    guard let source = stream.source else {
      throw WireError(.badParams, "a cursor belongs to a source: open the ingest with its source")
    }
    guard engine.isWritable else { throw Engine.diskFull }
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("kind")
    writer.string("ingest.cursor")
    writer.member("source", engine.team.symbols.text(source))
    writer.member("cursor", call.cursor)
    writer.member("lastId", stream.lastID)
    writer.endObject()
    let seq = engine.builder.append(
      control: writer.bytes.span, at: engine.clock.now.microseconds,
      by: engine.actor(session).text.span)
    engine.cursors[source] = SourceCursor(cursor: call.cursor, lastID: stream.lastID, seq: seq)
    session.ingest?.cursor = call.cursor
    session.ingest?.owesAck = true
  }
}
