import Domain
import EventCodec
import JSONText
import WireProtocol

/// One event that a playbook implies, in a line that a person can read.
struct PlaybookChange {
  let event: Event

  init(_ event: Event) { self.event = event }

  func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("type", EventType(event)?.rawValue)
    writer.member("subject", subject)
    writer.member("summary", summary)
    writer.endObject()
  }

  private var subject: String? {
    switch event {
    case .memberJoined(let fact): fact.member
    case .memberMoved(let fact): fact.member
    case .memberLeft(let fact): fact.member
    case .quotaProposed(let fact): fact.member
    case .quotaEnded(let fact): fact.member
    default: nil
    }
  }

  var summary: String {
    switch event {
    case .metricDefined(let fact): "metric \(fact.metric): \(fact.name) (\(fact.measure))"
    case .memberJoined(let fact): "\(fact.name) joins as \(fact.role.rawValue) in \(fact.zone)"
    case .memberMoved(let fact): "\(fact.member) changes from \(fact.from) on"
    case .memberLeft(let fact): "\(fact.member) leaves on \(fact.from)"
    case .calendarDefined(let fact):
      "weeks start on \(fact.weekStarts), \(fact.workingDays.count) working days, "
        + "closed \(fact.closeAfterSeconds / 3600) h after their end"
    case .ruleSet(let fact): "rule \(fact.rule) \(fact.enabled ? "on" : "off")"
    case .quotaProposed(let fact): "\(fact.metric) \(fact.weekly) a week for \(fact.member)"
    case .quotaEnded(let fact): "\(fact.metric) ends for \(fact.member) on \(fact.from)"
    case .playbookApplied(let fact): "playbook \(fact.sha256.prefix(12)) applied"
    default: ""
    }
  }
}
