import Domain
import JSONText

extension EventEncoder {
  static func write(_ fact: MetricDefined, _ writer: inout JSONWriter) {
    writer.member("metric", fact.metric)
    writer.member("name", fact.name)
    writer.member("kind", fact.kind.rawValue)
    writer.member("unit", fact.unit.rawValue)
    writer.member("measure", fact.measure)
    writer.member("of", fact.of)
    writer.member("stage", fact.stage)
    writer.member("currency", fact.currency)
    writer.member("serves", fact.serves)
    writer.member("good", fact.good)
  }

  static func write(_ fact: MemberJoined, _ writer: inout JSONWriter) {
    writer.member("member", fact.member)
    writer.member("name", fact.name)
    writer.member("role", fact.role.rawValue)
    writer.member("manager", fact.manager)
    writer.member("zone", fact.zone)
    writer.member("unix", fact.unix)
    write(fact.aliases, &writer)
    writer.member("sources", fact.sources)
    writer.member("segment", fact.segment)
    writer.member("calendar", fact.calendar)
    if let ramp = fact.ramp { write(ramp, &writer) }
    writer.member("from", fact.from?.description)
  }

  static func write(_ fact: MemberMoved, _ writer: inout JSONWriter) {
    writer.member("member", fact.member)
    writer.member("name", fact.name)
    writer.member("role", fact.role?.rawValue)
    writer.member("manager", fact.manager)
    writer.member("zone", fact.zone)
    if let unix = fact.unix { writer.member("unix", unix) }
    if let aliases = fact.aliases { write(aliases, &writer) }
    if let sources = fact.sources { writer.member("sources", sources) }
    writer.member("segment", fact.segment)
    writer.member("calendar", fact.calendar)
    if let ramp = fact.ramp { write(ramp, &writer) }
    writer.member("from", fact.from.description)
  }

  private static func write(_ aliases: [Alias], _ writer: inout JSONWriter) {
    writer.key("aliases")
    writer.beginObject()
    for alias in aliases.sorted(by: { $0.pattern < $1.pattern }) {
      writer.key(alias.pattern)
      writer.beginArray()
      for id in alias.ids { writer.string(id) }
      writer.endArray()
    }
    writer.endObject()
  }

  static func write(_ fact: QuotaProposed, _ writer: inout JSONWriter) {
    writer.member("quota", fact.quota)
    writer.member("member", fact.member)
    writer.member("metric", fact.metric)
    writer.member("weekly", fact.weekly)
    writer.member("from", fact.from?.description)
    writer.member("origin", fact.origin)
  }
}
