package import JSONText

/// `ingest`: a stream of event lines with cumulative durable acknowledgements.
package struct Ingest: MethodContract {
  package static let name: StaticString = "ingest"
  package static let need = AccessNeed.source
  package static let kind = CallKind.stream

  /// The one source of all events; nil lets each event say its own.
  package var source: String?
  /// The events are what happened before the team began to use the daemon.
  package var history: Bool

  /// While it is open, requests in its lines are refused and not carried out: for files of others.
  package var eventsOnly: Bool

  /// Ends the stream of whoever holds the source, instead of being refused as busy.
  package var takeover: Bool

  package init(
    source: String? = nil, history: Bool = false, eventsOnly: Bool = false, takeover: Bool = false
  ) {
    self.source = source
    self.history = history
    self.eventsOnly = eventsOnly
    self.takeover = takeover
  }

  package init(_ params: Parameters) throws(WireError) {
    source = try params.string("source")
    if let source, !(1...Limits.name).contains(source.utf8.count) {
      throw params.wrong("source", "a text of 1 to \(Limits.name) bytes")
    }
    history = try params.flag("history")
    eventsOnly = try params.flag("eventsOnly")
    takeover = try params.flag("takeover")
    if takeover && source == nil { throw params.wrong("source", "there when takeover is true") }
    guard try params.flag("raw") else {
      throw WireError(
        .unsupported, #"ingest needs "raw":true: events are sent as lines of their own"#,
        details: ["missing": ["ingest.framed"]])
    }
  }

  package func write(into params: inout JSONWriter) {
    params.member("source", source)
    params.member("raw", true)
    params.member("history", history)
    params.member("eventsOnly", eventsOnly)
    params.member("takeover", takeover)
  }
}
