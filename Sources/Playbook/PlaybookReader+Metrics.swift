import Domain
import YAMLText

extension PlaybookReader {
  mutating func readMetrics(_ node: YAMLNode) throws(YAMLFault) {
    let entries = try node.map("metrics")
    for entry in entries { metrics.append(try metric(entry)) }
    for entry in entries { try checkReferences(entry) }
    for (entry, metric) in zip(entries, metrics) where metric.kind == .activity {
      guard metric.serves == nil else { continue }
      remark(
        entry.mark,
        "metric \(entry.key) serves no outcome, so nobody can say what it is for: add `serves`.")
    }
  }

  private func metric(_ entry: YAMLEntry) throws(YAMLFault) -> MetricDefined {
    let id = entry.key
    let what = "metric \(id)"
    try checkName(entry, what)
    let settings = try entry.value.fields(what, known: PlaybookKeys.metric)
    let kind: MetricKind = try choice(try settings.required("kind"), "\(what), kind")
    let unit: MetricUnit =
      try settings["unit"].map { node throws(YAMLFault) in try choice(node, "\(what), unit") }
      ?? .count
    let measure =
      switch kind {
      case .activity: try activityMeasure(settings, unit, what)
      case .outcome: try outcomeMeasure(settings, unit, what)
      }
    let own = try settings["currency"].map { node throws(YAMLFault) in
      try currencyCode(node, what)
    }
    if unit != .money, let node = settings["currency"] {
      throw node.fault("\(what) counts no money, so it has no currency.")
    }
    return MetricDefined(
      metric: id, name: try settings["name"]?.text("\(what), name") ?? spoken(id), kind: kind,
      unit: unit, measure: measure, of: try settings["of"]?.text("\(what), of"),
      stage: try settings["stage"]?.text("\(what), stage"),
      currency: unit == .money ? own ?? currency : nil,
      serves: try settings["serves"]?.text("\(what), serves"),
      good: try settings["good"]?.text("\(what), good"))
  }

  private func activityMeasure(
    _ settings: YAMLFields, _ unit: MetricUnit, _ what: String
  ) throws(YAMLFault) -> String {
    for key in ["from", "stage"] {
      if let node = settings[key] {
        throw node.fault(
          "\(what) is an activity; \(key) is for outcomes, "
            + "`of` names the activity that is counted.")
      }
    }
    switch unit {
    case .count: return ActivityCount.name
    case .minutes: return ActivityMinutes.name
    case .money:
      throw YAMLFault(at: settings.mark, "\(what) is an activity; its unit is count or minutes.")
    }
  }

  private func outcomeMeasure(
    _ settings: YAMLFields, _ unit: MetricUnit, _ what: String
  ) throws(YAMLFault) -> String {
    let from = try settings.required("from")
    let source = try from.text("\(what), from")
    if source != "outcome.recorded", let node = settings["of"] {
      throw node.fault(
        "\(what) is an outcome; \"of\" is for activities and from outcome.recorded.")
    }
    if source != "deal.advanced", let node = settings["stage"] {
      throw node.fault("\(what): a stage is counted from deal.advanced only.")
    }
    switch (source, unit) {
    case ("deal.opened", .count): return DealsOpened.name
    case ("deal.won", .count): return DealsWon.name
    case ("deal.won", .money): return WonAmount.name
    case ("deal.lost", .count): return DealsLost.name
    case ("deal.advanced", .count):
      _ = try settings.required("stage")
      return StageReached.name
    case ("outcome.recorded", .count): return OutcomesCount.name
    case ("outcome.recorded", .money): return OutcomesAmount.name
    case ("outcome.recorded", _), ("deal.opened", _), ("deal.won", _), ("deal.lost", _),
      ("deal.advanced", _):
      throw from.fault("\(what): \(unit.rawValue) cannot be measured from \(source).")
    default:
      throw from.fault(
        "\(what): from must be deal.opened, deal.advanced, deal.won, deal.lost or "
          + "outcome.recorded, not \(source).")
    }
  }

  /// What a metric refers to must be in the file, and must not lead back to it.
  private func checkReferences(_ entry: YAMLEntry) throws(YAMLFault) {
    guard let metric = metrics.first(where: { $0.metric == entry.key }) else { return }
    let ids = metrics.map(\.metric)
    // What else came of it is named by its producers.
    if metric.kind == .activity, let of = metric.of,
      !metrics.contains(where: { $0.metric == of && $0.kind == .activity })
    {
      throw YAMLFault(
        at: entry.mark,
        "metric \(entry.key): of names \"\(of)\", which is no activity of this playbook."
          + hint(of, ids))
    }
    var seen = [entry.key]
    var serves = metric.serves
    while let next = serves {
      guard let served = metrics.first(where: { $0.metric == next }) else {
        throw YAMLFault(
          at: entry.mark,
          "metric \(entry.key): serves names \"\(next)\", which is no metric of this playbook."
            + hint(next, ids))
      }
      guard !seen.contains(next) else {
        throw YAMLFault(
          at: entry.mark,
          "metric \(entry.key): what it serves goes round in a circle: "
            + (seen + [next]).joined(separator: " → ") + ".")
      }
      seen.append(next)
      serves = served.serves
    }
  }

  /// `call-minutes` as `Call minutes`.
  func spoken(_ id: String) -> String {
    let words = id.replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
