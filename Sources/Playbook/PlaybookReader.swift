import Domain
import YAMLText

/// Turns the nodes of a playbook into facts, one part of the file after the other.
struct PlaybookReader {
  let knowsZone: (String) -> Bool
  var zone = ""
  var currency: String?
  var metrics: [MetricDefined] = []
  var members: [PlaybookMember] = []

  init(knowsZone: @escaping (String) -> Bool) {
    self.knowsZone = knowsZone
  }

  mutating func playbook(
    _ node: YAMLNode, text: String, sha256: String
  ) throws(YAMLFault) -> PlaybookFile {
    let top = try node.fields(
      "the playbook",
      known: [
        "team", "zone", "week-starts", "working-days", "close-after", "currency", "metrics",
        "members", "rules",
      ])
    let team = try teamName(try top.required("team"))
    zone = try zoneName(try top.required("zone"), "the playbook")
    currency = try top["currency"].map { node throws(YAMLFault) in
      try currencyCode(node, "the playbook")
    }
    let calendar = CalendarDefined(
      weekStarts: try top["week-starts"].map { node throws(YAMLFault) in
        try weekday(node, "week-starts")
      } ?? .monday,
      workingDays: try top["working-days"].map { node throws(YAMLFault) in
        try workingDays(node)
      } ?? [.monday, .tuesday, .wednesday, .thursday, .friday],
      closeAfterSeconds: try top["close-after"].map { node throws(YAMLFault) in
        try closeAfter(node)
      } ?? 12 * 3600,
      zone: zone)
    try readMetrics(try top.required("metrics"))
    try readMembers(try top.required("members"))
    return PlaybookFile(
      team: team, calendar: calendar, metrics: metrics, members: members,
      rules: try rules(top["rules"]), text: text, sha256: sha256)
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

  private func weekday(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> Weekday {
    let name = try node.text(what)
    guard let day = Weekday(name: name) else {
      throw node.fault("\(what): \(name) is no day of the week, such as monday or mon.")
    }
    return day
  }

  private func workingDays(_ node: YAMLNode) throws(YAMLFault) -> [Weekday] {
    var days: [Weekday] = []
    for entry in try node.list("working-days") {
      let day = try weekday(entry, "working-days")
      guard !days.contains(day) else {
        throw entry.fault("working-days names \(day.name) twice.")
      }
      days.append(day)
    }
    guard !days.isEmpty else { throw node.fault("working-days must name at least one day.") }
    return days
  }

  /// How long after a week's end it is judged: from at once to seven days.
  private func closeAfter(_ node: YAMLNode) throws(YAMLFault) -> Int {
    let text = try node.text("close-after")
    let units: [Character: Int] = ["h": 3600, "m": 60]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()),
      count >= 0, count <= 7 * 24 * 3600 / unit
    else {
      throw node.fault(
        "close-after must be hours or minutes up to seven days, such as 12h or 90m, not \(text).")
    }
    return count * unit
  }

  private func rules(_ node: YAMLNode?) throws(YAMLFault) -> [RuleSet] {
    let knownRules = AlertRuleCatalogue.all.map { $0.name }
    var rules: [RuleSet] = []
    for entry in try node?.map("rules") ?? [] {
      guard knownRules.contains(entry.key) else {
        throw YAMLFault(
          at: entry.mark,
          "There is no rule \"\(entry.key)\".\(hint(entry.key, knownRules)) "
            + "Known: \(knownRules.joined(separator: ", ")).")
      }
      let settings = try entry.value.fields("rule \(entry.key)", known: ["enabled"])
      rules.append(
        RuleSet(rule: entry.key, enabled: try settings.required("enabled").bool("enabled")))
    }
    return rules
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
