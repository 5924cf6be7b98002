import Domain
import JSONText

extension EventEncoder {
  static func write(_ fact: CalendarDefined, _ writer: inout JSONWriter) {
    writer.member("week-starts", fact.weekStarts.name)
    writer.member("working-days", fact.workingDays.map(\.name))
    writer.member("close-after-seconds", fact.closeAfterSeconds)
    writer.member("zone", fact.zone)
    if fact.fiscalYearStarts != .newYear {
      writer.member("fiscal-year-starts", fact.fiscalYearStarts.description)
    }
    if !fact.holidays.isEmpty { write(fact.holidays, &writer) }
    guard !fact.calendars.isEmpty else { return }
    writer.key("calendars")
    writer.beginObject()
    for calendar in fact.calendars {
      writer.key(calendar.name)
      writer.beginObject()
      if let days = calendar.workingDays { writer.member("working-days", days.map(\.name)) }
      write(calendar.holidays, &writer)
      writer.endObject()
    }
    writer.endObject()
  }

  private static func write(_ holidays: [Holiday], _ writer: inout JSONWriter) {
    writer.key("holidays")
    writer.beginObject()
    for holiday in holidays {
      writer.key(holiday.day.description)
      writer.string(holiday.name)
    }
    writer.endObject()
  }

  static func write(_ fact: RuleSet, _ writer: inout JSONWriter) {
    writer.member("rule", fact.rule)
    writer.key("enabled")
    writer.bool(fact.enabled)
    guard !fact.parameters.isEmpty else { return }
    writer.key("parameters")
    writer.beginObject()
    for parameter in fact.parameters {
      writer.key(parameter.name)
      writer.integer(parameter.value)
    }
    writer.endObject()
  }

  static func write(_ fact: FunnelDefined, _ writer: inout JSONWriter) {
    writer.member("funnel", fact.funnel)
    writer.member("name", fact.name)
    writer.member("from", fact.from)
    writer.key("steps")
    writer.beginArray()
    for step in fact.steps {
      writer.beginObject()
      writer.member("to", step.to)
      writer.member("roles", step.roles.map(\.rawValue))
      writer.member("segments", step.segments)
      writer.member("credit", step.credit.rawValue)
      writer.member("assumed-rate-basis-points", step.assumedRateBasisPoints)
      writer.member("assumed-lag-days", step.assumedLagDays)
      writer.endObject()
    }
    writer.endArray()
  }

  static func write(_ fact: TeamDefined, _ writer: inout JSONWriter) {
    writer.key("segments")
    writer.beginObject()
    for segment in fact.segments {
      writer.key(segment.segment)
      writer.string(segment.name)
    }
    writer.endObject()
    writer.key("ramps")
    writer.beginObject()
    for ramp in fact.ramps {
      writer.key(ramp.name)
      write(ramp.steps, &writer)
    }
    writer.endObject()
    writer.member("critical-metrics", fact.criticalMetrics)
    writer.member("manager-sees-after-seconds", fact.managerSeesAfterSeconds)
    writer.member("one-to-one-every", fact.oneToOneEvery?.description)
    writer.key("retention")
    writer.beginObject()
    for retention in fact.retention {
      writer.key(retention.of)
      writer.string(retention.keep.description)
    }
    writer.endObject()
  }

  /// A member's ramp; an empty object says that there is none any more.
  static func write(_ ramp: Ramp, _ writer: inout JSONWriter) {
    writer.key("ramp")
    writer.beginObject()
    if ramp != Ramp.ended {
      writer.member("name", ramp.name)
      writer.member("from", ramp.from?.description)
      writer.key("steps")
      write(ramp.steps, &writer)
    }
    writer.endObject()
  }

  private static func write(_ steps: [Ramp.Step], _ writer: inout JSONWriter) {
    writer.beginArray()
    for step in steps {
      writer.beginObject()
      writer.member("weeks", step.weeks)
      writer.member("percent", step.percent)
      writer.endObject()
    }
    writer.endArray()
  }
}
