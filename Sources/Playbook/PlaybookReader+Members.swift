import Domain
import YAMLText

extension PlaybookReader {
  mutating func readMembers(_ node: YAMLNode) throws(YAMLFault) {
    let entries = try node.map("members")
    for entry in entries {
      let member = try member(entry)
      try checkUnique(member, entry)
      members.append(member)
      remarkOnMany(member, entry)
    }
    for (entry, member) in zip(entries, members) { try checkManager(member, entry) }
  }

  /// The few that matter are few.
  private mutating func remarkOnMany(_ member: PlaybookMember, _ entry: YAMLEntry) {
    let critical = member.quotas.filter { quota in
      quota.weekly > 0
        && metrics.contains { $0.metric == quota.metric && $0.kind == .activity }
    }
    guard critical.count > terms.criticalMetrics else { return }
    remark(
      entry.mark,
      "member \(entry.key) has quotas for \(critical.count) activities "
        + "(\(critical.map(\.metric).joined(separator: ", "))); "
        + "more than \(terms.criticalMetrics) hide the few that matter.")
  }

  private func member(_ entry: YAMLEntry) throws(YAMLFault) -> PlaybookMember {
    let what = "member \(entry.key)"
    try checkName(entry, what)
    let settings = try entry.value.fields(what, known: PlaybookKeys.member)
    let role: Role = try choice(try settings.required("role"), "\(what), role")
    let joined = try settings["joined"].map { node throws(YAMLFault) in
      try day(node, "\(what), joined")
    }
    let left = try settings["left"].map { node throws(YAMLFault) in
      try day(node, "\(what), left")
    }
    if let left, let joined, left <= joined, let node = settings["left"] {
      throw node.fault("\(what) cannot leave on \(left) having joined on \(joined).")
    }
    if let node = settings["sources"], role != .integration {
      throw node.fault("\(what) is no integration, so it appends for no sources.")
    }
    if role == .integration {
      for (key, are) in [
        ("quotas", "quotas are"), ("segment", "a segment is"), ("ramp", "a ramp is"),
        ("calendar", "a calendar is"),
      ] {
        if let node = settings[key] {
          throw node.fault("\(what) is an integration; \(are) for people.")
        }
      }
    }
    let facts = MemberJoined(
      member: entry.key, name: try name(settings, entry.key, role), role: role,
      manager: try settings["manager"]?.text("\(what), manager"),
      zone: try settings["zone"].map { node throws(YAMLFault) in try zoneName(node, what) } ?? zone,
      unix: try unix(settings["unix"], what), aliases: try aliases(settings["aliases"], what),
      sources: try patterns(settings["sources"], "\(what), sources"),
      segment: try settings["segment"].map { node throws(YAMLFault) in
        try checkSegment(node, "\(what), segment")
      },
      calendar: try settings["calendar"].map { node throws(YAMLFault) in
        try calendarName(node, what)
      },
      ramp: try ramp(settings["ramp"], what, joined: joined), from: joined)
    return PlaybookMember(facts: facts, left: left, quotas: try quotas(settings["quotas"], what))
  }

  /// A person says how they want to be called; an integration may go by its id.
  private func name(
    _ settings: YAMLFields, _ id: String, _ role: Role
  ) throws(YAMLFault) -> String {
    guard role == .integration, settings["name"] == nil else {
      return try settings.required("name").text("member \(id), name")
    }
    return id
  }

