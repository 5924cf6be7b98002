import Domain
import EventCodec
import JSONText
import WireProtocol

/// A frequent capture that was found in a session's input, ahead of its turn.
struct CaptureAhead {
  let line: Range<Int>
  let capture: PlainCapture
  let row: DedupIndex.Row
}

extension Engine {
  /// Lines that are read before the first of them is taken: one, as eight were slower in three of three
  /// measured pairs.
  private static let linesAhead = 1

  /// Takes the frequent captures that a session's input begins with, a few at a time: the hottest path.
  ///
  /// Each is read in one walk over its bytes. That goes only where nothing needs a second look: the stream
  /// is open and its source admitted, the sender forwards and does not speak in their own name, the event is
  /// new or known as it is. The first line of which something else must be said stays where it is, nothing
  /// of it has happened, and the parser reads it as it reads any other. False where that is so at once.
  func takeCaptures(_ session: Session) -> Bool {
    guard isWritable, let source = session.ingest?.admitted(admissionVersion) else { return false }
    let sender = identity(session)
    guard sender.ownSource != source else { return false }
    findCaptures(session, of: source)
    glanceAhead(session)
    for place in ahead.indices {
      let next = ahead[place]
      guard session.mayProceed, hasRoom, take(next, of: source, session, by: sender.actor) else {
        session.framer.rewind(to: next.line.lowerBound)
        return place > 0
      }
    }
    return !ahead.isEmpty
  }

  private func findCaptures(_ session: Session, of source: Symbol) {
    ahead.removeAll(keepingCapacity: true)
    while ahead.count < Self.linesAhead {
      let start = session.framer.place
      // A line that is too long is told when its turn comes.
      guard let line = try? session.framer.next(),
        let capture = capture(session.framer.bytes, line, of: source)
      else {
        session.framer.rewind(to: start)
        return
      }
      ahead.append(capture)
    }
  }

  private func capture(
    _ buffer: [UInt8], _ line: Range<Int>, of source: Symbol
  ) -> CaptureAhead? {
    let bytes = buffer.span.extracting(line)
    guard line.count <= Limits.event, let capture = PlainCapture(bytes),
      team.symbols.find(bytes.extracting(capture.source)) == source
    else { return nil }
    let id = bytes.extracting(capture.id)
    return CaptureAhead(
      line: line, capture: capture, row: identities.row(source: source, id: id, content: bytes))
  }

  /// Looks at what the captures lead to, so that memory is waited for together, not one after the other.
  private func glanceAhead(_ session: Session) {
    guard ahead.count > 1 else { return }
    let buffer = session.framer.bytes
    var seen: UInt64 = 0
    for next in ahead {
      seen ^= identities.glance(next.row)
      seen ^= team.symbols.glance(buffer.span.extracting(next.line).extracting(next.capture.deal))
    }
    for next in ahead {
      seen ^= team.glance(deal: buffer.span.extracting(next.line).extracting(next.capture.deal))
    }
    glanced ^= seen
  }

  private func take(
    _ next: CaptureAhead, of source: Symbol, _ session: Session, by actor: Actor
  ) -> Bool {
    // Holding the array keeps its bytes while the line is looked at; nothing writes to it meanwhile.
    let buffer = session.framer.bytes
    let bytes = buffer.span.extracting(next.line)
    let id = bytes.extracting(next.capture.id)
    switch identities.find(next.row) {
    case .new:
      guard let decoded = next.capture.decoded(bytes, symbols: &team.symbols) else { return false }
      let seq = store(bytes, decoded, next.row, by: actor)
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
