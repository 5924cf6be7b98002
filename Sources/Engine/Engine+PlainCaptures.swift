import Domain
import EventCodec
import JSONText
import WireProtocol

extension Engine {
  /// Takes a line that is a frequent capture, in one walk over its bytes: the hottest path.
  ///
  /// That goes only where nothing needs a second look: the stream is open and its source admitted, the
  /// sender forwards and does not speak in their own name, the event is new or known as it is. Where
  /// something else must be said nothing has happened, and the parser reads the line as it reads any other.
  func takePlainly(_ session: Session, _ line: Range<Int>) -> Bool {
    guard isWritable, line.count <= Limits.event,
      let source = session.ingest?.admitted(admissionVersion)
    else { return false }
    let sender = identity(session)
    guard sender.ownSource != source else { return false }
    // Holding the array keeps its bytes while the line is looked at; nothing writes to it meanwhile.
    let buffer = session.framer.bytes
    let bytes = buffer.span.extracting(line)
    guard let capture = PlainCapture(bytes),
      team.symbols.find(bytes.extracting(capture.source)) == source
    else { return false }
    let id = bytes.extracting(capture.id)
    let row = identities.row(source: source, id: id, content: bytes)
    switch identities.find(row) {
    case .new:
      guard let decoded = capture.decoded(bytes, symbols: &team.symbols) else { return false }
      let seq = store(bytes, decoded, row, by: sender.actor)
      session.ingest?.tally.n += 1
      session.ingest?.accepted(id, seq)
    case .same(let seq):
      session.ingest?.tally.n += 1
      session.ingest?.known(id, seq)
    case .other: return false
    }
    return true
  }
}
