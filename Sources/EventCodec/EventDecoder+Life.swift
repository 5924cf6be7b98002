import Domain
import JSONText

extension EventDecoder {
  /// The data of a meeting's step.
  static func meetingStep(
    _ data: Fields, _ symbols: inout Symbols
  ) throws(EventFault) -> MeetingStep {
    try checkTexts(data)
    let starts = try data.optionalValue("starts", "RFC 3339 with an offset") {
      Instant(rfc3339: $0)
    }
    return MeetingStep(
      meeting: try named(data, "meeting", &symbols),
      metric: try data.has("metric") ? named(data, "metric", &symbols) : .none,
      deal: try data.has("deal") ? named(data, "deal", &symbols) : .none,
      minutes: try data.optionalAmount("minutes"), starts: starts)
  }

  /// The data of an absence; the last day is the first where only one is told.
  static func absence(_ data: Fields) throws(EventFault) -> AbsenceRecorded {
    try checkTexts(data)
    let first = try data.day("first")
    let last = try data.optionalDay("last") ?? first
    guard first <= last else {
      throw EventFault("/data/last", "data.last must not be before data.first")
    }
    return AbsenceRecorded(first: first, last: last)
  }

  /// The data of an outcome beside deals; its amount may be less than nothing.
  static func outcome(
    _ data: Fields, _ symbols: inout Symbols
  ) throws(EventFault) -> OutcomeRecorded {
    try checkTexts(data)
    let amount = try data.optionalInteger("amount")
    guard (-1_000_000_000_000...1_000_000_000_000).contains(amount ?? 0) else {
      throw data.fault("amount", "must be between -1000000000000 and 1000000000000 minor units")
    }
    return OutcomeRecorded(
      outcome: try named(data, "outcome", &symbols),
      deal: try data.has("deal") ? named(data, "deal", &symbols) : .none,
      count: try data.optionalAmount("count") ?? 1, amount: amount,
      currency: try data.has("currency") ? named(data, "currency", &symbols) : .none)
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

  /// The shares of a win: each of a member of its own, and together the whole.
  static func credit(
    _ data: Fields, _ symbols: inout Symbols
  ) throws(EventFault) -> [CreditShare] {
    guard data.has("credit") else { return [] }
    var credit: [CreditShare] = []
    for element in try data.elements("credit") {
      let share = Fields(data.document, element, pointer: "/data/credit")
      let name = try named(share, "member", &symbols)
      let part = try share.integer("share")
      guard (1...CreditShare.whole).contains(part) else {
        throw share.fault("share", "must be between 1 and 10000 basis points")
      }
      if credit.contains(where: { $0.member == name }) {
        throw share.fault("member", "names the same member twice")
      }
      guard credit.count < 20 else { throw data.fault("credit", "must have at most 20 shares") }
      credit.append(CreditShare(member: name, share: part))
    }
    let sum = credit.reduce(0) { $0 + $1.share }
    guard sum == CreditShare.whole else {
      throw data.fault("credit", "must make 10000 basis points; its shares make \(sum)")
    }
    return credit
  }

  /// A name that must be there.
  static func named(
    _ data: Fields, _ name: StaticString, _ symbols: inout Symbols
  ) throws(EventFault) -> Symbol {
    guard let node = data.find(name) else { throw data.fault(name, "is missing") }
    return try self.name(data.document, node, name, &symbols)
  }
}
