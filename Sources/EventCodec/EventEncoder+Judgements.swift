import Domain
import JSONText

extension EventEncoder {
  static func write(_ fact: WeekClosed, _ symbols: Symbols, _ writer: inout JSONWriter) {
    writer.member("week", fact.week.description)
    writer.member("from", fact.from.rfc3339)
    writer.member("to", fact.to.rfc3339)
    writer.flag("history", fact.history)
    writer.key("known")
    writer.bool(fact.known)
    writer.flag("excused", fact.excused)
    writer.key("lines")
    writer.beginArray()
    for line in fact.lines {
      writer.beginObject()
      writer.member("metric", symbols.text(line.metric))
      writer.member("done", line.done)
      writer.member("quota", line.quota)
      writer.member("target", line.target?.description)
      writer.endObject()
    }
    writer.endArray()
    writer.key("rules")
    writer.beginObject()
    for rule in fact.rules {
      writer.key(rule.rule)
      writer.integer(rule.version)
    }
    writer.endObject()
  }

  static func write(_ fact: WeekRevised, _ symbols: Symbols, _ writer: inout JSONWriter) {
    writer.member("week", fact.week.description)
    writer.member("revision", fact.revision)
    writer.member("reason", fact.reason)
    writer.key("known")
    writer.bool(fact.known)
    writer.flag("excused", fact.excused)
    writer.key("lines")
    writer.beginArray()
    for line in fact.lines {
      writer.beginObject()
      writer.member("metric", symbols.text(line.metric))
      writer.member("was", line.was)
      writer.member("done", line.done)
      writer.member("quota", line.quota)
      writer.member("target", line.target?.description)
      writer.endObject()
    }
    writer.endArray()
  }

  static func write(_ fact: AlertRaised, _ symbols: Symbols, _ writer: inout JSONWriter) {
    writer.member("alert", "A-\(fact.alert)")
    writer.member("rule", fact.rule)
    writer.member("version", fact.version)
    writer.member("level", fact.level.rawValue)
    writer.member("metric", symbols.text(fact.metric))
    writer.member("weeks", fact.weeks.map(\.description))
    writer.key("done")
    writer.beginArray()
    for count in fact.done { writer.integer(count) }
    writer.endArray()
    writer.member("targets", fact.targets.map(\.description))
    writer.member("total", fact.total)
    writer.key("mean")
    writer.double(fact.mean)
    writer.key("phi")
    writer.double(fact.phi)
    writer.key("p")
    writer.double(fact.p)
    writer.member("run", fact.run)
    writer.flag("history", fact.history)
  }

  static func write(_ fact: PlanRecalibrated, _ symbols: Symbols, _ writer: inout JSONWriter) {
    writer.member("goal", symbols.text(fact.goal))
    writer.member("metric", symbols.text(fact.metric))
    writer.member("was", fact.was)
    writer.member("weekly", fact.weekly)
    writer.member("low", fact.low)
    writer.member("high", fact.high)
    writer.member("week", fact.week.description)
  }
}
