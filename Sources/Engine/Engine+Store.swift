import Domain
import EventCodec
import EventLog
import JSONText

extension Engine {
  /// Stores one event that was decided on: framed into the batch, remembered, applied.
  @discardableResult
  func store(
    _ bytes: Span<UInt8>, _ decoded: DecodedEvent, _ row: DedupIndex.Row, by: Actor,
    transaction: Transaction = .single
  ) -> UInt64 {
    let at = clock.now
    let seq = builder.append(
      event: bytes, at: at.microseconds, by: by.text.span, transaction: transaction)
    if gathered == 0 { keepsNews = isHeard }
    gathered += bytes.count
    knownDue = nil
    identities.insert(row, seq: seq)
    times.note(seq: seq, at: at.microseconds)
    let isCorrection = decoded.event.correctionTarget != nil
    let event =
      isCorrection ? resolveTarget(decoded, identities, team.symbols) : decoded.event
    let stamp = Stamp(
      seq: seq, at: at, by: by.symbol, source: decoded.source, subject: decoded.subject,
      time: decoded.time ?? at)
    team.evolve(event, stamp)
    if keepsNews { news.append(RecordPiece.News(event: event, stamp: stamp)) }
    counters.count(event)
    if event.family == .fact { factsVersion += 1 }
    return seq
  }

  /// The stamp that an event would get as the `offset`-th one from now.
  func stamp(_ decoded: DecodedEvent, offset: Int, by: Symbol) -> Stamp {
    Stamp(
      seq: builder.nextSeq + UInt64(offset), at: clock.now, by: by, source: decoded.source,
      subject: decoded.subject, time: decoded.time ?? clock.now)
  }

  /// The identity and the bytes of an event that the daemon itself writes now.
  func encode(_ event: Event) -> (name: [UInt8], bytes: [UInt8]) {
    // A judgement's identity says what it judges; a fact's is its place in the log.
    let id =
      EventEncoder.identity(of: event, symbols: team.symbols) ?? "fact/\(builder.nextSeq)"
    return (
      Array(id.utf8),
      EventEncoder.encode(event, id: id, time: clock.now, symbols: team.symbols)
    )
  }

  /// Stores an event that the daemon itself writes.
  @discardableResult
  func storeOwn(_ event: Event, by: Actor, transaction: Transaction = .single) -> UInt64 {
    let (name, bytes) = encode(event)
    do {
      // Read back what was written, so that live and replayed state come from the same bytes.
      let root = try document.parse(bytes, in: 0..<bytes.count)
      let decoded = try EventDecoder.decode(document, root, symbols: &team.symbols)
      if !identities.knows(decoded.source) {
        identities.meet(decoded.source, text: EventEncoder.daemonSource)
      }
      let row = identities.row(source: decoded.source, id: name.span, content: bytes.span)
      return store(bytes.span, decoded, row, by: by, transaction: transaction)
    } catch {
      preconditionFailure("the daemon's own \(event) does not read back: \(error)")
    }
  }
}

/// Gives an amendment or retraction the seq of the event it speaks of, if that is in the log before it.
func resolveTarget(
  _ decoded: DecodedEvent, _ identities: borrowing IdentityIndex, _ symbols: borrowing Symbols,
  before end: UInt64 = .max
) -> Event {
  guard let target = decoded.event.correctionTarget else { return decoded.event }
  // A source that nobody met has no event: it is looked up, never kept.
  guard let source = target.source.map({ symbols.find($0) }) ?? decoded.source,
    identities.knows(source)
  else { return decoded.event.resolvingTarget(to: nil) }
  let id = Array(target.id.utf8)
  let seq = identities.seq(source: source, id: id.span)
  return decoded.event.resolvingTarget(to: seq.flatMap { $0 < end ? $0 : nil })
}

/// Who writes an event: the text of the record's `by`, and its symbol.
struct Actor {
  var text: [UInt8]
  var symbol: Symbol
}
