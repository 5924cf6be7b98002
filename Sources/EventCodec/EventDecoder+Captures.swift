import Domain
import JSONText

extension EventDecoder {
  /// The data of `activity.logged`, in one walk without a string: the hottest decoding there is.
  static func activity(_ data: Fields, _ symbols: inout Symbols) throws(EventFault) -> Activity {
    guard let node = data.node, data.document.kind(node) == .object else {
      throw EventFault("/data", "data must be an object")
    }
    let document = data.document
    var metric: JSONNode?
    var deal: JSONNode?
    var account: JSONNode?
    var activity = Activity(metric: .none)
    for (key, value) in document.members(node) {
      switch document.textLength(key) {
      case 6 where document.equals(key, "metric"): metric = value
      case 4 where document.equals(key, "deal"): deal = value
      case 5 where document.equals(key, "count"):
        activity.count = try amount(document, value, "count")
      case 7 where document.equals(key, "minutes"):
        activity.minutes = try amount(document, value, "minutes")
      case 7 where document.equals(key, "account"):
        try checkText(document, key, value)
        activity.counterpart.account = mark(document, value)
        account = value
      case 7 where document.equals(key, "contact"):
        try checkText(document, key, value)
        activity.counterpart.contact = mark(document, value)
      default: try checkText(document, key, value)
      }
    }
    guard let metric else { throw data.fault("metric", "is missing") }
    activity.metric = try name(document, metric, "metric", &symbols)
    if let deal {
      activity.deal = try name(document, deal, "deal", &symbols)
    } else if let account {
      // On a deal the deal says more; without one the account is who was worked on.
      activity.account = try name(document, account, "account", &symbols)
    }
    return activity
  }

  /// The data of a deal's step.
  static func dealStep(_ data: Fields, _ symbols: inout Symbols) throws(EventFault) -> DealStep {
    guard let node = data.node, data.document.kind(node) == .object else {
      throw EventFault("/data", "data must be an object")
    }
    let document = data.document
    var step = DealStep(deal: .none)
    for (key, value) in document.members(node) {
      switch document.textLength(key) {
      case 4 where document.equals(key, "deal"):
        step.deal = try name(document, value, "deal", &symbols)
      case 6 where document.equals(key, "amount"):
        step.amount = try money(document.integer(value), "/data/amount")
      case 8 where document.equals(key, "currency"):
        step.currency = try name(document, value, "currency", &symbols)
      case 5 where document.equals(key, "stage"):
        step.stage = try name(document, value, "stage", &symbols)
      case 7 where document.equals(key, "account"):
        step.account = try name(document, value, "account", &symbols)
      case 6 where document.equals(key, "reason"):
        try checkText(document, key, value)
        step.reason = intern(document, value, &symbols)
      default:
        try checkText(document, key, value)
      }
    }
    if step.deal.isNone { throw data.fault("deal", "is missing") }
    return step
  }

  static func amendment(_ data: Fields, _ symbols: inout Symbols) throws(EventFault) -> Amendment {
    var amendment = Amendment(target: try target(data))
    guard let node = data.find("data"), data.document.kind(node) == .object else {
      throw data.fault("data", "must be an object with the members that replace")
    }
    let new = Fields(data.document, node, pointer: "/data/data")
    amendment.metric = try new.optionalSymbol("metric", &symbols)
    if amendment.metric == Symbol.none { throw new.fault("metric", "must not be empty") }
    amendment.deal = try new.optionalSymbol("deal", &symbols)
    amendment.account = try new.optionalSymbol("account", &symbols)
    amendment.stage = try new.optionalSymbol("stage", &symbols)
    amendment.reason = try new.optionalSymbol("reason", &symbols)
    amendment.currency = try new.optionalSymbol("currency", &symbols)
    amendment.count = try new.optionalAmount("count")
    amendment.minutes = try new.optionalAmount("minutes")
    if let node = new.find("amount") {
      amendment.amount = try money(data.document.integer(node), "/data/data/amount")
    }
    return amendment
  }

  /// The event that a correction names.
  static func target(_ data: Fields) throws(EventFault) -> CorrectionTarget {
    let id = try data.text("id")
    let source = try data.optionalText("source")
    if source == "" { throw data.fault("source", "must not be empty") }
    _ = try data.optionalText("reason")
    return CorrectionTarget(id: id, source: source)
  }

  private static func amount(
    _ document: JSONDocument, _ node: JSONNode, _ name: StaticString
  ) throws(EventFault) -> Int32 {
    guard let value = document.integer(node), (0...1_000_000).contains(value) else {
      throw EventFault("/data/\(name)", "data.\(name) must be an integer between 0 and 1000000")
    }
    return Int32(value)
  }

  /// Ten billions of a currency in minor units.
  static let mostMoney: Int64 = 1_000_000_000_000

  /// Minor units from nothing to ten billions of the currency: so bounded, no sum of a team's deals
  /// leaves the integers that every reader of JSON keeps exactly.
  private static func money(_ value: Int64?, _ pointer: String) throws(EventFault) -> Int64 {
    if let value, (0...mostMoney).contains(value) { return value }
    let name = pointer.dropFirst().split(separator: "/").joined(separator: ".")
    guard value != nil else { throw EventFault(pointer, "\(name) must be integer minor units") }
    throw EventFault(pointer, "\(name) must be between 0 and 1000000000000 minor units")
  }

  static func name(
    _ document: JSONDocument, _ node: JSONNode, _ name: StaticString, _ symbols: inout Symbols
  ) throws(EventFault) -> Symbol {
    let symbol = intern(document, node, &symbols)
    if symbol.isNone {
      throw EventFault("/data/\(name)", "data.\(name) must be a string with something in it")
    }
    guard document.textLength(node) <= EventDecoder.longestName else {
      throw EventFault("/data/\(name)", "data.\(name) must have at most \(longestName) bytes")
    }
    return symbol
  }

  /// The mark of a text, for telling one account or contact from another.
  private static func mark(_ document: JSONDocument, _ node: JSONNode) -> UInt8 {
    document.withString(node) { bytes in Counterpart.mark(bytes) } ?? 0
  }

  /// Some members are texts wherever they stand, though the domain does not keep them.
  static func checkText(
    _ document: JSONDocument, _ key: JSONNode, _ value: JSONNode
  ) throws(EventFault) {
    if document.kind(value) == .string { return }
    for name: StaticString in ["account", "contact", "result", "reason", "stage", "state", "note"]
    where document.equals(key, name) {
      throw EventFault("/data/\(name)", "data.\(name) must be a string")
    }
  }
}
