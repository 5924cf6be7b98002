import Domain
import JSONText

extension EventDecoder {
  /// The data of an event that says what the team is; only the daemon writes these.
  static func fact(_ type: EventType, _ data: Fields) throws(EventFault) -> Event {
    switch type {
    case .metricDefined: .metricDefined(try metric(data))
    case .metricEnded:
      .metricEnded(MetricEnded(metric: try data.text("metric"), from: try data.day("from")))
    case .funnelDefined: .funnelDefined(try funnel(data))
    case .funnelEnded:
      .funnelEnded(FunnelEnded(funnel: try data.text("funnel"), from: try data.day("from")))
    case .teamDefined: .teamDefined(try terms(data))
    case .memberJoined: .memberJoined(try joined(data))
    case .memberMoved: .memberMoved(try moved(data))
    case .memberLeft:
      .memberLeft(MemberLeft(member: try data.text("member"), from: try data.day("from")))
    case .calendarDefined: .calendarDefined(try calendar(data))
    case .ruleSet: .ruleSet(try rule(data))
    case .quotaProposed: .quotaProposed(try quota(data))
    case .quotaEnded:
      .quotaEnded(
        QuotaEnded(
          quota: try data.text("quota"), member: try data.text("member"),
          metric: try data.text("metric"), from: try data.day("from")))
    case .ratesDefined: .ratesDefined(try rates(data))
    default:
      .playbookApplied(
        PlaybookApplied(
          sha256: try data.text("sha256"), team: try data.optionalText("team"),
          text: try data.optionalText("text")))
    }
  }

  private static func metric(_ data: Fields) throws(EventFault) -> MetricDefined {
    MetricDefined(
      metric: try data.text("metric"), name: try data.text("name"),
      kind: try data.choice("kind"), unit: try data.choice("unit"),
      measure: try data.text("measure"), of: try data.optionalText("of"),
      stage: try data.optionalText("stage"), currency: try data.optionalText("currency"),
      serves: try data.optionalText("serves"), good: try data.optionalText("good"))
  }

  private static func joined(_ data: Fields) throws(EventFault) -> MemberJoined {
    MemberJoined(
      member: try data.text("member"), name: try data.text("name"),
      role: try data.choice("role"), manager: try data.optionalText("manager"),
      zone: try data.text("zone"), unix: try data.optionalTexts("unix") ?? [],
      aliases: try aliases(data) ?? [], sources: try data.optionalTexts("sources") ?? [],
      segment: try data.optionalText("segment"), calendar: try data.optionalText("calendar"),
      ramp: try ramp(data), from: try data.optionalDay("from"))
  }

  private static func moved(_ data: Fields) throws(EventFault) -> MemberMoved {
    MemberMoved(
      member: try data.text("member"), name: try data.optionalText("name"),
      role: data.has("role") ? try data.choice("role") : nil,
      manager: try data.optionalText("manager"), zone: try data.optionalText("zone"),
      unix: try data.optionalTexts("unix"), aliases: try aliases(data),
      sources: try data.optionalTexts("sources"), segment: try data.optionalText("segment"),
      calendar: try data.optionalText("calendar"), ramp: try ramp(data),
      from: try data.day("from"))
  }

  /// `{"/crm/*": ["77"]}`, by pattern ascending.
  private static func aliases(_ data: Fields) throws(EventFault) -> [Alias]? {
    guard let node = data.find("aliases") else { return nil }
    guard data.document.kind(node) == .object else {
      throw data.fault("aliases", "must be an object of patterns")
    }
    var aliases: [Alias] = []
    for (key, value) in data.document.members(node) {
      guard data.document.kind(value) == .array else {
        throw data.fault("aliases", "must have an array of ids for each pattern")
      }
      var ids: [String] = []
      for element in data.document.elements(value) {
        guard let id = data.document.string(element) else {
          throw data.fault("aliases", "must have strings as ids")
        }
        ids.append(id)
      }
      aliases.append(Alias(pattern: data.document.string(key) ?? "", ids: ids))
    }
    return aliases.sorted { $0.pattern < $1.pattern }
  }

  private static func quota(_ data: Fields) throws(EventFault) -> QuotaProposed {
    let weekly = try data.integer("weekly")
    if weekly < 0 { throw data.fault("weekly", "must not be negative") }
    return QuotaProposed(
      quota: try data.text("quota"), member: try data.text("member"),
      metric: try data.text("metric"), weekly: weekly, from: try data.optionalDay("from"),
      origin: try data.optionalText("origin") ?? "playbook")
  }
}
