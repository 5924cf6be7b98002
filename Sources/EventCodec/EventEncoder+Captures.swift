import Domain
import JSONText

extension EventEncoder {
  static func write(_ fact: Activity, _ symbols: Symbols, _ writer: inout JSONWriter) {
    writer.member("metric", symbols.text(fact.metric))
    writer.member("deal", symbol: fact.deal, symbols)
    if fact.count != 1 { writer.member("count", fact.count) }
    writer.member("minutes", fact.minutes)
  }

  static func write(_ fact: DealStep, _ symbols: Symbols, _ writer: inout JSONWriter) {
    writer.member("deal", symbols.text(fact.deal))
    writer.member("account", symbol: fact.account, symbols)
    writer.member("stage", symbol: fact.stage, symbols)
    writer.member("reason", symbol: fact.reason, symbols)
    writer.member("amount", fact.amount)
    writer.member("currency", symbol: fact.currency, symbols)
    guard !fact.credit.isEmpty else { return }
    writer.key("credit")
    writer.beginArray()
    for share in fact.credit {
      writer.beginObject()
      writer.member("member", symbols.text(share.member))
      writer.member("share", share.share)
      writer.endObject()
    }
    writer.endArray()
  }

  static func write(_ fact: MeetingStep, _ symbols: Symbols, _ writer: inout JSONWriter) {
    writer.member("meeting", symbols.text(fact.meeting))
    writer.member("metric", symbol: fact.metric, symbols)
    writer.member("deal", symbol: fact.deal, symbols)
    writer.member("starts", fact.starts?.rfc3339)
    writer.member("minutes", fact.minutes)
  }

  static func write(_ fact: OutcomeRecorded, _ symbols: Symbols, _ writer: inout JSONWriter) {
    writer.member("outcome", symbols.text(fact.outcome))
    writer.member("deal", symbol: fact.deal, symbols)
    if fact.count != 1 { writer.member("count", fact.count) }
    writer.member("amount", fact.amount)
    writer.member("currency", symbol: fact.currency, symbols)
  }

  static func write(_ target: CorrectionTarget, _ writer: inout JSONWriter) {
    writer.member("id", target.id)
    writer.member("source", target.source)
  }

  static func write(_ fact: Amendment, _ symbols: Symbols, _ writer: inout JSONWriter) {
    write(fact.target, &writer)
    writer.key("data")
    writer.beginObject()
    writer.member("metric", fact.metric.map(symbols.text))
    writer.member("deal", fact.deal.map(symbols.text))
    writer.member("account", fact.account.map(symbols.text))
    writer.member("stage", fact.stage.map(symbols.text))
    writer.member("reason", fact.reason.map(symbols.text))
    writer.member("currency", fact.currency.map(symbols.text))
    writer.member("count", fact.count)
    writer.member("minutes", fact.minutes)
    writer.member("amount", fact.amount)
    writer.endObject()
  }
}

extension JSONWriter {
  /// A member of a symbol's text, left out where there is none.
  fileprivate mutating func member(_ name: StaticString, symbol: Symbol, _ symbols: Symbols) {
    if !symbol.isNone { member(name, symbols.text(symbol)) }
  }
}
