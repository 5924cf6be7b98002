import YAMLText

extension MappingReader {
  mutating func rule(_ node: YAMLNode, defaults: YAMLFields) throws(YAMLFault) -> EventRule {
    let settings = try node.fields(
      "an event", known: ["type", "when", "pair", "id", "subject", "time", "data"])
    let typeNode = try settings.required("type")
    let type = try typeNode.text("type")
    guard let needed = captureTypes[type] else {
      let hint = nearest(to: type, in: captureTypes.keys.sorted()).map { " Did you mean \($0)?" }
      throw typeNode.fault(
        "\(type) is no event that an import may bring.\(hint ?? "") "
          + "Known: \(captureTypes.keys.sorted().joined(separator: ", ")).")
    }
    var pair: Int?
    if let pairNode = settings["pair"] {
      let name = try pairNode.text("pair")
      pair = pairs.firstIndex { $0.name == name }
      if pair == nil { throw pairNode.fault("There is no pair \"\(name)\" among pairs.") }
    }
    let data = try members(settings["data"], type)
    for key in needed where !data.contains(where: { $0.key == key }) {
      throw typeNode.fault("\(type) needs data member \"\(key)\".")
    }
    return EventRule(
      type: type,
      when: try settings["when"].map { node throws(YAMLFault) in try condition(node, "when") }
        ?? Condition(tests: []),
      pair: pair,
      id: try template(try setting("id", settings, defaults), "id"),
      subject: try (settings["subject"] ?? defaults["subject"]).map { node throws(YAMLFault) in
        try template(node, "subject")
      },
      time: try time(try setting("time", settings, defaults)), data: data)
  }

  /// The event's own setting, else the one stated for all events.
  private func setting(
    _ key: String, _ own: YAMLFields, _ defaults: YAMLFields
  ) throws(YAMLFault) -> YAMLNode {
    if let node = own[key] ?? defaults[key] { return node }
    return try own.required(key)
  }

  private mutating func time(_ node: YAMLNode) throws(YAMLFault) -> EventRule.Time {
    switch try template(node, "time").single {
    case .field(let index)? where fields[index].isDate: return .field(index)
    case .literal(let text)?:
      let iso = DateFormat(name: "iso", items: nil, offset: nil, timeOfDay: 0)
      guard let instant = iso.instant(text, 0..<text.count) else { fallthrough }
      return .fixed(instant)
    default:
      throw node.fault(
        "time must be one date field such as \"{when}\", "
          + "or an instant such as 2017-12-31T12:00:00Z.")
    }
  }

  private mutating func members(
    _ node: YAMLNode?, _ type: String
  ) throws(YAMLFault) -> [EventRule.Member] {
    var members: [EventRule.Member] = []
    for entry in try node?.map("data") ?? [] {
      let value = try template(entry.value, "data, \(entry.key)")
      var isNumber =
        switch value.single {
        case .field(let index)?: fields[index].isNumber
        case .minutes?: true
        default: false
        }
      if numericMembers.contains(entry.key), !isNumber {
        guard case .literal(let text)? = value.single,
          Int(String(decoding: text, as: UTF8.self)) != nil
        else {
          throw entry.value.fault(
            "data, \(entry.key) must be a number: a money, number or duration field, "
              + "a pair's minutes, or a whole number.")
        }
        isNumber = true
      }
      members.append(
        EventRule.Member(
          key: entry.key, value: value, isNumber: isNumber, money: moneyField(of: value)))
    }
    return members
  }

  private func moneyField(of value: Template) -> Int? {
    guard case .field(let index)? = value.single, case .money = fields[index].kind
    else { return nil }
    return index
  }
}

/// What an import may bring, with the data members each type cannot do without.
private let captureTypes: [String: [String]] = [
  "coxswain.activity.logged": ["metric"],
  "coxswain.deal.opened": ["deal"],
  "coxswain.deal.advanced": ["deal", "stage"],
  "coxswain.deal.won": ["deal"],
  "coxswain.deal.lost": ["deal"],
  "coxswain.deal.reopened": ["deal"],
  "coxswain.deal.handed-over": ["deal", "to"],
  "coxswain.credit.noted": ["deal", "amount"],
  "coxswain.outcome.recorded": ["outcome"],
  "coxswain.meeting.booked": ["meeting"],
  "coxswain.meeting.rescheduled": ["meeting"],
  "coxswain.meeting.held": ["meeting"],
  "coxswain.meeting.missed": ["meeting"],
]

private let numericMembers: Set<String> = ["amount", "minutes", "count"]
