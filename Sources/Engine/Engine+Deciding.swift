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
    try checkCapture(decoded, session)
    let viewers = viewers(session)
    if isDecidedFully(decoded, session), let person = viewers.first {
      let command = command(decoded, by: person)
      if let trial {
        try Self.decide { () throws(Rejection) in try trial.decide(command, now: clock.now) }
      } else {
        // In place: a team that is handed on is a copy, which the next new name would make a real one.
        let now = clock.now
        try look { team throws(WireError) in
          try Self.decide { () throws(Rejection) in try team.decide(command, now: now) }
        }
      }
    } else if decoded.event.correctionTarget != nil {
      try checkCorrection(decoded, session)
    }
  }

  /// Whether an event is its sender's own word.
  func isDecidedFully(_ decoded: DecodedEvent, _ session: Session) -> Bool {
    session.identity?.ownSource == decoded.source
  }

  /// Events that only the daemon writes are refused from everybody else, and what only people agree on
  /// from integrations; an operator may forward a person's word.
  private func checkCapture(_ decoded: DecodedEvent, _ session: Session) throws(WireError) {
    switch decoded.event.family {
    case .capture, .coaching, .unknown: return
    case .plan:
      guard !isDecidedFully(decoded, session),
        viewers(session).allSatisfy({ $0.role != .operator })
      else { return }
      throw WireError(
        .denied, "goals and quotas are people's own word: a tool reports what happened",
        details: ["pointer": "/type"])
    case .fact, .judgement, .alert:
      throw WireError(
        .denied, "events of this type are written by the daemon; a playbook states facts",
        details: ["pointer": "/type"])
    }
  }

  private func command(_ decoded: DecodedEvent, by viewer: Viewer) -> Command {
    Command(
      event: resolveTarget(decoded, identities, team.symbols), subject: decoded.subject,
      time: decoded.time ?? clock.now, by: viewer)
  }

  /// Decides, and words a rejection for the wire.
  private static func decide(_ body: () throws(Rejection) -> [Event]) throws(WireError) {
    do {
      _ = try body()
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
    let event = resolveTarget(decoded, identities, team.symbols)
    guard let seq = event.correctionTarget?.seq, let source = team.recordedSource(seq) else {
      return
    }
    try permit(session, .ingest(source: team.symbols.text(source)), .team)
  }
}
