package import JSONText
import WireProtocol

extension Connection {
  /// Appends a few events, all or none; returns when they are durable.
  package func append(_ events: [EventDraft], id: Int = 1) throws(ClientFault) -> JSONValue {
    try call(Append(events: events.map { Array($0.json.text.utf8)[...] }), id: id)
  }

  /// Appends one event as it stands; returns when it is durable.
  package func append(_ event: JSONValue, id: Int = 1) throws(ClientFault) -> JSONValue {
    try call(Append(events: [Array(event.text.utf8)[...]]), id: id)
  }
}
