import Domain
import JSONText
import WireProtocol

extension Engine {
  /// One complete line: a request, a notification, or an event of an ingest.
  func handleLine(_ session: Session, _ line: Range<Int>) {
    let root: JSONNode
    do {
      root = try document.parse(session.framer.bytes, in: line)
    } catch {
      unreadable(session, error, line)
      return
    }
    if document.member(root, "jsonrpc") == nil, document.member(root, "specversion") != nil {
      ingestLine(session, root, line)
      return
    }
    if isNoRequest(root, session) {
      refuseLine(
        session,
        WireError.eventInvalid("a line of an ingest is an event, an object with specversion", ""))
      return
    }
    do {
      let request = try Request(document, root, session.framer.bytes, line)
      dispatch(request, session)
    } catch {
      say(session) { error.error.writeReply(id: error.id, into: &$0) }
    }
  }

  /// A line that is no JSON: numbered inside a raw ingest, answered without id elsewhere.
  private func unreadable(_ session: Session, _ error: JSONFault, _ line: Range<Int>) {
    let fault = RequestFault(error, session.framer.bytes, line)
    // Only a line with a number out of range is JSON all the same, whose members can be looked for.
    let bytes = session.framer.bytes
    let isMessage =
      error.kind == .integerRange && JSONRaw.member(bytes, line, "jsonrpc") != nil
    let isEvent =
      error.kind == .integerRange && !isMessage && JSONRaw.member(bytes, line, "specversion") != nil
    if session.ingest != nil && !isMessage || session.isEventsOnly || isEvent {
      refuseLine(session, fault.error)
    } else {
      say(session) { fault.error.writeReply(id: fault.id, into: &$0) }
    }
  }

  /// Refuses a line that has its number in a stream; where none is open, it opens one as an event would.
  private func refuseLine(_ session: Session, _ error: WireError) {
    openImplicitIngest(session)
    session.ingest?.tally.n += 1
    rejectLine(session, id: nil, error)
  }

  /// Whether a line that is no event can be nothing else here.
  ///
  /// A connection that was opened for a file of others stays so: what ends its stream, a line of the
  /// file included, must not make requests of the lines behind it.
  private func isNoRequest(_ root: JSONNode, _ session: Session) -> Bool {
    let isMessage = document.member(root, "jsonrpc") != nil
    guard session.isEventsOnly else { return session.ingest != nil && !isMessage }
    guard isMessage else { return true }
    guard let method = document.member(root, "method") else { return true }
    return !document.equals(method, IngestCursor.name) && !document.equals(method, Cancel.name)
  }

  private func dispatch(_ request: Request, _ session: Session) {
    // Nobody takes the answer; what a gone peer streamed counts with its cursors.
    if session.isDeaf, !request.calls(IngestCursor.name) { return }
    session.calls += 1
    guard !isStopping else {
      let error = WireError(.stopping, "the daemon is stopping: try again soon")
      return fail(request, session, error)
    }
    guard let (name, handler) = HandlerCatalogue.handler(of: request) else {
      let error = WireError(
        .unknownMethod, "there is no method \(request.method); rpc.discover lists them",
        details: ["method": .string(request.method)])
      return fail(request, session, error)
    }
    do throws(WireError) {
      try handler.call(request, session, self)
      trace(name, session, "taken")
    } catch {
      trace(name, session, error.kind.rawValue)
      if error.kind == .denied || error.kind == .unmappedPeer {
        note(.peerDenied, "\(name) denied: \(error.kind.rawValue)", session)
      }
      fail(request, session, error)
    }
  }

  /// Answers a request with an error; a notification's error is nobody's to read.
  private func fail(_ request: Request, _ session: Session, _ error: WireError) {
    guard let id = request.id else { return }
    let error = pastMoment.map { error.of($0.rfc3339) } ?? error
    say(session) { error.writeReply(id: id.bytes, into: &$0) }
  }

  /// Writes one line to a session; it leaves once `seq`, or all that was given out so far, is on disk.
  func say(
    _ session: Session, after seq: UInt64? = nil, _ body: (inout JSONWriter) -> Void
  ) {
    var writer = JSONWriter(reservingCapacity: 0)
    swap(&writer, &scratch)
    writer.removeAll()
    body(&writer)
    writer.endLine()
    outputHeld += writer.bytes.count
    session.output.append(writer.bytes, after: seq ?? head, durable: durable)
    swap(&writer, &scratch)
    touch(session)
  }

  /// Answers a request with a result object.
  func answer(_ session: Session, _ request: Request, _ result: (inout JSONWriter) -> Void) {
    guard let id = request.id else { return }
    say(session) { Envelope.result(id: id, into: &$0, result) }
  }

  /// Whether a stream may be opened under an id: no other of the connection has it, and it is not 0,
  /// which is that of the stream that a bare event opens.
  func checkStreamID(_ id: [UInt8], _ session: Session) throws(WireError) {
    guard session.subscription(id) == nil, session.ingest?.stream != id,
      session.backup?.stream != id
    else {
      throw WireError(.badRequest, "a stream with this id is open on this connection")
    }
    guard id != Array("0".utf8) else {
      throw WireError(
        .badRequest, "0 is the id of the stream that a bare event opens: take another")
    }
  }

  func note(
    _ kind: Note.Kind, _ text: String, _ session: Session, seq: UInt64? = nil,
    source: String? = nil
  ) {
    effects.append(.note(Note(kind, text, uid: session.peer.uid, seq: seq, source: source)))
  }
}
