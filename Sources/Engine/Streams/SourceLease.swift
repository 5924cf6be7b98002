import Domain
import JSONText
import WireProtocol

/// Who streams a source: one connection at a time, so that an old one cannot write behind a new one.
struct SourceLease {
  let holder: ConnectionID
  /// Counts the openings of streams since the start; a higher one fences a lower one.
  let number: UInt64
  let since: Instant
}

extension Engine {
  /// Gives a source to a session; whoever held it is refused, or ended where the caller takes over.
  func lease(_ source: Symbol, to session: Session, takeover: Bool) throws(WireError) {
    if let held = leases[source], held.holder != session.id {
      guard takeover, let older = sessions[held.holder] else { throw busy(source, held) }
      lastLease += 1
      fence(older, source, by: session)
    } else {
      lastLease += 1
    }
    session.fencedSources.remove(source)
    leases[source] = SourceLease(holder: session.id, number: lastLease, since: clock.now)
    leasesVersion += 1
  }

  /// The source of a stream that ended is free again, if it was still this stream's.
  func release(_ stream: IngestStream, of session: Session) {
    guard let source = stream.source, leases[source]?.holder == session.id else { return }
    leases[source] = nil
    leasesVersion += 1
  }

  /// Whether a session may stream events of a source now: nobody else holds it, nobody took it away.
  func checkLease(_ source: Symbol, _ session: Session) throws(WireError) {
    if session.fencedSources.contains(source) { throw fenced(source, leases[source]?.number) }
    guard let held = leases[source], held.holder != session.id else { return }
    throw busy(source, held)
  }

  private func fence(_ older: Session, _ source: Symbol, by newer: Session) {
    endIngest(older, error: fenced(source, lastLease))
    // Lines of it that are still on their way must not open a stream by themselves.
    older.fencedSources.insert(source)
    note(
      .ingestEnded, "uid \(newer.peer.uid) took the source over", older,
      source: team.symbols.text(source))
    touch(older)
  }

  private func fenced(_ source: Symbol, _ lease: UInt64?) -> WireError {
    WireError(
      .fenced, "\(team.symbols.text(source)) was taken over by another connection: stop sending",
      details: lease.map { ["lease": .integer(Int64($0))] } ?? nil)
  }

  private func busy(_ source: Symbol, _ held: SourceLease) -> WireError {
    let uid = sessions[held.holder]?.peer.uid ?? 0
    return WireError(
      .sourceBusy,
      "uid \(uid) streams \(team.symbols.text(source)) since \(held.since.rfc3339): "
        + "one stream a source at a time",
      details: ["uid": .integer(Int64(uid)), "since": .string(held.since.rfc3339)])
  }
}
