import Domain
import YAMLText

/// Turns the nodes of a playbook into facts, one part of the file after the other.
struct PlaybookReader {
  let knowsZone: (String) -> Bool
  var zone = ""
  var currency: String?
  var calendar = CalendarDefined()
  var terms = TeamDefined()
  var metrics: [MetricDefined] = []
  var members: [PlaybookMember] = []
  var remarks: [PlaybookFault] = []

  init(knowsZone: @escaping (String) -> Bool) {
    self.knowsZone = knowsZone
  }

  mutating func playbook(
    _ node: YAMLNode, text: String, sha256: String
  ) throws(YAMLFault) -> PlaybookFile {
    let top = try node.fields("the playbook", known: PlaybookKeys.playbook)
    let team = try teamName(try top.required("team"))
    zone = try zoneName(try top.required("zone"), "the playbook")
    currency = try top["currency"].map { node throws(YAMLFault) in
      try currencyCode(node, "the playbook")
    }
    let rates = try rates(top["exchange-rates"])
    calendar = try calendar(top)
    terms = try terms(top)
    try readMetrics(try top.required("metrics"))
    let funnels = try funnels(top["funnels"])
    try readMembers(try top.required("members"))
    return PlaybookFile(
      team: team, calendar: calendar, terms: terms, rates: rates, metrics: metrics,
      funnels: funnels, members: members, rules: try rules(top["rules"]), remarks: remarks,
      text: text,
      sha256: sha256)
  }

  mutating func remark(_ mark: YAMLMark, _ message: String) {
    remarks.append(PlaybookFault(line: mark.line, column: mark.column, message: message))
  }

  private func teamName(_ node: YAMLNode) throws(YAMLFault) -> String {
    let name = try node.text("team")
    guard isName(name, most: 21) else {
      throw node.fault(
        "team must be a small letter and then up to 20 small letters, digits or dashes, "
          + "not \(name).")
    }
    return name
  }

  func zoneName(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> String {
    let name = try node.text("zone")
    guard knowsZone(name) else {
      throw node.fault(
        "\(what): zone \(name) is not known. "
          + "A zone is a name such as Europe/Paris, or UTC; abbreviations are not.")
    }
    return name
  }

  func currencyCode(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> String {
    let code = try node.text("currency")
    guard code.utf8.count == 3, code.utf8.allSatisfy({ 65...90 ~= $0 }) else {
      throw node.fault("\(what): currency must be three capital letters such as EUR, not \(code).")
    }
    return code
  }

  private func rules(_ node: YAMLNode?) throws(YAMLFault) -> [RuleSet] {
    var rules: [RuleSet] = []
    for entry in try node?.map("rules") ?? [] {
      guard let rule = AlertRuleCatalogue.all.first(where: { $0.name == entry.key }) else {
        let known = AlertRuleCatalogue.all.map { $0.name }
        throw YAMLFault(
          at: entry.mark,
          "There is no rule \"\(entry.key)\".\(hint(entry.key, known)) "
            + "Known: \(known.joined(separator: ", ")).")
      }
      rules.append(try ruleSet(rule, entry))
    }
    return rules
  }

  private func ruleSet(
    _ rule: any AlertRule.Type, _ entry: YAMLEntry
  ) throws(YAMLFault) -> RuleSet {
    let what = "rule \(rule.name)"
    let settings = try entry.value.fields(what, known: PlaybookKeys.rule(rule))
    var parameters: [RuleParameter] = []
    for knob in rule.knobs {
      guard let node = settings[knob.name] else { continue }
      let value =
        switch knob.unit {
        case .weeks:
          Int64(
            try node.integer(
              "\(what), \(knob.name)", in: Int(knob.range.lowerBound)...Int(knob.range.upperBound)))
        case .share: try share(node, "\(what), \(knob.name)", in: knob.range)
        }
      // What is the usual is not set: the rule may come to know better.
      if value != knob.standard {
        parameters.append(RuleParameter(name: knob.parameter, value: value))
      }
    }
    if let why = rule.contradiction(in: RuleSettings(parameters)) {
      throw YAMLFault(at: entry.mark, "\(what): \(why)")
    }
    let enabled = try settings["enabled"].map { node throws(YAMLFault) in
      try node.bool("\(what), enabled")
    }
    return RuleSet(rule: rule.name, enabled: enabled ?? true, parameters: parameters)
  }

  /// `5%` or `0.5%`, in basis points.
  func share(
    _ node: YAMLNode, _ what: String, in range: ClosedRange<Int64> = 0...10_000
  ) throws(YAMLFault) -> Int64 {
    let text = try node.text(what)
    guard let points = Share.basisPoints(text), range.contains(points) else {
      throw node.fault(
        "\(what) must be a share from \(Share.text(range.lowerBound)) to "
          + "\(Share.text(range.upperBound)), not \(text).")
    }
    return points
  }

  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ node: YAMLNode, _ what: String
  ) throws(YAMLFault) -> Choice {
    let text = try node.text(what)
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    throw node.fault(
      "\(what) must be one of \(names.joined(separator: ", ")), not \(text).\(hint(text, names))")
  }

  func checkName(_ entry: YAMLEntry, _ what: String) throws(YAMLFault) {
    guard isName(entry.key, most: 40) else {
      throw YAMLFault(
        at: entry.mark, "\(what) must be named by small letters, digits and dashes.")
    }
  }

  /// Small letters, digits and dashes, beginning with a letter.
  func isName(_ text: String, most: Int) -> Bool {
    guard let first = text.utf8.first, 97...122 ~= first, text.utf8.count <= most else {
      return false
    }
    return text.utf8.allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 || $0 == 45 }
  }

  func hint(_ word: String, _ known: [String]) -> String {
    nearest(to: word, in: known).map { " Did you mean \"\($0)\"?" } ?? ""
  }
}

/// Shares as a playbook writes them.
enum Share {
  /// `25%`, `0.5%` or `12.25%` as basis points; nil for anything else.
  static func basisPoints(_ text: String) -> Int64? {
    guard text.hasSuffix("%") else { return nil }
    let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = digits(parts[0], most: 3) else { return nil }
    guard parts.count == 2 else { return whole * 100 }
    guard let part = digits(parts[1], most: 2) else { return nil }
    return whole * 100 + (parts[1].utf8.count == 1 ? part * 10 : part)
  }

  /// The other way round.
  static func text(_ points: Int64) -> String {
    let (whole, part) = (points / 100, points % 100)
    if part == 0 { return "\(whole)%" }
    return part % 10 == 0 ? "\(whole).\(part / 10)%" : "\(whole).\(part < 10 ? "0" : "")\(part)%"
  }

  private static func digits(_ text: Substring, most: Int) -> Int64? {
    guard (1...most).contains(text.utf8.count), text.utf8.allSatisfy({ 48...57 ~= $0 }) else {
      return nil
    }
    return Int64(text)
  }
}
