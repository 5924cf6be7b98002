import Domain
import YAMLText

extension PlaybookReader {
  /// What is agreed beside calendar, metrics and members.
  func terms(_ top: YAMLFields) throws(YAMLFault) -> TeamDefined {
    var terms = TeamDefined(
      segments: try segments(top["segments"]), ramps: try ramps(top["ramps"]),
      retention: try retention(top["retention"]))
    if let node = top["critical-metrics"] {
      terms.criticalMetrics = try node.integer("critical-metrics", in: 1...20)
    }
    if let node = top["manager-sees-after"] {
      terms.managerSeesAfterSeconds = Int64(try hours(node, "manager-sees-after"))
    }
    if let node = top["one-to-one-every"] {
      terms.oneToOneEvery = try period(node, "one-to-one-every", "2 weeks")
    }
    return terms
  }

  private func segments(_ node: YAMLNode?) throws(YAMLFault) -> [Segment] {
    var segments: [Segment] = []
    for entry in try node?.map("segments") ?? [] {
      let what = "segment \(entry.key)"
      try checkName(entry, what)
      segments.append(Segment(segment: entry.key, name: try entry.value.text(what)))
    }
    return segments
  }

  private func ramps(_ node: YAMLNode?) throws(YAMLFault) -> [Ramp] {
    var ramps: [Ramp] = []
    for entry in try node?.map("ramps") ?? [] {
      let what = "ramp \(entry.key)"
      try checkName(entry, what)
      var steps: [Ramp.Step] = []
      for node in try entry.value.list(what) { steps.append(try step(node, what)) }
      guard let first = steps.first, steps.count <= 26 else {
        throw entry.value.fault("\(what) must have from 1 to 26 steps.")
      }
      var last = first.percent
      for (step, node) in zip(steps, try entry.value.list(what)) {
        guard step.percent >= last else {
          throw node.fault("\(what) goes down from \(last)% to \(step.percent)%.")
        }
        last = step.percent
      }
      ramps.append(Ramp(name: entry.key, from: nil, steps: steps))
    }
    return ramps
  }

  /// `25% for 4 weeks`.
  private func step(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> Ramp.Step {
    let text = try node.text("a step of \(what)")
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 4, words[1] == "for", let points = Share.basisPoints(words[0]),
      points % 100 == 0, points <= 10_000,
      let weeks = Period("\(words[2]) \(words[3])"), weeks.unit == .week, weeks.count <= 104
    else {
      throw node.fault(
        "a step of \(what) must be a whole share and its weeks, such as 25% for 4 weeks, "
          + "not \(text).")
    }
    return Ramp.Step(weeks: weeks.count, percent: Int(points / 100))
  }

  private func retention(_ node: YAMLNode?) throws(YAMLFault) -> [Retention] {
    guard let node else { return [] }
    let settings = try node.fields("retention", known: PlaybookKeys.retention)
    var retention: [Retention] = []
    for kind in PlaybookKeys.retention {
      guard let node = settings[kind] else { continue }
      retention.append(
        Retention(of: kind, keep: try period(node, "retention, \(kind)", "36 months")))
    }
    return retention
  }

  private func period(
    _ node: YAMLNode, _ what: String, _ example: String
  ) throws(YAMLFault) -> Period {
    let text = try node.text(what)
    guard let period = Period(text) else {
      throw node.fault(
        "\(what) must be a number of days, weeks, months or years, such as \(example), "
          + "not \(text).")
    }
    return period
  }

  /// Checks that a name stands for a segment of the file.
  func checkSegment(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> String {
    let name = try node.text(what)
    let known = terms.segments.map(\.segment)
    guard known.contains(name) else {
      throw node.fault(
        "\(what): \"\(name)\" is no segment of this playbook."
          + (known.isEmpty
            ? " Declare it:  segments: {\(name): what they do}." : hint(name, known)))
    }
    return name
  }

  /// The ramp a member is on: its name, or its name and first day.
  func ramp(
    _ node: YAMLNode?, _ what: String, joined: LocalDay?
  ) throws(YAMLFault) -> Ramp? {
    guard let node else { return nil }
    var named = node
    var from = joined
    if case .map = node.shape {
      let settings = try node.fields("\(what), ramp", known: PlaybookKeys.ramp)
      named = try settings.required("name")
      from = try day(try settings.required("from"), "\(what), ramp, from")
    }
    let name = try named.text("\(what), ramp")
    let known = terms.ramps.map(\.name)
    guard var ramp = terms.ramps.first(where: { $0.name == name }) else {
      throw named.fault(
        "\(what), ramp: \"\(name)\" is no ramp of this playbook."
          + (known.isEmpty
            ? " Declare it:  ramps: {\(name): [25% for 4 weeks, 50% for 4 weeks]}."
            : hint(name, known)))
    }
    guard let from else {
      throw node.fault(
        "\(what): a ramp needs a first day. Add `joined`, or write "
          + "{name: \(name), from: 2026-01-05}.")
    }
    ramp.from = from
    return ramp
  }
}
