import Domain
import EventCodec
import EventLog
import JSONText
import WireProtocol

extension Engine {
  /// What was noted of a batch's events as they came in; nil when nobody listened when it began.
  func takeNews(of batch: Batch) -> [RecordPiece.News]? {
    guard keepsNews else { return nil }
    for index in news.indices { news[index].body = batch.body(news[index].stamp.seq) }
    defer {
      news = []
      news.reserveCapacity(batch.recordEnds.count)
      keepsNews = false
    }
    return news
  }

  /// Keeps the batch that was just committed for those who listen, and has them told at the turn's end.
  func hearCommitted() {
    guard let batch = lastBatch else { return }
    lastBatch = nil
    listeners.removeAll { $0.subscriptions.isEmpty || sessions[$0.id] !== $0 }
    isHeard = !listeners.isEmpty
    guard isHeard else {
      recent.removeAll()
      return
    }
    if let news = lastNews {
      recent.add(batch, news: news)
    } else {
      recent.add(batch, news: read(batch.bytes).news)
    }
    for session in listeners { touch(session) }
  }

  /// Tells a subscription a run of records; all of it, so that it stands at its end afterwards.
  func tell(_ session: Session, _ subscription: Subscription, _ piece: RecordPiece) {
    let audience = RecordPiece.Audience(
      stream: subscription.stream, filter: subscription.filter, notBefore: subscription.notBefore,
      viewers: viewers(session), factsVersion: factsVersion)
    let told: RecordPiece.Told
    if subscription.next > piece.from {
      told = text(of: piece, for: audience, from: subscription.next)
    } else if let kept = piece.told(audience) {
      told = kept
    } else {
      told = text(of: piece, for: audience, from: piece.from)
      piece.keep(told, for: audience)
    }
    subscription.next = piece.through + 1
    guard !told.text.bytes.isEmpty else {
      subscription.skipped += told.skipped
      return
    }
    subscription.skipped = told.skipped
    subscription.lastTold = moment.monotonicNanoseconds
    hand(session, told.text)
  }

  /// Hands a text over as it is where nothing stands before it, else behind what does.
  private func hand(_ session: Session, _ text: SharedText) {
    let count = text.bytes.count
    outputHeld += count
    guard session.output.byteCount == 0 else {
      session.output.append(text.bytes, after: durable, durable: durable)
      return
    }
    if session.unwritten == 0 { session.lastWrote = moment.monotonicNanoseconds }
    session.unwritten += count
    effects.append(.share(session.id, text))
  }

  /// Writes the lines for those events of a piece that an audience may see and asked for.
  private func text(
    of piece: RecordPiece, for audience: RecordPiece.Audience, from seq: UInt64
  ) -> RecordPiece.Told {
    var line = EventLine(
      stream: audience.stream, store: store, reservingCapacity: piece.size + piece.size / 4)
    var skipped = 0
    for news in piece.news where news.stamp.seq >= seq {
      guard admits(audience, news) else {
        skipped += 1
        continue
      }
      skipped = 0
      line.write(news, in: piece.records) { team.symbols.text($0) }
    }
    return RecordPiece.Told(text: SharedText(line.writer.bytes), skipped: skipped)
  }

  /// What the events of some records are, and the last seq.
  ///
  /// Control records are nobody's news: telling of them would have them acknowledged for ever. Nor is
  /// an event that does not read.
  func read(_ records: [UInt8]) -> (news: [RecordPiece.News], last: UInt64) {
    var news: [RecordPiece.News] = []
    var last: UInt64 = 0
    forEachRecord(records) { view in
      last = view.seq
      guard !view.isControl, let root = try? document.parse(records, in: view.body),
        let decoded = try? EventDecoder.decode(document, root, symbols: &team.symbols)
      else { return }
      let at = Instant(microseconds: view.at)
      let stamp = Stamp(
        seq: view.seq, at: at, by: team.symbols.intern(records.span.extracting(view.by)),
        source: decoded.source, subject: decoded.subject, time: decoded.time ?? at)
      // Whom a correction concerns is known by what it corrects.
      let event = resolveTarget(decoded, identities, team.symbols)
      news.append(RecordPiece.News(event: event, stamp: stamp, body: view.body))
    }
    return (news, last)
  }

  func forEachRecord(_ records: [UInt8], _ body: (RecordView) -> Void) {
    do {
      try RecordLines.forEach(in: records, body)
    } catch {
      // The reader and the committer check every record before it gets here.
      preconditionFailure("a committed record does not read: \(error)")
    }
  }

  /// Whether an event passes a filter and may be delivered now.
  private func admits(_ audience: RecordPiece.Audience, _ news: RecordPiece.News) -> Bool {
    guard news.stamp.at.microseconds >= audience.notBefore else { return false }
    let now = clock.now
    return look { team in
      if !audience.filter.isEmpty {
        let subject = news.stamp.subject
        let isAsked = audience.filter.admits(
          EventEncoder.type(news.event, team.symbols),
          subject.isNone ? nil : team.symbols.text(subject), team.symbols.text(news.stamp.source))
        guard isAsked else { return false }
      }
      return audience.viewers.contains {
        team.mayDeliver(news.event, news.stamp, to: $0, now: now)
      }
    }
  }
}
