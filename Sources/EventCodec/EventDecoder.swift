package import Domain
package import JSONText

/// A producer's event, with the texts of its envelope interned.
package struct DecodedEvent: Equatable, Sendable {
  package var event: Event
  package var source: Symbol
  /// `none` when the envelope has no subject.
  package var subject: Symbol
  /// Nil when the envelope has no time: the time of recording counts.
  package var time: Instant?
}

/// Turns CloudEvents 1.0 JSON into events: the shape is checked here, the meaning by the domain.
package enum EventDecoder {
  /// Checks an event that `document` has just parsed and gives it with its envelope.
  ///
  /// Unknown members are ignored and unknown types kept by name; size is the caller's to check.
  package static func decode(
    _ document: JSONDocument, _ root: JSONNode, symbols: inout Symbols
  ) throws(EventFault) -> DecodedEvent {
    guard document.kind(root) == .object else { throw EventFault("", "an event is a JSON object") }
    return try decode(document, EnvelopeNodes(document, root), &symbols)
  }

  static func decode(
    _ document: JSONDocument, _ envelope: EnvelopeNodes, _ symbols: inout Symbols
  ) throws(EventFault) -> DecodedEvent {
    guard let version = envelope.specversion, document.equals(version, "1.0") else {
      throw EventFault("/specversion", "specversion must be \"1.0\"")
    }
    _ = try identifier(document, envelope.id, "/id")
    let source = try identifier(document, envelope.source, "/source")
    let type = try identifier(document, envelope.type, "/type")
    var subject = Symbol.none
    if let node = envelope.subject {
      subject = intern(document, try identifier(document, node, "/subject"), &symbols)
    }
    var time: Instant?
    if let node = envelope.time {
      time = document.withString(node) { Instant(rfc3339: $0) } ?? nil
      if time == nil {
        throw EventFault(
          "/time", "time must be RFC 3339 with an offset, such as 2026-11-20T09:14:00Z")
      }
    }
    let data = Fields(document, envelope.data)
    let isOwn = document.equals(source, EventEncoder.daemonSourceName)
    let event = try event(document, type, data, subject, isOwn: isOwn, &symbols)
    return DecodedEvent(
      event: event, source: intern(document, source, &symbols), subject: subject, time: time)
  }

  private static func event(
    _ document: JSONDocument, _ type: JSONNode, _ data: Fields, _ subject: Symbol,
    isOwn: Bool, _ symbols: inout Symbols
  ) throws(EventFault) -> Event {
    // Captures are told apart by length and words; the rest pays for a string.
    let capture = CaptureType.of(document, type)
    guard let known = capture ?? document.string(type).flatMap(EventType.init(rawValue:)) else {
      return .unknown(unknown(intern(document, type, &symbols), data, &symbols))
    }
    switch known {
    case .activityLogged: return .activityLogged(try activity(data, &symbols))
    case .dealOpened: return .dealOpened(try dealStep(data, &symbols))
    case .dealAdvanced:
      let step = try dealStep(data, &symbols)
      if step.stage.isNone { throw EventFault("/data/stage", "data.stage is missing") }
      return .dealAdvanced(step)
    case .dealWon:
      var step = try dealStep(data, &symbols)
      step.credit = try credit(data, &symbols)
      return .dealWon(step)
    case .creditNoted:
      let step = try dealStep(data, &symbols)
      if step.amount == nil { throw EventFault("/data/amount", "data.amount is missing") }
      return .creditNoted(step)
    case .dealLost: return .dealLost(try dealStep(data, &symbols))
    case .dealReopened: return .dealReopened(try dealStep(data, &symbols))
    case .dealHandedOver:
      return .dealHandedOver(try handOver(data, &symbols))
    case .meetingBooked: return .meetingBooked(try meetingStep(data, &symbols))
    case .meetingRescheduled: return .meetingRescheduled(try meetingStep(data, &symbols))
    case .meetingHeld: return .meetingHeld(try meetingStep(data, &symbols))
    case .meetingMissed: return .meetingMissed(try meetingStep(data, &symbols))
    case .outcomeRecorded: return .outcomeRecorded(try outcome(data, &symbols))
    case .absenceRecorded: return .absenceRecorded(try absence(data))
    case .eventAmended: return .eventAmended(try amendment(data, &symbols))
    case .eventRetracted: return .eventRetracted(Retraction(target: try target(data)))
    case .eventDisputed:
      return .eventDisputed(Dispute(target: try target(data), reason: try data.text("reason")))
    case .goalProposed: return .goalProposed(try goalProposed(data, &symbols))
    case .goalAccepted:
      return .goalAccepted(GoalAccepted(goal: try named(data, "goal", &symbols)))
    case .goalCountered: return .goalCountered(try goalCountered(data, &symbols))
    case .goalEnded: return .goalEnded(try goalEnded(data, &symbols))
    // What the playbook asks for is the daemon's to say; the same from a person is an offer, or its end.
    case .quotaProposed where !isOwn: return .quotaOffered(try quotaOffered(data, &symbols))
    case .quotaEnded where !isOwn: return .quotaGivenUp(try quotaGivenUp(data, &symbols))
    case .quotaAccepted:
      return .quotaAccepted(QuotaAccepted(quota: try named(data, "quota", &symbols)))
    case .quotaCountered: return .quotaCountered(try quotaCountered(data, &symbols))
    case .weekClosed: return .weekClosed(try weekClosed(data, subject, &symbols))
    case .weekRevised: return .weekRevised(try weekRevised(data, subject, &symbols))
    case .planRecalibrated:
      return .planRecalibrated(try recalibrated(data, subject, &symbols))
    case .alertRaised: return .alertRaised(try alertRaised(data, subject, &symbols))
    case .alertCleared:
      return .alertCleared(
        AlertCleared(
          alert: try data.alert(), member: subject, reason: try data.choice("reason")))
    case .alertSeen: return .alertSeen(AlertSeen(alert: try data.alert()))
    default: return try fact(known, data)
    }
  }

  /// What can be told of a type that is not known yet: the entities that its data name.
  private static func unknown(
    _ type: Symbol, _ data: Fields, _ symbols: inout Symbols
  ) -> UnknownEvent {
    var event = UnknownEvent(type: type)
    guard let node = data.node, data.document.kind(node) == .object else { return event }
    for (key, value) in data.document.members(node) {
      guard let kind = data.document.string(key).flatMap(EntityKind.init(rawValue:)),
        let id = data.document.string(value), !id.isEmpty, id.utf8.count <= longestName
      else { continue }
      event.entities.append(symbols.intern(kind.entity(id)))
    }
    return event
  }

  /// Bytes that a name (a source, an id, a deal) may have.
  ///
  /// Names come back in replies and alerts, so they are kept short; free text has the event's limit.
  package static let longestName = 1_024

  /// A member of the envelope that must be a string with something in it.
  private static func identifier(
    _ document: JSONDocument, _ node: JSONNode?, _ pointer: String
  ) throws(EventFault) -> JSONNode {
    guard let node, document.withString(node, { !$0.isEmpty }) ?? false else {
      throw EventFault(pointer, "\(pointer.dropFirst()) must be a string with something in it")
    }
    guard document.textLength(node) <= longestName else {
      throw EventFault(pointer, "\(pointer.dropFirst()) must have at most \(longestName) bytes")
    }
    return node
  }

  static func intern(
    _ document: JSONDocument, _ node: JSONNode, _ symbols: inout Symbols
  ) -> Symbol {
    document.withString(node) { symbols.intern($0) } ?? .none
  }
}

/// The members of a CloudEvents envelope, found in one walk.
struct EnvelopeNodes {
  var specversion: JSONNode?
  var id: JSONNode?
  var source: JSONNode?
  var type: JSONNode?
  var time: JSONNode?
  var subject: JSONNode?
  var data: JSONNode?

  init(_ document: JSONDocument, _ root: JSONNode) {
    for (key, value) in document.members(root) {
      // The length tells most names apart; comparing each with all of them costs more than parsing.
      switch document.textLength(key) {
      case 2 where document.equals(key, "id"): id = value
      case 4 where document.equals(key, "type"): type = value
      case 4 where document.equals(key, "time"): time = value
      case 4 where document.equals(key, "data"): data = value
      case 6 where document.equals(key, "source"): source = value
      case 7 where document.equals(key, "subject"): subject = value
      case 11 where document.equals(key, "specversion"): specversion = value
      default: break
      }
    }
  }
}
