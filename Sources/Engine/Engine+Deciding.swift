import Domain
import EventCodec
import JSONText
import WireProtocol

extension Engine {
  /// Decides whether an event may be recorded, by whichever way it came in.
  ///
  /// What a person says in their own name is decided fully; what is forwarded is taken as a fact, but
  /// corrects only what its sender may send for. `trial` stands for the team where a later event of
  /// one request must see the earlier ones.
  func decide(
    _ decoded: DecodedEvent, on trial: Team? = nil, _ session: Session
  ) throws(WireError) {
    try checkCapture(decoded)
    let viewers = viewers(session)
    if session.identity?.ownSource == decoded.source, let person = viewers.first {
      try decideFully(decoded, on: trial ?? team, by: person)
    } else if decoded.event.correctionTarget != nil {
      try checkCorrection(decoded, session)
    }
  }

  /// Events that only the daemon writes are refused from everybody else.
  private func checkCapture(_ decoded: DecodedEvent) throws(WireError) {
    switch decoded.event.family {
    case .capture, .coaching, .unknown: return
    case .fact, .judgement, .alert:
      throw WireError(
        .denied, "events of this type are written by the daemon; a playbook states facts",
        details: ["pointer": "/type"])
    }
  }

  private func decideFully(
    _ decoded: DecodedEvent, on team: Team, by viewer: Viewer
  ) throws(WireError) {
    let event = resolveTarget(decoded, &identities, &self.team.symbols)
    let command = Command(
      event: event, subject: decoded.subject, time: decoded.time ?? clock.now, by: viewer)
    do {
      _ = try team.decide(command, now: clock.now)
    } catch {
      let details = JSONValue.object([.init("pointer", .string(error.pointer))])
      switch error.kind {
      case .denied: throw WireError(.denied, error.message, details: details)
      case .notFound: throw WireError(.notFound, error.message, details: details)
      case .invalid: throw WireError.eventInvalid(error.message, error.pointer)
      }
    }
  }

  /// A source corrects what its sender may also send; an event that is not there is a doubt.
  private func checkCorrection(_ decoded: DecodedEvent, _ session: Session) throws(WireError) {
    let event = resolveTarget(decoded, &identities, &team.symbols)
    guard let seq = event.correctionTarget?.seq, let source = team.recordedSource(seq) else {
      return
    }
    try permit(session, .ingest(source: team.symbols.text(source)), .team)
  }
}
