import Domain
import JSONText

extension EventDecoder {
  /// The data of a meeting's step.
  static func meetingStep(
    _ data: Fields, _ symbols: inout Symbols
  ) throws(EventFault) -> MeetingStep {
    try checkTexts(data)
    _ = try data.optionalValue("starts", "RFC 3339 with an offset") { Instant(rfc3339: $0) }
    return MeetingStep(
      meeting: try named(data, "meeting", &symbols),
      metric: try data.has("metric") ? named(data, "metric", &symbols) : .none,
      deal: try data.has("deal") ? named(data, "deal", &symbols) : .none,
      minutes: try data.optionalAmount("minutes"))
  }

  static func handOver(
    _ data: Fields, _ symbols: inout Symbols
  ) throws(EventFault) -> HandOver {
    try checkTexts(data)
    return HandOver(deal: try named(data, "deal", &symbols), to: try named(data, "to", &symbols))
  }

  private static func checkTexts(_ data: Fields) throws(EventFault) {
    guard let node = data.node, data.document.kind(node) == .object else {
      throw EventFault("/data", "data must be an object")
    }
    for (key, value) in data.document.members(node) {
      try checkText(data.document, key, value)
    }
  }

  /// A name that must be there.
  static func named(
    _ data: Fields, _ name: StaticString, _ symbols: inout Symbols
  ) throws(EventFault) -> Symbol {
    guard let node = data.find(name) else { throw data.fault(name, "is missing") }
    return try self.name(data.document, node, name, &symbols)
  }
}