  private func calendarName(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> String {
    let name = try node.text("\(what), calendar")
    let known = calendar.calendars.map(\.name)
    guard known.contains(name) else {
      throw node.fault(
        "\(what), calendar: \"\(name)\" is no calendar of this playbook." + hint(name, known))
    }
    return name
  }

  /// User names, `@group` or `#uid`.
  private func unix(_ node: YAMLNode?, _ what: String) throws(YAMLFault) -> [String] {
    guard let node else { return [] }
    var entries: [String] = []
    for entry in try node.list("\(what), unix") {
      let text = try entry.text("an entry of \(what), unix")
      if text.hasPrefix("#") {
        guard let uid = UInt32(text.dropFirst()), uid != 65_534, uid != .max else {
          throw entry.fault("\(what), unix: \(text) is no user's number.")
        }
      } else if text.dropFirst(text.hasPrefix("@") ? 1 : 0).isEmpty || text.contains(" ") {
        throw entry.fault("\(what), unix: \"\(text)\" is no user name, @group or \"#uid\".")
      }
      entries.append(text)
    }
    return entries
  }

  private func aliases(_ node: YAMLNode?, _ what: String) throws(YAMLFault) -> [Alias] {
    var aliases: [Alias] = []
    for entry in try node?.map("\(what), aliases") ?? [] {
      try checkPattern(entry.key, entry.mark, "\(what), aliases")
      aliases.append(
        Alias(pattern: entry.key, ids: try entry.value.texts("\(what), aliases, \(entry.key)")))
    }
    return aliases
  }

  private func patterns(_ node: YAMLNode?, _ what: String) throws(YAMLFault) -> [String] {
    guard let node else { return [] }
    var patterns: [String] = []
    for entry in try node.list(what) {
      let pattern = try entry.text("an entry of \(what)")
      try checkPattern(pattern, entry.mark, what)
      patterns.append(pattern)
    }
    return patterns
  }

  /// A source, or a prefix of sources ending in `*`.
  private func checkPattern(
    _ pattern: String, _ mark: YAMLMark, _ what: String
  ) throws(YAMLFault) {
    guard pattern.hasPrefix("/"), !pattern.dropLast().contains("*") else {
      throw YAMLFault(
        at: mark,
        "\(what): \(pattern) must be a source such as /crm/acme, "
          + "or the beginning of sources such as /crm/*.")
    }
    guard !pattern.hasPrefix("/cox/"), pattern != "/*", !pattern.hasPrefix("/coxswaind") else {
      throw YAMLFault(
        at: mark, "\(what): \(pattern) covers sources that belong to members or the daemon.")
    }
  }

  private func quotas(_ node: YAMLNode?, _ what: String) throws(YAMLFault) -> [PlaybookQuota] {
    var quotas: [PlaybookQuota] = []
    for entry in try node?.map("\(what), quotas") ?? [] {
      guard let metric = metrics.first(where: { $0.metric == entry.key }) else {
        throw YAMLFault(
          at: entry.mark,
          "\(what), quotas: \"\(entry.key)\" is no metric of this playbook."
            + hint(entry.key, metrics.map(\.metric)))
      }
      guard metric.unit != .money else {
        throw YAMLFault(
          at: entry.mark,
          "\(what), quotas: \(entry.key) is money, and a week asks for what one does; "
            + "'cox goal propose \(entry.key) AMOUNT --period PERIOD' states what to reach.")
      }
      let name = "\(what), quota of \(entry.key)"
      var amount = entry.value
      var from: LocalDay?
      if case .map = amount.shape {
        let settings = try amount.fields(name, known: PlaybookKeys.quota)
        from = try day(try settings.required("from"), "\(name), from")
        amount = try settings.required("weekly")
      }
      let weekly = try amount.integer(name, in: 0...1_000_000_000_000)
      quotas.append(PlaybookQuota(metric: entry.key, weekly: Int64(weekly), from: from))
    }
    return quotas
  }

  /// One Unix account, and one id at a source, is one member: otherwise facts would depend on order.
  private func checkUnique(_ member: PlaybookMember, _ entry: YAMLEntry) throws(YAMLFault) {
    let what = "member \(entry.key)"
    for other in members {
      for unix in member.facts.unix where other.facts.unix.contains(unix) {
        throw YAMLFault(
          at: entry.mark, "\(what): unix \(unix) is already \(other.facts.member)'s.")
      }
      for alias in member.facts.aliases {
        for taken in other.facts.aliases where taken.pattern == alias.pattern {
          guard let id = alias.ids.first(where: taken.ids.contains) else { continue }
          throw YAMLFault(
            at: entry.mark,
            "\(what): \(id) at \(alias.pattern) is already \(other.facts.member)'s alias.")
        }
      }
    }
  }

  /// A manager is a member who may manage, and not one of their own reports.
  private func checkManager(_ member: PlaybookMember, _ entry: YAMLEntry) throws(YAMLFault) {
    guard let name = member.facts.manager else { return }
    guard let manager = members.first(where: { $0.facts.member == name }) else {
      throw YAMLFault(
        at: entry.mark,
        "member \(entry.key): manager \"\(name)\" is no member of this playbook."
          + hint(name, members.map(\.facts.member)))
    }
    guard manager.facts.role == .manager || manager.facts.role == .operator else {
      throw YAMLFault(
        at: entry.mark,
        "member \(entry.key): \(name) has the role \(manager.facts.role.rawValue); "
          + "only a manager or an operator has reports.")
    }
    var seen = [entry.key]
    var next = member.facts.manager
    while let above = next {
      guard !seen.contains(above) else {
        throw YAMLFault(
          at: entry.mark,
          "member \(entry.key): the managers above go round in a circle: "
            + (seen + [above]).joined(separator: " → ") + ".")
      }
      seen.append(above)
      next = members.first { $0.facts.member == above }?.facts.manager
    }
  }
}
