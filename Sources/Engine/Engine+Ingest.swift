import Domain
import EventCodec
import JSONText
import WireProtocol

/// Where a source stood when it last said so, committed with the events before it.
struct SourceCursor: Sendable {
  var cursor: String?
  var lastID: String?
  var seq: UInt64
}

extension Engine {
  /// A bare event line: it belongs to the open ingest, or opens one by itself.
  func ingestLine(_ session: Session, _ root: JSONNode, _ line: Range<Int>) {
    openImplicitIngest(session)
    session.ingest?.tally.n += 1
    guard line.count <= Limits.event else {
      let message = "an event has at most \(Limits.event) bytes, this one has \(line.count)"
      rejectLine(session, id: eventID(root), WireError(.eventTooLarge, message))
      return
    }
    guard isWritable else {
      rejectLine(session, id: eventID(root), Self.diskFull)
      return
    }
    do {
      try takeEvent(session, root, line)
    } catch {
      rejectLine(session, id: eventID(root), error)
    }
  }

  func openImplicitIngest(_ session: Session) {
    guard session.ingest == nil else { return }
    session.ingest = IngestStream(
      stream: Array("0".utf8), isImplicit: true, source: nil, isHistory: false, lease: 0)
  }

  static let diskFull = WireError(
    .diskFull, "the disk is full: nothing was written; free some space, writing resumes by itself")

  private func takeEvent(
    _ session: Session, _ root: JSONNode, _ line: Range<Int>
  ) throws(WireError) {
    // Holding the array keeps its bytes while the line is looked at; nothing writes to it meanwhile.
    let buffer = session.framer.bytes
    let bytes = buffer.span.extracting(line)
    let identity = try identify(root, bytes, session)
    try admit(identity.source, session)
    switch identities.find(identity.row) {
    case .new:
      let decoded = try keepingNames(session) { () throws(WireError) in
        let decoded = try decode(root)
        try decide(decoded, session)
        return decoded
      }
      let seq = store(bytes, decoded, identity.row, by: actor(session))
      _ = document.withString(identity.id) { session.ingest?.accepted($0, seq) }
    case .same(let seq):
      _ = document.withString(identity.id) { session.ingest?.known($0, seq) }
    case .other(let seq):
      session.ingest?.isComparing = true
      compareResend(session, of: seq, Array(buffer[line]), id: eventID(root))
    }
  }

  /// An event's id and source, and its row in the index.
  func identify(
    _ root: JSONNode, _ bytes: Span<UInt8>, _ session: Session
  ) throws(WireError) -> (id: JSONNode, source: Symbol, row: DedupIndex.Row) {
    guard let idNode = document.member(root, "id") else {
      throw WireError.eventInvalid("an event needs an id, a text that is its own for ever", "/id")
    }
    guard let sourceNode = document.member(root, "source"),
      let source = try symbol(ofSource: sourceNode, session)
    else {
      throw WireError.eventInvalid("an event needs a source, a text that is not empty", "/source")
    }
    if !identities.knows(source) { identities.meet(source, text: team.symbols.text(source)) }
    let row = document.withString(idNode) { id in
      id.isEmpty ? nil : identities.row(source: source, id: id, content: bytes)
    }
    guard let row = row ?? nil else {
      throw WireError.eventInvalid("an event's id is a text that is not empty", "/id")
    }
    return (idNode, source, row)
  }

  /// A source that is new is kept only for a peer that may use it, so that no other fills the memory.
  private func symbol(
    ofSource node: JSONNode, _ session: Session
  ) throws(WireError) -> Symbol? {
    if let known = document.withString(node, { team.symbols.find($0) }) ?? nil {
      return known.isNone ? nil : known
    }
    guard let text = document.string(node) else { return nil }
    try permit(session, .ingest(source: text), .team)
    return team.symbols.intern(text)
  }

  /// Lets go of the names that a refused event has brought, so that refusals fill no memory.
  func keepingNames<R>(
    _ session: Session, _ body: () throws(WireError) -> R
  ) throws(WireError) -> R {
    // Names that outlive the event are made before: who the peer is, and sources with their keys.
    _ = viewers(session)
    let (mark, sources) = (team.symbols.mark, identities.sourceCount)
    do throws(WireError) {
      return try body()
    } catch {
      if identities.sourceCount == sources { team.symbols.rollBack(to: mark) }
      throw error
    }
  }

  func decode(_ root: JSONNode) throws(WireError) -> DecodedEvent {
    do {
      return try EventDecoder.decode(document, root, symbols: &team.symbols)
    } catch {
      throw WireError.eventInvalid(error.message, error.pointer)
    }
  }

