import Domain
import JSONText
import WireProtocol

/// Opens a stream of event lines, for one source or for each event's own.
enum IngestHandler: MethodHandler {
  static func handle(
    _ call: Ingest, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    guard let id = request.id?.bytes else {
      throw WireError(.badRequest, "ingest needs an id: its acks and its result carry it")
    }
    guard session.ingest == nil else {
      throw WireError(
        .sourceBusy, "this connection has an ingest open: end it, or open another connection")
    }
    try engine.checkStreamID(id, session)
    // Permitted before it is kept, so that nobody fills the memory with what they may not send.
    if let source = call.source { try engine.permit(session, .ingest(source: source), .team) }
    let source = call.source.map { engine.team.symbols.intern($0) }
    if let source {
      try engine.lease(source, to: session, takeover: call.takeover)
    } else {
      engine.lastLease += 1
    }
    session.ingest = IngestStream(
      stream: id, isImplicit: false, source: source, isHistory: call.history,
      lease: engine.lastLease)
    session.isEventsOnly = call.eventsOnly
    if call.history, let source {
      engine.team.historyBegan(source: source)
      engine.knownDue = nil
    }
    let resume = source.flatMap { engine.cursors[$0] }
    engine.say(session) { writer in
      IngestReady(
        stream: id, lease: engine.lastLease, cursor: resume?.cursor, lastID: resume?.lastID,
        seq: resume?.seq
      ).write(into: &writer)
    }
  }
}
