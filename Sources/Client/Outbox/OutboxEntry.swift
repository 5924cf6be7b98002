package import JSONText

/// An event that waits for a daemon, with when and as whom it was said.
package struct OutboxEntry: Equatable, Sendable {
  /// The event as it was written; without a time it happened when it was said.
  package var event: JSONValue
  /// When it was said (RFC 3339).
  package var said: String
  /// The member it was said as; nil for whoever owns the outbox.
  package var member: String?
  /// Whether a daemon may have it already: it was sent, and no answer came.
  package var wasSent: Bool

  package init(event: JSONValue, said: String, member: String? = nil, wasSent: Bool = false) {
    self.event = event
    self.said = said
    self.member = member
    self.wasSent = wasSent
  }

  /// The event's id.
  package var id: String { event["id"]?.string ?? "" }

  /// The event's type without what all types begin with.
  package var type: String {
    let type = event["type"]?.string ?? ""
    return type.hasPrefix("coxswain.") ? String(type.dropFirst(9)) : type
  }

  /// The event that this one corrects or takes back.
  package var target: String? { event["data"]?["id"]?.string }

  /// The event with the time at which it was said, unless it has one of its own.
  package var timed: JSONValue {
    event["time"] == nil ? event.adding("time", .string(said)) : event
  }

  /// One line of the file.
  package var json: JSONValue {
    var members = [JSONValue.Member("said", .string(said))]
    if let member { members.append(JSONValue.Member("as", .string(member))) }
    if wasSent { members.append(JSONValue.Member("sent", true)) }
    return .object(members + [JSONValue.Member("event", event)])
  }

  /// Reads a line of the file; nil when it is none of ours.
  init?(_ line: JSONValue) {
    guard let event = line["event"], event["id"]?.string != nil, let said = line["said"]?.string
    else { return nil }
    self.init(
      event: event, said: said, member: line["as"]?.string,
      wasSent: line["sent"]?.bool ?? false)
  }
}

/// An event that a daemon refused for good, and why.
package struct RefusedEntry: Equatable, Sendable {
  package var entry: OutboxEntry
  package var reason: String

  package init(entry: OutboxEntry, reason: String) {
    self.entry = entry
    self.reason = reason
  }

  /// One line of the file.
  package var json: JSONValue { entry.json.adding("refused", .string(reason)) }

  init?(_ line: JSONValue) {
    guard let entry = OutboxEntry(line), let reason = line["refused"]?.string else { return nil }
    self.init(entry: entry, reason: reason)
  }
}
