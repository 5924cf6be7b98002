import Domain
import EventCodec
import EventLog
import JSONText
import WireProtocol

extension Engine {
  /// Gives the batch that was just committed to the subscriptions that wait for it.
  func deliverCommitted() {
    guard let batch = lastBatch else { return }
    lastBatch = nil
    var live: [(Session, Subscription)] = []
    for session in sessions.values.sorted(by: { $0.id < $1.id }) {
      for subscription in session.subscriptions where subscription.phase == .live {
        if hasRoomToTell(session) {
          live.append((session, subscription))
        } else {
          fallBehind(session, subscription)
        }
      }
    }
    deliver(batch.bytes, to: live, through: batch.lastSeq)
    builder.recycle(batch)
  }

  /// What decides on delivery: an event's envelope, and what it is in the domain.
  struct Summary {
    var type: String
    var subject: String?
    var source: String
    var event: Event
    var stamp: Stamp
  }

  /// Reads an event's envelope; nil for one that does not read, which then nobody is sent.
  ///
  /// Its texts are for filters; where nobody has one, they stay empty.
  private func summary(
    _ view: RecordView, _ records: [UInt8], withTexts: Bool
  ) -> Summary? {
    guard let root = try? document.parse(records, in: view.body),
      let decoded = try? EventDecoder.decode(document, root, symbols: &team.symbols)
    else { return nil }
    let at = Instant(microseconds: view.at)
    let stamp = Stamp(
      seq: view.seq, at: at, by: .none, source: decoded.source, subject: decoded.subject,
      time: decoded.time ?? at)
    guard withTexts else {
      return Summary(type: "", subject: nil, source: "", event: decoded.event, stamp: stamp)
    }
    guard let type = document.member(root, "type").flatMap({ document.string($0) }) else {
      return nil
    }
    return Summary(
      type: type, subject: decoded.subject.isNone ? nil : team.symbols.text(decoded.subject),
      source: team.symbols.text(decoded.source), event: decoded.event, stamp: stamp)
  }

  func forEachRecord(_ records: [UInt8], _ body: (RecordView) -> Void) {
    do {
      try RecordLines.forEach(in: records, body)
    } catch {
      // The reader and the committer check every record before it gets here.
      preconditionFailure("a committed record does not read: \(error)")
    }
  }

  /// Whether a connection may be told more: its own output is bounded, and that of all together.
  func hasRoomToTell(_ session: Session) -> Bool {
    session.unwritten + session.output.byteCount < Limits.output && hasBudgetToTell(session)
  }

  /// Whether the output of all together leaves room for a connection that holds more than its own.
  private func hasBudgetToTell(_ session: Session) -> Bool {
    outputHeld < Limits.outputBudget
      || session.unwritten + session.output.byteCount < Limits.grantedBuffer
  }

  /// Writes the records a subscription may see; each is read once for all of them.
  func deliver(
    _ records: [UInt8], to readers: [(Session, Subscription)], through last: UInt64?
  ) {
    guard !readers.isEmpty else { return }
    let isFiltered = readers.contains { !$0.1.filter.isEmpty }
    // What a record says is the same for all who are told of it, so it is written once.
    var told = JSONWriter()
    forEachRecord(records) { view in
      let event = view.isControl ? nil : summary(view, records, withTexts: isFiltered)
      told.removeAll()
      for (session, subscription) in readers
      where subscription.next <= view.seq && !subscription.isCutShort {
        guard hasBudgetToTell(session) else {
          subscription.isCutShort = true
          continue
        }
        subscription.next = view.seq + 1
        // Control records are nobody's news: telling of them would have them acknowledged for ever.
        if view.isControl { continue }
        guard let event, view.at >= subscription.notBefore,
          subscription.filter.isEmpty
            || subscription.filter.admits(event.type, event.subject, event.source),
          mayReceive(session, event)
        else {
          subscription.skipped += 1
          continue
        }
        if told.bytes.isEmpty { write(view, records, into: &told) }
        tell(session, subscription, view, told.bytes)
      }
    }
    for (session, subscription) in readers {
      if subscription.isCutShort {
        fallBehind(session, subscription)
      } else if let last {
        subscription.next = max(subscription.next, last + 1)
      }
      touch(session)
    }
  }

  /// A reader that takes too little goes on from its position, once it has taken more.
  private func fallBehind(_ session: Session, _ subscription: Subscription) {
    subscription.isCutShort = false
    guard subscription.phase == .live else { return }
    subscription.phase = .catchingUp
    mark(session, subscription, "behind")
  }

  private func tell(
    _ session: Session, _ subscription: Subscription, _ view: RecordView, _ told: [UInt8]
  ) {
    subscription.skipped = 0
    subscription.lastTold = moment.monotonicNanoseconds
    say(session, after: view.seq) { writer in
      writer.opening(#"{"jsonrpc":"2.0","method":"events.next","params":{"stream":"#)
      writer.raw(subscription.stream)
      writer.raw(told)
    }
  }

  /// The rest of `events.next` behind its stream: the other members of `params`, and both ends.
  private func write(_ view: RecordView, _ records: [UInt8], into writer: inout JSONWriter) {
    writer.key("cursor")
    writeToken(view.seq, into: &writer)
    writer.key("seq")
    writer.integer(Int64(view.seq))
    writer.key("at")
    writer.string(InstantText.text(view.at))
    writer.key("by")
    writer.string(records.span.extracting(view.by))
    writer.key("event")
    writer.raw(records, view.body)
    writer.endObject()
    writer.endObject()
  }

  func markProgress(_ session: Session, _ subscription: Subscription) {
    let silence = moment.monotonicNanoseconds - subscription.lastTold
    if subscription.skipped >= 10_000 || (subscription.skipped > 0 && silence > 10_000_000_000) {
      mark(session, subscription, "progress")
    }
  }

  func mark(_ session: Session, _ subscription: Subscription, _ state: String) {
    subscription.skipped = 0
    subscription.lastTold = moment.monotonicNanoseconds
    say(session, after: durable) { writer in
      Envelope.notification("events.mark", into: &writer) { params in
        params.key("stream")
        params.raw(subscription.stream)
        params.key("state")
        params.string(state)
        params.key("cursor")
        writeToken(subscription.next - 1, into: &params)
      }
    }
  }

  /// Why a stream ends before its client says so.
  enum EndReason: String { case cancelled, stopping, eof }

  /// Ends everything a session has open, with the results that say where it stood.
  func endStreams(_ session: Session, reason: EndReason) {
    endIngest(session, end: reason.rawValue)
    for subscription in session.subscriptions { end(session, subscription, reason) }
    session.subscriptions = []
  }

  func end(_ session: Session, _ subscription: Subscription, _ reason: EndReason) {
    say(session) { writer in
      Envelope.result(id: subscription.stream, into: &writer) { result in
        result.key("end")
        result.string(reason.rawValue)
        result.key("cursor")
        writeToken(subscription.next - 1, into: &result)
      }
    }
  }
}
