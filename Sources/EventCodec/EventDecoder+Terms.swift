import Domain
import JSONText

extension EventDecoder {
  static func calendar(_ data: Fields) throws(EventFault) -> CalendarDefined {
    guard let days = try weekdays(data), !days.isEmpty else {
      throw data.fault("working-days", "must name at least one day")
    }
    let closeAfter = try data.integer("close-after-seconds")
    guard (0...604_800).contains(closeAfter) else {
      throw data.fault("close-after-seconds", "must be between 0 and a week")
    }
    var calendars: [OwnCalendar] = []
    for (name, calendar) in try data.children("calendars") {
      calendars.append(
        OwnCalendar(
          name: name, workingDays: try weekdays(calendar), holidays: try holidays(calendar)))
    }
    return CalendarDefined(
      weekStarts: try data.value("week-starts", "a day of the week") { Weekday(name: $0) },
      workingDays: days, closeAfterSeconds: Int(closeAfter), zone: try data.text("zone"),
      fiscalYearStarts: try data.optionalValue(
        "fiscal-year-starts", "a day of the year such as 04-01"
      ) { YearDay($0) } ?? .newYear,
      holidays: try holidays(data), calendars: calendars)
  }

  private static func weekdays(_ data: Fields) throws(EventFault) -> [Weekday]? {
    guard let names = try data.optionalTexts("working-days") else { return nil }
    var days: [Weekday] = []
    for name in names {
      guard let day = Weekday(name: name) else {
        throw data.fault("working-days", "must name days of the week")
      }
      days.append(day)
    }
    return days
  }

  private static func holidays(_ data: Fields) throws(EventFault) -> [Holiday] {
    var holidays: [Holiday] = []
    for (key, name) in try data.texts(in: "holidays") {
      guard let day = HolidayDay(key) else {
        throw data.fault("holidays", "must have days such as 12-25 or 2026-04-06")
      }
      holidays.append(Holiday(day: day, name: name))
    }
    return holidays
  }

  static func rule(_ data: Fields) throws(EventFault) -> RuleSet {
    var parameters: [RuleParameter] = []
    if let node = data.find("parameters") {
      guard data.document.kind(node) == .object else {
        throw data.fault("parameters", "must be an object")
      }
      // What is no integer is a newer version's to understand.
      for (key, value) in data.document.members(node) {
        guard let value = data.document.integer(value) else { continue }
        parameters.append(RuleParameter(name: data.document.string(key) ?? "", value: value))
      }
    }
    return RuleSet(
      rule: try data.text("rule"), enabled: try data.bool("enabled"), parameters: parameters)
  }

  static func funnel(_ data: Fields) throws(EventFault) -> FunnelDefined {
    var steps: [FunnelStep] = []
    for (place, element) in try data.elements("steps").enumerated() {
      let step = Fields(data.document, element, pointer: "\(data.pointer)/steps/\(place)")
      var roles: [Role] = []
      for name in try step.optionalTexts("roles") ?? [] {
        guard let role = Role(rawValue: name) else { throw step.fault("roles", "must name roles") }
        roles.append(role)
      }
      steps.append(
        FunnelStep(
          to: try step.text("to"), roles: roles,
          segments: try step.optionalTexts("segments") ?? [],
          credit: step.has("credit") ? try step.choice("credit") : .owner,
          assumedRateBasisPoints: try step.optionalAmount("assumed-rate-basis-points").map(
            Int.init),
          assumedLagDays: try step.optionalAmount("assumed-lag-days").map(Int.init)))
    }
    return FunnelDefined(
      funnel: try data.text("funnel"), name: try data.text("name"), from: try data.text("from"),
      steps: steps)
  }

  static func terms(_ data: Fields) throws(EventFault) -> TeamDefined {
    var ramps: [Ramp] = []
    if let node = data.find("ramps") {
      guard data.document.kind(node) == .object else {
        throw data.fault("ramps", "must be an object")
      }
      for (key, steps) in data.document.members(node) {
        ramps.append(
          Ramp(
            name: data.document.string(key) ?? "", from: nil,
            steps: try rampSteps(data, steps, "ramps")))
      }
    }
    var retention: [Retention] = []
    for (of, text) in try data.texts(in: "retention") {
      guard let keep = Period(text) else {
        throw data.fault("retention", "must have lengths such as 36 months")
      }
      retention.append(Retention(of: of, keep: keep))
    }
    return TeamDefined(
      segments: try data.texts(in: "segments").map { Segment(segment: $0, name: $1) },
      ramps: ramps,
      criticalMetrics: try data.optionalAmount("critical-metrics").map(Int.init)
        ?? TeamDefined().criticalMetrics,
      managerSeesAfterSeconds: try data.optionalInteger("manager-sees-after-seconds")
        ?? managerGraceSeconds,
      oneToOneEvery: try data.optionalValue("one-to-one-every", "a length such as 14 days") {
        Period($0)
      },
      retention: retention)
  }

  static func ramp(_ data: Fields) throws(EventFault) -> Ramp? {
    guard let node = data.find("ramp") else { return nil }
    guard data.document.kind(node) == .object else {
      throw data.fault("ramp", "must be an object")
    }
    let ramp = Fields(data.document, node, pointer: "\(data.pointer)/ramp")
    guard let name = try ramp.optionalText("name"), !name.isEmpty else { return Ramp.ended }
    guard let steps = ramp.find("steps") else { throw ramp.fault("steps", "is missing") }
    return Ramp(
      name: name, from: try ramp.day("from"), steps: try rampSteps(ramp, steps, "steps"))
  }

  private static func rampSteps(
    _ data: Fields, _ node: JSONNode, _ name: StaticString
  ) throws(EventFault) -> [Ramp.Step] {
    guard data.document.kind(node) == .array else { throw data.fault(name, "must be an array") }
    var steps: [Ramp.Step] = []
    for element in data.document.elements(node) {
      let step = Fields(data.document, element, pointer: "\(data.pointer)/\(name)")
      guard let weeks = try step.optionalAmount("weeks"),
        let percent = try step.optionalAmount("percent")
      else { throw data.fault(name, "must have weeks and a percent each") }
      steps.append(Ramp.Step(weeks: Int(weeks), percent: Int(percent)))
    }
    return steps
  }
}

extension Fields {
  /// The members of a member that is an object of objects; none where it is missing.
  func children(_ name: StaticString) throws(EventFault) -> [(name: String, fields: Fields)] {
    guard let node = find(name) else { return [] }
    guard document.kind(node) == .object else { throw fault(name, "must be an object") }
    var children: [(String, Fields)] = []
    for (key, value) in document.members(node) {
      let key = document.string(key) ?? ""
      guard document.kind(value) == .object else {
        throw fault(name, "must be an object of objects")
      }
      children.append((key, Fields(document, value, pointer: "\(pointer)/\(name)/\(key)")))
    }
    return children
  }

  /// The members of a member that is an object of strings; none where it is missing.
  func texts(in name: StaticString) throws(EventFault) -> [(String, String)] {
    guard let node = find(name) else { return [] }
    guard document.kind(node) == .object else { throw fault(name, "must be an object") }
    var texts: [(String, String)] = []
    for (key, value) in document.members(node) {
      guard let text = document.string(value) else {
        throw fault(name, "must be an object of strings")
      }
      texts.append((document.string(key) ?? "", text))
    }
    return texts
  }
}
