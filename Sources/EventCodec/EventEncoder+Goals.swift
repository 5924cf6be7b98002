import Domain
import JSONText

extension EventEncoder {
  /// What people say about goals and quotas.
  static func plan(_ event: Event, _ symbols: Symbols, _ writer: inout JSONWriter) {
    switch event {
    case .goalProposed(let fact): write(fact, symbols, &writer)
    case .goalAccepted(let fact): writer.member("goal", symbols.text(fact.goal))
    case .goalCountered(let fact): write(fact, symbols, &writer)
    case .goalEnded(let fact): write(fact, symbols, &writer)
    case .quotaOffered(let fact): write(fact, symbols, &writer)
    case .quotaAccepted(let fact): writer.member("quota", symbols.text(fact.quota))
    case .quotaCountered(let fact):
      writer.member("quota", symbols.text(fact.quota))
      writer.member("weekly", fact.weekly)
      writer.member("reason", fact.reason)
    case .quotaGivenUp(let fact):
      writer.member("quota", symbols.text(fact.quota))
      writer.member("from", fact.from.description)
      writer.member("reason", fact.reason)
    default: break
    }
  }

  static func write(_ fact: GoalProposed, _ symbols: Symbols, _ writer: inout JSONWriter) {
    writer.member("goal", symbols.text(fact.goal))
    writer.member("metric", symbols.text(fact.metric))
    write(fact.amount, symbols, &writer)
    writer.member("period", fact.period.name)
    writer.member("first", fact.period.first.description)
    writer.member("last", fact.period.last.description)
    writer.member("from", fact.from?.description)
    writer.member("reason", fact.reason)
    writer.flag("backdated", fact.isBackdated)
    writer.flag("team", fact.isTeam)
    if fact.isAtMost { writer.flag("at_most", true) }
  }

  static func write(_ fact: GoalCountered, _ symbols: Symbols, _ writer: inout JSONWriter) {
    writer.member("goal", symbols.text(fact.goal))
    write(fact.amount, symbols, &writer)
    writer.member("from", fact.from?.description)
    writer.member("reason", fact.reason)
    writer.flag("backdated", fact.isBackdated)
  }

  static func write(_ fact: GoalEnded, _ symbols: Symbols, _ writer: inout JSONWriter) {
    writer.member("goal", symbols.text(fact.goal))
    writer.member("from", fact.from.description)
    writer.member("reason", fact.reason)
  }

  private static func write(
    _ amount: GoalAmount, _ symbols: Symbols, _ writer: inout JSONWriter
  ) {
    switch amount {
    case .count(let count):
      writer.member("count", count)
    case .money(let amount, let currency):
      writer.member("amount", amount)
      if !currency.isNone { writer.member("currency", symbols.text(currency)) }
    }
  }

  static func write(_ fact: QuotaOffered, _ symbols: Symbols, _ writer: inout JSONWriter) {
    writer.member("quota", symbols.text(fact.quota))
    writer.member("metric", symbols.text(fact.metric))
    writer.member("weekly", fact.weekly)
    writer.member("from", fact.from?.description)
    writer.member("origin", fact.origin.rawValue)
    writer.member("goal", fact.goal)
    writer.member("low", fact.low)
    writer.member("high", fact.high)
    writer.member("reason", fact.reason)
  }

  static func write(_ fact: RatesDefined, _ writer: inout JSONWriter) {
    writer.key("tables")
    writer.beginArray()
    for table in fact.tables {
      writer.beginObject()
      writer.member("from", table.from.description)
      writer.member("base", table.base)
      writer.key("rates")
      writer.beginObject()
      for rate in table.rates {
        writer.key(rate.currency)
        writer.string(rate.rate.decimalText ?? rate.rate.description)
      }
      writer.endObject()
      writer.endObject()
    }
    writer.endArray()
  }
}
