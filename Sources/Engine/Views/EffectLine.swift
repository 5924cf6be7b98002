import Domain
import JSONText
import WireProtocol

/// What an append did to a metric, as its reply tells it.
enum EffectLine {
  static func write(_ effect: Effect, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("member", effect.member)
    writer.member("metric", effect.metric)
    writer.member("name", effect.name)
    writer.member("unit", effect.unit.rawValue)
    writer.member("currency", effect.currency)
    writer.number("done", effect.done)
    writer.number("quota", effect.quota)
    writer.rounded("target", effect.target?.double)
    writer.number("need", effect.need)
    writer.member("week", effect.week.description)
    writer.member("ends", effect.ends.rfc3339)
    writer.member("by", effect.by?.description)
    writer.member("until", effect.until?.rfc3339)
    writer.member("zone", effect.zone)
    writer.endObject()
  }
}

extension JSONWriter {
  /// An integer member; left out when nil.
  mutating func number(_ name: StaticString, _ value: (some BinaryInteger)?) {
    guard let value else { return }
    key(name)
    integer(value)
  }

  /// A number rounded to four decimals; left out when nil.
  mutating func rounded(_ name: StaticString, _ value: Double?) {
    guard let value else { return }
    key(name)
    double((value * 10_000).rounded() / 10_000)
  }

  /// A flag that is written either way.
  mutating func flag(_ name: StaticString, _ value: Bool) {
    key(name)
    bool(value)
  }
}
