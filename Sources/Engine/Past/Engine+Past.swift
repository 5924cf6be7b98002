import Domain
import EventLog
import JSONText
import WireProtocol

extension Engine {
  /// Seconds after which the reader lets go of a past that nobody asks about any more.
  private static let pastSeconds: Int64 = 60

  /// Answers a query about a past moment, or the newest, through the reader; the session's later lines
  /// wait.
  func askPast(_ call: Query, _ request: Request, _ session: Session) throws(WireError) {
    let (through, moment) = try call.asOf.map(place) ?? (head, nil)
    // What is wrong with the question, or not for these eyes, is told before anything is replayed.
    try rehearse(call, request, session)
    guard let id = request.id else { return }
    var question = call
    question.asOf = nil
    var line = JSONWriter()
    Envelope.call(question, id: id.bytes, into: &line)
    let past = PastQuestion(
      through: through, moment: moment, line: line.bytes, viewers: viewers(session),
      leaders: team.leaders, maximumLine: session.maximumLine, team: configuration.team,
      store: store)
    awaitRead(session, .past(past), from: through, for: request) {
      engine, session, lines throws(WireError) in
      try engine.checkBudget(for: lines.count)
      engine.outputHeld += lines.count
      session.output.append(lines, after: engine.durable, durable: engine.durable)
      engine.touch(session)
    }
  }

  /// The newest record that was known at a moment or a cursor, and the moment, where one was named.
  private func place(_ asOf: String) throws(WireError) -> (through: UInt64, moment: Instant?) {
    let pointer: JSONValue = ["pointer": "/params/asOf"]
    if let moment = Instant(rfc3339: asOf) {
      guard moment <= clock.now else {
        throw WireError(
          .badParams, "\(moment.rfc3339) lies ahead: it is \(clock.now.rfc3339)", details: pointer)
      }
      guard let first = times.first, first <= moment else {
        let began = times.first.map { "the first record is of \($0.rfc3339)" }
        throw WireError(
          .notFound,
          "nothing had been recorded by \(moment.rfc3339): \(began ?? "there is no record yet")",
          details: pointer)
      }
      return (head, moment)
    }
    let named = CursorToken(record: asOf, store: store) ?? CursorToken(asOf)
    guard let cursor = named, !cursor.store.contains(":") else {
      throw WireError(
        .badParams,
        "params.asOf must be RFC 3339 with an offset, such as 2026-11-20T09:14:00Z, or a cursor",
        details: pointer)
    }
    try check(cursor)
    guard cursor.seq > 0 else {
      throw WireError(.notFound, "\(asOf) is before the first record", details: pointer)
    }
    return (cursor.seq, nil)
  }

  /// Answers the question about now to nobody, for what is thrown on the way.
  private func rehearse(
    _ call: Query, _ request: Request, _ session: Session
  ) throws(WireError) {
    if call.view == .calibration { return try permit(session, .readTeam, .team) }
    let nobody = Session(id: session.id, peer: session.peer, now: session.lastInput)
    nobody.actingAs = session.actingAs
    nobody.identity = session.identity
    let planned = effects.count
    defer {
      outputHeld -= nobody.output.byteCount
      touched.removeAll { $0 === nobody }
      effects.removeLast(effects.count - planned)
      if let ticket = nobody.awaitedRead {
        reads[ticket] = nil
        deferredReads.removeAll { $0.ticket == ticket }
      }
    }
    try QueryHandler.answer(call, request, nobody, self)
  }

  /// Hands a read over; questions about the past go one at a time.
  func handOver(_ ticket: ReadTicket, _ request: ReadRequest) {
    if case .past = request {
      pastLine.append((ticket, request))
      guard pastLine.count == 1 else { return }
    }
    effects.append(.read(ticket, request))
  }

  /// The reader did a part of what a ticket asked for, and others may come first.
  package func readPaused(_ ticket: ReadTicket) {
    guard let first = pastLine.first, first.ticket == ticket else { return }
    guard reads[ticket] != nil, !isStopping else { return leavePastLine(ticket) }
    effects.append(.read(ticket, first.request))
  }

  /// A question about the past is answered, or whoever asked is gone: the next one's turn.
  func leavePastLine(_ ticket: ReadTicket) {
    guard pastLine.first?.ticket == ticket else { return }
    pastLine.removeFirst()
    lastPast = moment.monotonicNanoseconds
    while let next = pastLine.first {
      if reads[next.ticket] != nil { return effects.append(.read(next.ticket, next.request)) }
      pastLine.removeFirst()
    }
  }

  /// Has the reader let go of what nobody asks about.
  func forgetPast() {
    guard let last = lastPast, pastLine.isEmpty,
      moment.monotonicNanoseconds - last > Self.pastSeconds * 1_000_000_000
    else { return }
    lastPast = nil
    effects.append(.forgetPast)
  }
}
