import Domain
import JSONText

extension EventDecoder {
  /// Bytes that a reason for a goal or a quota may have: it is kept in memory and told with the terms.
  static let longestReason = 1_024

  static func goalProposed(
    _ data: Fields, _ symbols: inout Symbols
  ) throws(EventFault) -> GoalProposed {
    let first = try data.day("first")
    let last = try data.day("last")
    guard first <= last else {
      throw EventFault("/data/last", "data.last must not be before data.first")
    }
    let amount = try goalAmount(data, &symbols)
    if amount.isMoney, amount.currency.isNone { throw data.fault("currency", "is missing") }
    return GoalProposed(
      goal: try named(data, "goal", &symbols), metric: try named(data, "metric", &symbols),
      amount: amount,
      period: GoalPeriod(name: try data.text("period"), first: first, last: last),
      from: try data.optionalDay("from"), reason: try reason(data),
      isBackdated: try data.bool("backdated", default: false),
      isTeam: try data.bool("team", default: false),
      isAtMost: try data.bool("at_most", default: false))
  }

  static func goalCountered(
    _ data: Fields, _ symbols: inout Symbols
  ) throws(EventFault) -> GoalCountered {
    GoalCountered(
      goal: try named(data, "goal", &symbols), amount: try goalAmount(data, &symbols),
      reason: try neededReason(data), from: try data.optionalDay("from"),
      isBackdated: try data.bool("backdated", default: false))
  }

  static func goalEnded(
    _ data: Fields, _ symbols: inout Symbols
  ) throws(EventFault) -> GoalEnded {
    GoalEnded(
      goal: try named(data, "goal", &symbols), from: try data.day("from"),
      reason: try neededReason(data))
  }

  /// `count`, or `amount` beside `currency`.
  private static func goalAmount(
    _ data: Fields, _ symbols: inout Symbols
  ) throws(EventFault) -> GoalAmount {
    guard data.has("amount") else {
      guard let count = try data.optionalAmount("count") else {
        throw data.fault("amount", "is missing, or data.count for what is counted")
      }
      return .count(Int64(count))
    }
    if data.has("count") { throw data.fault("count", "is there beside data.amount") }
    let amount = try data.integer("amount")
    guard (0...1_000_000_000_000).contains(amount) else {
      throw data.fault("amount", "must be between 0 and 1000000000000 minor units")
    }
    let currency = try data.has("currency") ? named(data, "currency", &symbols) : .none
    return .money(amount, currency)
  }

  static func neededReason(_ data: Fields) throws(EventFault) -> String {
    guard let reason = try reason(data) else { throw data.fault("reason", "is missing") }
    return reason
  }

  /// Why, in a person's own words; nil where nothing is said.
  static func reason(_ data: Fields) throws(EventFault) -> String? {
    guard let reason = try data.optionalText("reason") else { return nil }
    guard reason.utf8.count <= longestReason else {
      throw data.fault("reason", "must have at most \(longestReason) bytes")
    }
    if reason.isEmpty { throw data.fault("reason", "must not be empty") }
    return reason
  }

  /// A person's `quota.proposed`.
  static func quotaOffered(
    _ data: Fields, _ symbols: inout Symbols
  ) throws(EventFault) -> QuotaOffered {
    _ = try data.optionalText("member")
    let goal = try data.optionalText("goal")
    guard goal.map({ (1...longestName).contains($0.utf8.count) }) ?? true else {
      throw data.fault("goal", "must have from 1 to \(longestName) bytes")
    }
    let low = try data.optionalAmount("low").map(Int64.init)
    let high = try data.optionalAmount("high").map(Int64.init)
    return QuotaOffered(
      quota: try named(data, "quota", &symbols), metric: try named(data, "metric", &symbols),
      weekly: try weekly(data), from: try data.optionalDay("from"),
      origin: data.has("origin") ? try data.choice("origin") : .own, goal: goal, low: low,
      high: high, reason: try reason(data))
  }

  static func quotaCountered(
    _ data: Fields, _ symbols: inout Symbols
  ) throws(EventFault) -> QuotaCountered {
    QuotaCountered(
      quota: try named(data, "quota", &symbols), weekly: try weekly(data),
      reason: try neededReason(data))
  }

  /// A person's `quota.ended`.
  static func quotaGivenUp(
    _ data: Fields, _ symbols: inout Symbols
  ) throws(EventFault) -> QuotaGivenUp {
    _ = try (data.optionalText("member"), data.optionalText("metric"))
    return QuotaGivenUp(
      quota: try named(data, "quota", &symbols), from: try data.day("from"),
      reason: try neededReason(data))
  }

  private static func weekly(_ data: Fields) throws(EventFault) -> Int64 {
    guard let weekly = try data.optionalAmount("weekly") else {
      throw data.fault("weekly", "is missing")
    }
    return Int64(weekly)
  }

  static func rates(_ data: Fields) throws(EventFault) -> RatesDefined {
    var tables: [RateTable] = []
    for element in try data.elements("tables") {
      let table = Fields(data.document, element, pointer: "\(data.pointer)/tables")
      var rates: [CurrencyRate] = []
      for (currency, text) in try table.texts(in: "rates") {
        guard let rate = Rational(decimal: text) else {
          throw table.fault("rates", "must have decimals such as \"0.92\"")
        }
        rates.append(CurrencyRate(currency: currency, rate: rate))
      }
      tables.append(
        RateTable(from: try table.day("from"), base: try table.text("base"), rates: rates))
    }
    return RatesDefined(tables: tables)
  }
}
