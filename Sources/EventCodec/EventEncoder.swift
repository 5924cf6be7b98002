package import Domain
package import JSONText

/// Writes events as CloudEvents 1.0 JSON, for what the daemon itself puts into the log.
package enum EventEncoder {
  /// The source of all that the daemon writes.
  package static let daemonSource = daemonSourceName.description
  static let daemonSourceName: StaticString = "/coxswaind"

  /// One event without a newline; decoding it gives the same event.
  ///
  /// The subject is the member that a fact or a judgement is about; captures take the one given.
  package static func encode(
    _ event: Event, id: String, source: String = daemonSource, time: Instant?,
    subject: Symbol = .none, symbols: Symbols
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("specversion")
    writer.string("1.0")
    writer.key("id")
    writer.string(id)
    writer.key("source")
    writer.string(source)
    writer.key("type")
    writer.string(type(event, symbols))
    let about = self.subject(of: event, symbols) ?? symbols.text(subject)
    if !about.isEmpty {
      writer.key("subject")
      writer.string(about)
    }
    if let time {
      writer.key("time")
      writer.string(time.rfc3339)
    }
    writer.key("data")
    writer.beginObject()
    data(event, symbols, &writer)
    writer.endObject()
    writer.endObject()
    return writer.bytes
  }

  /// The identity of a judgement, the same whenever the same judgement is made; nil for other events.
  package static func identity(of event: Event, symbols: Symbols) -> String? {
    switch event {
    case .weekClosed(let fact): "week.closed/\(symbols.text(fact.member))/\(fact.week)"
    case .weekRevised(let fact):
      "week.revised/\(symbols.text(fact.member))/\(fact.week)/\(fact.revision)"
    case .planRecalibrated(let fact):
      "plan.recalibrated/\(symbols.text(fact.member))/\(symbols.text(fact.metric))/\(fact.week)"
    case .alertRaised(let fact): "alert.raised/A-\(fact.alert)"
    case .alertCleared(let fact): "alert.cleared/A-\(fact.alert)"
    default: nil
    }
  }

  /// The member that a fact or a judgement names as its subject; nil for other events.
  package static func subject(of event: Event, _ symbols: Symbols) -> String? {
    switch event {
    case .weekClosed(let fact): symbols.text(fact.member)
    case .weekRevised(let fact): symbols.text(fact.member)
    case .planRecalibrated(let fact): symbols.text(fact.member)
    case .alertRaised(let fact): symbols.text(fact.member)
    case .alertCleared(let fact): symbols.text(fact.member)
    case .memberJoined(let fact): fact.member
    case .memberMoved(let fact): fact.member
    case .memberLeft(let fact): fact.member
    case .quotaProposed(let fact): fact.member
    case .quotaEnded(let fact): fact.member
    default: nil
    }
  }

  /// Writes the members of an event's data.
  package static func writeData(
    of event: Event, symbols: Symbols, into writer: inout JSONWriter
  ) {
    data(event, symbols, &writer)
  }

  /// The CloudEvents type of an event, also of one this version does not know.
  package static func type(_ event: Event, _ symbols: Symbols) -> String {
    if case .unknown(let other) = event { return symbols.text(other.type) }
    return EventType(event)?.rawValue ?? ""
  }

  private static func data(_ event: Event, _ symbols: Symbols, _ writer: inout JSONWriter) {
    switch event {
    case .activityLogged(let fact): write(fact, symbols, &writer)
    case .dealOpened(let fact), .dealAdvanced(let fact), .dealWon(let fact), .dealLost(let fact),
      .dealReopened(let fact), .creditNoted(let fact):
      write(fact, symbols, &writer)
    case .dealHandedOver(let fact):
      writer.member("deal", symbols.text(fact.deal))
      writer.member("to", symbols.text(fact.to))
    case .meetingBooked(let fact), .meetingRescheduled(let fact), .meetingHeld(let fact),
      .meetingMissed(let fact):
      write(fact, symbols, &writer)
    case .outcomeRecorded(let fact): write(fact, symbols, &writer)
    case .absenceRecorded(let fact):
      writer.member("first", fact.first.description)
      writer.member("last", fact.last.description)
    case .eventAmended(let fact): write(fact, symbols, &writer)
    case .eventRetracted(let fact): write(fact.target, &writer)
    case .eventDisputed(let fact):
      write(fact.target, &writer)
      writer.member("reason", fact.reason)
    case .metricDefined(let fact): write(fact, &writer)
    case .metricEnded(let fact):
      writer.member("metric", fact.metric)
      writer.member("from", fact.from.description)
    case .funnelDefined(let fact): write(fact, &writer)
    case .funnelEnded(let fact):
      writer.member("funnel", fact.funnel)
      writer.member("from", fact.from.description)
    case .teamDefined(let fact): write(fact, &writer)
    case .memberJoined(let fact): write(fact, &writer)
    case .memberMoved(let fact): write(fact, &writer)
    case .memberLeft(let fact):
      writer.member("member", fact.member)
      writer.member("from", fact.from.description)
    case .calendarDefined(let fact): write(fact, &writer)
    case .ruleSet(let fact): write(fact, &writer)
    case .quotaProposed(let fact): write(fact, &writer)
    case .quotaEnded(let fact):
      writer.member("quota", fact.quota)
      writer.member("member", fact.member)
      writer.member("metric", fact.metric)
      writer.member("from", fact.from.description)
    case .ratesDefined(let fact): write(fact, &writer)
    case .goalProposed, .goalAccepted, .goalCountered, .goalEnded, .quotaOffered, .quotaAccepted,
      .quotaCountered, .quotaGivenUp:
      plan(event, symbols, &writer)
    case .playbookApplied(let fact):
      writer.member("sha256", fact.sha256)
      writer.member("team", fact.team)
      writer.member("text", fact.text)
    case .weekClosed(let fact): write(fact, symbols, &writer)
    case .weekRevised(let fact): write(fact, symbols, &writer)
    case .planRecalibrated(let fact): write(fact, symbols, &writer)
    case .alertRaised(let fact): write(fact, symbols, &writer)
    case .alertCleared(let fact):
      writer.member("alert", "A-\(fact.alert)")
      writer.member("reason", fact.reason.rawValue)
    case .alertSeen(let fact): writer.member("alert", "A-\(fact.alert)")
    case .unknown: break
    }
  }
}

extension JSONWriter {
  /// A string member, left out where there is none.
  mutating func member(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    key(name)
    string(text)
  }

  mutating func member(_ name: StaticString, _ number: (some BinaryInteger)?) {
    guard let number else { return }
    key(name)
    integer(number)
  }

  mutating func member(_ name: StaticString, _ texts: [String]) {
    key(name)
    beginArray()
    for text in texts { string(text) }
    endArray()
  }

  /// A member that is written only where it is true.
  mutating func flag(_ name: StaticString, _ value: Bool) {
    guard value else { return }
    key(name)
    bool(true)
  }
}
