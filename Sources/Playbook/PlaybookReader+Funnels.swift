import Domain
import YAMLText

extension PlaybookReader {
  func funnels(_ node: YAMLNode?) throws(YAMLFault) -> [FunnelDefined] {
    var funnels: [FunnelDefined] = []
    for entry in try node?.map("funnels") ?? [] {
      funnels.append(try funnel(entry))
    }
    return funnels
  }

  private func funnel(_ entry: YAMLEntry) throws(YAMLFault) -> FunnelDefined {
    let what = "funnel \(entry.key)"
    try checkName(entry, what)
    let settings = try entry.value.fields(what, known: PlaybookKeys.funnel)
    let from = try stage(try settings.required("from"), "\(what), from")
    let nodes = try settings.required("steps").list("\(what), steps")
    guard (1...20).contains(nodes.count) else {
      throw try settings.required("steps").fault("\(what) must have from 1 to 20 steps.")
    }
    var seen = [from]
    var steps: [FunnelStep] = []
    for (place, node) in nodes.enumerated() {
      let step = try step(node, "\(what), step \(place + 1)")
      guard !seen.contains(step.to) else {
        throw node.fault(
          "\(what), step \(place + 1) leads back to \(step.to): a stage is passed once.")
      }
      seen.append(step.to)
      steps.append(step)
    }
    let last = metrics.first { $0.metric == steps.last?.to }
    guard last?.kind == .outcome else {
      throw YAMLFault(
        at: nodes.last?.mark ?? entry.mark,
        "\(what) ends with \(steps.last?.to ?? ""), which is an activity; "
          + "its last step must be an outcome.")
    }
    return FunnelDefined(
      funnel: entry.key, name: try settings["name"]?.text("\(what), name") ?? spoken(entry.key),
      from: from, steps: steps)
  }

  private func step(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> FunnelStep {
    let settings = try node.fields(what, known: PlaybookKeys.step)
    var roles: [Role] = []
    for node in try settings["roles"]?.list("\(what), roles") ?? [] {
      let role: Role = try choice(node, "\(what), roles")
      guard !roles.contains(role) else { throw node.fault("\(what) names \(role.rawValue) twice.") }
      roles.append(role)
    }
    var segments: [String] = []
    for node in try settings["segments"]?.list("\(what), segments") ?? [] {
      segments.append(try checkSegment(node, "\(what), segments"))
    }
    return FunnelStep(
      to: try stage(try settings.required("to"), "\(what), to"),
      roles: roles.isEmpty ? [.rep] : roles, segments: segments,
      credit: try settings["credit"].map { node throws(YAMLFault) in
        try choice(node, "\(what), credit")
      } ?? .owner,
      assumedRateBasisPoints: try settings["assumed-rate"].map { node throws(YAMLFault) in
        Int(try share(node, "\(what), assumed-rate", in: 1...10_000))
      },
      assumedLagDays: try settings["assumed-lag"].map { node throws(YAMLFault) in
        try days(node, "\(what), assumed-lag")
      })
  }

  /// A metric that can be a stage: what is counted passes from one to the next.
  private func stage(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> String {
    let name = try node.text(what)
    guard let metric = metrics.first(where: { $0.metric == name }) else {
      throw node.fault(
        "\(what): \"\(name)\" is no metric of this playbook.\(hint(name, metrics.map(\.metric)))")
    }
    guard metric.unit == .count else {
      throw node.fault("\(what): \(name) counts \(metric.unit.rawValue); a stage is a count.")
    }
    return name
  }

  /// `14d`.
  private func days(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> Int {
    let text = try node.text(what)
    guard text.hasSuffix("d"), text.utf8.dropLast().allSatisfy({ 48...57 ~= $0 }),
      let days = Int(text.dropLast()), days <= 1_000
    else { throw node.fault("\(what) must be days such as 14d, up to 1000d, not \(text).") }
    return days
  }
}
