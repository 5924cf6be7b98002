package import JSONText
package import WireProtocol

/// A subscription: what happened after a cursor, then what happens, as it happens.
package final class Subscription {
  /// One message of the stream.
  package enum Item: Sendable, Equatable {
    /// An event with its cursor, seq, at and by (the params of `events.next`).
    case event(JSONValue)
    /// `live`, `behind` or `progress`, and the cursor reached.
    case mark(state: String)
    /// The server goes away and comes back.
    case bye(retryMilliseconds: Int)
    /// The server ended the stream.
    case end
  }

  /// The cursor to resume from.
  package private(set) var cursor: String?
  private let connection: Connection
  private let document = JSONDocument()
  private let id: Int

  /// Subscribes; a lost connection is taken up again by a new one from `cursor`.
  package init(
    on connection: Connection, from start: Subscribe.Start, filter: EventFilter = EventFilter(),
    id: Int = 1
  ) throws(ClientFault) {
    self.connection = connection
    self.id = id
    connection.patience = nil
    if case .after(let token) = start { cursor = token.text }
    try connection.request(Subscribe(from: start, filter: filter), id: id)
  }

  /// Waits for the next message; nil when the connection ended.
  package func next() throws(ClientFault) -> Item? {
    while let root = try connection.next(document) {
      let message = document.value(root)
      if try Connection.result(in: message, of: id) != nil { return .end }
      let told = message["params"] ?? .null
      if let reached = told["cursor"]?.string { cursor = reached }
      switch message["method"]?.string {
      case "events.next": return .event(told)
      case "events.mark": return .mark(state: told["state"]?.string ?? "")
      case "server.bye":
        return .bye(retryMilliseconds: told["retry_ms"]?.integer.map { Int($0) } ?? 100)
      default: continue
      }
    }
    return nil
  }
}
