import Domain
import EventCodec
import JSONText
import WireProtocol

/// One event that a playbook implies, in a line that a person can read.
struct PlaybookChange {
  let event: Event
  /// What held before, so that the line can say what is other.
  let before: PlaybookFacts

  init(_ event: Event, _ before: PlaybookFacts) {
    self.event = event
    self.before = before
  }

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
    case .metricDefined(let fact): metric(fact)
    case .metricEnded(let fact): "metric \(fact.metric) ends on \(fact.from); its numbers stay"
    case .funnelDefined(let fact): funnel(fact)
    case .funnelEnded(let fact): "funnel \(fact.funnel) ends on \(fact.from)"
    case .teamDefined(let fact): terms(fact)
    case .memberJoined(let fact): "\(fact.name) joins as \(fact.role.rawValue) in \(fact.zone)"
    case .memberMoved(let fact): moved(fact)
    case .memberLeft(let fact): "\(fact.member) leaves on \(fact.from)"
    case .calendarDefined(let fact): calendar(fact)
    case .ruleSet(let fact):
      "rule \(fact.rule) \(fact.enabled ? "on" : "off")"
        + fact.parameters.map { ", \($0.name) \($0.value)" }.joined()
    case .ratesDefined(let fact): rates(fact)
    case .quotaProposed(let fact): quota(fact)
    case .quotaEnded(let fact): "\(fact.metric) ends for \(fact.member) on \(fact.from)"
    case .playbookApplied(let fact): "playbook \(fact.sha256.prefix(12)) applied"
    default: ""
    }
  }

  private func metric(_ fact: MetricDefined) -> String {
    guard let was = before.metrics.first(where: { $0.metric == fact.metric }) else {
      return "metric \(fact.metric): \(fact.name) (\(fact.measure))"
    }
    return "metric \(fact.metric): "
      + changes([
        ("name", was.name, fact.name), ("kind", was.kind.rawValue, fact.kind.rawValue),
        ("unit", was.unit.rawValue, fact.unit.rawValue), ("measure", was.measure, fact.measure),
        ("of", was.of, fact.of), ("stage", was.stage, fact.stage),
        ("currency", was.currency, fact.currency), ("serves", was.serves, fact.serves),
        ("good", was.good, fact.good),
      ])
  }

  private func moved(_ fact: MemberMoved) -> String {
    let was = before.members.first { $0.member == fact.member }
    var said: [(String, String?, String?)] = []
    if fact.name != nil { said.append(("name", was?.name, fact.name)) }
    if fact.role != nil { said.append(("role", was?.role.rawValue, fact.role?.rawValue)) }
    if fact.manager != nil { said.append(("manager", was?.manager, fact.manager)) }
    if fact.segment != nil { said.append(("segment", was?.segment, fact.segment)) }
    if fact.zone != nil { said.append(("zone", was?.zone, fact.zone)) }
    if fact.calendar != nil { said.append(("calendar", was?.calendar, fact.calendar)) }
    if let ramp = fact.ramp { said.append(("ramp", Self.text(was?.ramp), Self.text(ramp))) }
    if let unix = fact.unix {
      said.append(("unix", was?.unix.joined(separator: " "), unix.joined(separator: " ")))
    }
    if let aliases = fact.aliases {
      said.append(("aliases", was.map { Self.text($0.aliases) }, Self.text(aliases)))
    }
    if let sources = fact.sources {
      said.append(("sources", was?.sources.joined(separator: " "), sources.joined(separator: " ")))
    }
    return "\(fact.member) from \(fact.from): " + changes(said)
  }

  private func quota(_ fact: QuotaProposed) -> String {
    let was = before.quotas.first { $0.member == fact.member && $0.metric == fact.metric }
    return "\(fact.metric) \(fact.weekly) a week for \(fact.member)"
      + (was.map { " from \(fact.from?.description ?? "the start") (was \($0.weekly))" } ?? "")
  }

  private static func text(_ ramp: Ramp?) -> String? {
    guard let ramp, let from = ramp.from else { return nil }
    let steps = ramp.steps.map { "\($0.percent)% for \($0.weeks)" }.joined(separator: ", ")
    return "\(ramp.name) from \(from) (\(steps) weeks)"
  }

  private static func text(_ aliases: [Alias]) -> String {
    aliases.sorted { $0.pattern < $1.pattern }
      .map { "\($0.pattern) \($0.ids.joined(separator: " "))" }.joined(separator: ", ")
  }

  /// `manager greg → lena, segment none → ae`, of what differs.
  func changes(_ all: [(name: String, was: String?, now: String?)]) -> String {
    func spoken(_ text: String?) -> String {
      guard let text, !text.isEmpty else { return "none" }
      return text.utf8.count <= 200 ? text : "\(text.prefix(100))…"
    }
    return all.filter { ($0.was ?? "") != ($0.now ?? "") }
      .map { "\($0.name) \(spoken($0.was)) → \(spoken($0.now))" }.joined(separator: ", ")
  }
}
