package import JSONText
package import WireProtocol

extension Connection {
  /// Appends a few events, all or none; returns when they are durable.
  package func append(_ events: [EventDraft], id: Int = 1) throws(ClientFault) -> JSONValue {
    try append(events, expecting: nil, id: id)
  }

  /// Appends a few events as long as an entity is as the caller saw it.
  package func append(
    _ events: [EventDraft], expecting expect: EntityExpectation?, id: Int = 1
  ) throws(ClientFault) -> JSONValue {
    try call(Append(events: events.map { Array($0.json.text.utf8)[...] }, expect: expect), id: id)
  }

  /// Appends one event as it stands; returns when it is durable.
  package func append(_ event: JSONValue, id: Int = 1) throws(ClientFault) -> JSONValue {
    try call(Append(events: [Array(event.text.utf8)[...]]), id: id)
  }
}
