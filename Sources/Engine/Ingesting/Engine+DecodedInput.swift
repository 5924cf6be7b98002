import Domain
import EventCodec
import EventLog
import JSONText
import WireProtocol

extension Engine {
  /// A decoder for the input of this engine's connections; one serves them all, on any thread.
  ///
  /// Its numbers of names begin anew after `mostNames` of them.
  package func inputDecoder(mostNames: Int = InputDecoder.mostNames) -> InputDecoder {
    InputDecoder(hash: identities.hash, mostNames: mostNames)
  }

  /// Whether a connection streams events, so that decoding its input ahead is of use.
  package func isStreaming(_ id: ConnectionID) -> Bool { sessions[id]?.ingest != nil }

  /// Lets go of what serves decoded input, for nothing comes in for now; the decoder is to begin anew.
  package func inputRests() { inputNames = InputNames() }

  /// Input was handed out to be decoded, and is held until it comes back.
  package func handedOut(_ id: ConnectionID, byteCount: Int) {
    guard let session = sessions[id] else { return }
    session.beingDecoded += byteCount
    countInput(session)
  }

  /// A piece of input arrived, decoded ahead: it is taken as its bytes would be, in less time.
  ///
  /// Pieces of all connections come in the order in which they were decoded.
  package func received(_ id: ConnectionID, _ piece: DecodedInput) {
    inputNames.learn(piece)
    guard let session = sessions[id], !session.closing else { return }
    judgementsLeft = Self.judgementsATurn
    session.lastInput = moment.monotonicNanoseconds
    session.beingDecoded -= piece.bytes.count
    session.waiting.add(piece)
    touch(session)
    proceed(session)
  }

  /// Goes on in the input that was decoded ahead; false where there is none.
  func takeWaiting(_ session: Session) -> Bool {
    guard !session.waiting.isEmpty else { return false }
    // What begins a line in front of it is looked at together with its end.
    if session.framer.pendingCount == 0, takeDecoded(session) { return true }
    let (piece, range) = session.waiting.takeUndecoded()
    session.framer.receive(piece.bytes.span.extracting(range))
    return true
  }

  /// Takes decoded lines as far as nothing needs a second look, under the conditions of `takePlainly`;
  /// false where none was taken.
  private func takeDecoded(_ session: Session) -> Bool {
    guard isWritable, hasRoom, let piece = session.waiting.decoded,
      piece.generation == inputNames.generation,
      let source = session.ingest?.admitted(admissionVersion)
    else { return false }
    let sender = identity(session)
    guard sender.ownSource != source else { return false }
    if gathered == 0 { keepsNews = isHeard }
    var run = DecodedRun(
      source: source, by: sender.actor, at: clock.now, keepsNews: keepsNews,
      room: Limits.batch / 4 - gathered)
    run.take(session.waiting.run, of: piece, &team, &identities, &inputNames, &builder, &times)
    guard let last = run.last else { return false }
    session.waiting.pass(lines: run.new + run.known)
    session.lineBegan = nil
    gathered += run.byteCount
    knownDue = nil
    counters.events += UInt64(run.new)
    news += run.news
    session.ingest?.took(
      new: run.new, known: run.known, last: piece.bytes.span.extracting(last), seq: run.seq)
    return true
  }
}

/// Lines that are taken in one go: identities looked up, new ones framed, recorded and applied.
private struct DecodedRun {
  let source: Symbol
  let by: Actor
  let at: Instant
  let keepsNews: Bool
  /// Bytes of events that the batch still takes.
  let room: Int
  private(set) var new = 0
  private(set) var known = 0
  private(set) var byteCount = 0
  /// The highest seq that was met, and where in the piece the last one's id is.
  private(set) var seq: UInt64 = 0
  private(set) var last: Range<Int>?
  private(set) var news: [RecordPiece.News] = []
  private var rows: [CaptureRow] = []

  init(source: Symbol, by: Actor, at: Instant, keepsNews: Bool, room: Int) {
    (self.source, self.by, self.at) = (source, by, at)
    (self.keepsNews, self.room) = (keepsNews, room)
    rows.reserveCapacity(Self.lookahead)
  }

  /// Lines whose places in the index are read before the first of them is looked up.
  private static let lookahead = 16

  /// Stops at the first line that it does not take.
  mutating func take(
    _ lines: Range<Int>, of piece: DecodedInput, _ team: inout Team,
    _ identities: inout IdentityIndex,
    _ names: inout InputNames, _ builder: inout BatchBuilder, _ times: inout TimeIndex
  ) {
    var start = lines.lowerBound
    var goesOn = true
    while goesOn, start < lines.upperBound {
      let group = start..<min(start + Self.lookahead, lines.upperBound)
      identities.glance(piece.identities.span.extracting(group))
      team.symbols.glance(piece.deals.span.extracting(group))
      for place in group where goesOn {
        goesOn = take(place, of: piece, &team.symbols, &identities, &names, &builder, &times)
      }
      team.evolve(rows.span)
      if keepsNews { news += rows.map { RecordPiece.News(event: $0.event, stamp: $0.stamp) } }
      rows.removeAll(keepingCapacity: true)
      start = group.upperBound
    }
  }

  @inline(__always)
  private mutating func take(
    _ place: Int, of piece: DecodedInput, _ symbols: inout Symbols,
    _ identities: inout IdentityIndex, _ names: inout InputNames,
    _ builder: inout BatchBuilder, _ times: inout TimeIndex
  ) -> Bool {
    let (line, row) = (piece.lines[place], piece.rows[place])
    guard byteCount < room, line.range.count <= Limits.event,
      names.find(row.source, in: symbols) == source
    else { return false }
    switch identities.find(piece.identities[place]) {
    case .new:
      let bytes = piece.bytes.span.extracting(line.range)
      let deal = names.meet(
        row, deal: piece.bytes.span.extracting(line.deal), hash: piece.deals[place], in: bytes,
        &symbols)
      let seq = builder.append(event: bytes, at: at.microseconds, by: by.text.span)
      identities.insert(piece.identities[place], seq: seq)
      times.note(seq: seq, at: at.microseconds)
      rows.append(
        row.recorded(
          seq: UInt32(seq), at: at, by: by.symbol, deal: deal, names: names.symbols.span))
      (new, byteCount) = (new + 1, byteCount + bytes.count)
      self.seq = max(self.seq, seq)
    case .same(let seq):
      known += 1
      self.seq = max(self.seq, seq)
    case .other: return false
    }
    last = line.id
    return true
  }
}