  func parse(_ text: [UInt8]) throws(WireError) -> JSONNode {
    do {
      return try document.parse(text, in: 0..<text.count)
    } catch {
      throw WireError(error)
    }
  }

  func eventID(_ root: JSONNode) -> String? {
    document.member(root, "id").flatMap { document.string($0) }
  }

  /// Counts what admission rests on; both only ever grow, so their sum changes whenever one of them does.
  var admissionVersion: UInt64 { factsVersion &+ leasesVersion }

  /// Whether this connection may append for the source; a run of one source is decided once.
  private func admit(_ source: Symbol, _ session: Session) throws(WireError) {
    let version = admissionVersion
    guard session.ingest?.isDecided(source, version) == false, let stream = session.ingest
    else { return }
    if let declared = stream.source, declared != source {
      throw WireError.eventInvalid(
        "this ingest is for \(team.symbols.text(declared)), the event says another source",
        "/source")
    }
    try permit(session, .ingest(source: team.symbols.text(source)), .team)
    try checkLease(source, session)
    session.ingest?.allowedSource = source
    session.ingest?.decidedVersion = version
  }

  /// Counts and tells a refused line; it is journaled without its content.
  func rejectLine(_ session: Session, id: String?, _ error: WireError) {
    session.ingest?.tally.rejected += 1
    counters.rejected += 1
    guard let stream = session.ingest else { return }
    note(.eventRejected, "line \(stream.tally.n) refused: \(error.kind)", session)
    say(session) { writer in
      let shown = id.flatMap { $0.utf8.count <= Limits.name ? $0 : nil }
      IngestReject(stream: stream.stream, n: stream.tally.n, id: shown, error: error).write(
        into: &writer)
    }
  }

  /// Same identity, other bytes: only the stored record can tell a reformatted resend from a change.
  private func compareResend(
    _ session: Session, of seq: UInt64, _ line: [UInt8], id: String?
  ) {
    awaitRead(session, .records([seq]), from: seq) {
      engine, session, result throws(WireError) in
      session.ingest?.isComparing = false
      let isSame = try engine.isSameEvent(result[...], line)
      if isSame {
        session.ingest?.known(Array((id ?? "").utf8).span, seq)
      } else {
        engine.rejectLine(session, id: id, Self.idReused(seq))
      }
    }
  }

  static func idReused(_ seq: UInt64) -> WireError {
    WireError(
      .idReused,
      "an event with this source and id is record \(seq) and says something else: "
        + "a change needs an id of its own, or event.amended")
  }

  /// Acks every stream that moved since its last ack.
  func parkAcks() {
    for session in touchedInOrder { parkAck(session) }
  }

  private func parkAck(_ session: Session) {
    guard let stream = session.ingest, stream.needsAck, !stream.isComparing else { return }
    session.ingest?.acknowledged = stream.tally.n
    session.ingest?.owesAck = false
    say(session) { writer in
      IngestAck(stream: stream.stream, tally: stream.tally, cursor: stream.cursor)
        .write(into: &writer)
    }
  }

  /// Input is over: the open ingest is complete.
  func finishInput(_ session: Session) {
    endIngest(session, end: "eof")
  }

  /// Ends the open ingest with its last ack and its result, or with what ended it.
  func endIngest(_ session: Session, end: String = "fenced", error: WireError? = nil) {
    // A line that is still being compared has no verdict: whoever sent it sends it again.
    if session.ingest?.isComparing == true {
      session.ingest?.tally.n -= 1
      session.ingest?.isComparing = false
    }
    guard let stream = session.ingest else { return }
    parkAck(session)
    session.ingest = nil
    release(stream, of: session)
    closeHistory(of: stream)
    noteEnd(of: stream, session, end)
    guard !stream.isImplicit else { return }
    say(session) { writer in
      if let error { return error.writeReply(id: stream.stream, into: &writer) }
      Envelope.result(id: stream.stream, into: &writer) { result in
        IngestResult(tally: stream.tally, cursor: stream.cursor, end: end).write(into: &result)
      }
    }
  }

  /// A source that is done, or gone, sends no more of its past: what came can be judged.
  func closeHistory(of stream: IngestStream) {
    guard stream.isHistory, let source = stream.source else { return }
    team.historyEnded(source: source)
    knownDue = nil
  }

  func noteEnd(of stream: IngestStream, _ session: Session, _ end: String) {
    let tally = stream.tally
    let counts = "\(tally.new) new, \(tally.dup) known, \(tally.rejected) refused"
    note(
      .ingestEnded, "ingest ended (\(end)): \(counts)", session, seq: tally.seq,
      source: stream.source.map { team.symbols.text($0) })
  }
}
