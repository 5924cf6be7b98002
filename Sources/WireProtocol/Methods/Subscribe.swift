package import JSONText

/// `subscribe`: the events after a place in the log, then those that come.
package struct Subscribe: MethodContract {
  package static let name: StaticString = "subscribe"
  package static let need = AccessNeed.subjects
  package static let kind = CallKind.stream

  /// Where to begin.
  package enum Start: Equatable, Sendable {
    case start
    case now
    case after(CursorToken)
    /// At the first event recorded at or after this RFC 3339 instant.
    case time(String)
  }

  package var start: Start
  package var filter: EventFilter
  /// The name under which the daemon keeps what was acknowledged; then `start` is for the first time only.
  package var durable: String?
  /// Ends the stream of whoever holds that name, instead of being refused as busy.
  package var takeover: Bool

  package init(
    from start: Start = .now, filter: EventFilter = EventFilter(), durable: String? = nil,
    takeover: Bool = false
  ) {
    self.start = start
    self.filter = filter
    self.durable = durable
    self.takeover = takeover
  }

  package init(_ params: Parameters) throws(WireError) {
    start = try Self.start(params)
    let wanted = try params.object("filter")
    filter = EventFilter(
      types: try wanted?.strings("types") ?? [], subjects: try wanted?.strings("subjects") ?? [],
      sources: try wanted?.strings("sources") ?? [])
    guard filter.byteCount <= Limits.filter else {
      throw params.wrong("filter", "at most \(Limits.filter) bytes of texts")
    }
    durable = try params.string("durable")
    if let durable, !(1...Limits.id).contains(durable.utf8.count) {
      throw params.wrong("durable", "a name of 1 to \(Limits.id) bytes")
    }
    takeover = try params.flag("takeover")
    if takeover && durable == nil { throw params.wrong("durable", "there when takeover is true") }
  }

  private static func start(_ params: Parameters) throws(WireError) -> Start {
    guard let node = params.node("from") else { return .now }
    let document = params.document
    if document.equals(node, "start") { return .start }
    if document.equals(node, "now") { return .now }
    if document.kind(node) == .object, let object = try params.object("from") {
      if let text = try object.string("after") {
        guard let token = CursorToken(text) else {
          throw object.wrong("after", "a cursor that a reply gave, like store:42")
        }
        return .after(token)
      }
      if let time = try object.string("time") { return .time(time) }
    }
    throw params.wrong("from", #""start", "now", {"after":cursor} or {"time":instant}"#)
  }

  package func write(into params: inout JSONWriter) {
    params.key("from")
    switch start {
    case .start: params.string("start")
    case .now: params.string("now")
    case .after(let token):
      params.beginObject()
      params.member("after", token.text)
      params.endObject()
    case .time(let instant):
      params.beginObject()
      params.member("time", instant)
      params.endObject()
    }
    if filter != EventFilter() {
      params.key("filter")
      params.beginObject()
      params.member("types", filter.types)
      params.member("subjects", filter.subjects)
      params.member("sources", filter.sources)
      params.endObject()
    }
    params.member("durable", durable)
    params.member("takeover", takeover)
  }
}

/// Which events a subscriber wants: prefixes; an empty list admits everything.
package struct EventFilter: Equatable, Sendable {
  package var types: [String]
  package var subjects: [String]
  package var sources: [String]

  package init(types: [String] = [], subjects: [String] = [], sources: [String] = []) {
    self.types = types
    self.subjects = subjects
    self.sources = sources
  }

  /// Whether it admits everything.
  package var isEmpty: Bool { types.isEmpty && subjects.isEmpty && sources.isEmpty }

  /// Bytes of all its texts.
  var byteCount: Int { (types + subjects + sources).reduce(0) { $0 + $1.utf8.count + 1 } }

  /// Whether an event passes; one without a subject passes no subject filter.
  package func admits(_ type: String, _ subject: String?, _ source: String) -> Bool {
    Self.matches(types, type) && Self.matches(sources, source)
      && (subjects.isEmpty || subject.map { Self.matches(subjects, $0) } ?? false)
  }

  private static func matches(_ prefixes: [String], _ text: String) -> Bool {
    prefixes.isEmpty || prefixes.contains { text.utf8.starts(with: $0.utf8) }
  }
}
