import JSONText

/// What a quota of a plan is worked back from: the trials that its step needs, and how many activities go
/// into each.
struct PlannedNeed {
  let metric: MetricName
  /// Trials of the step that it is worked with.
  let trials: Double
  /// What such a trial is, in the plural.
  let trialName: String
  /// Activities for a trial.
  let each: Double
  /// Whether it is what the way back ends with, and not worked beside a step.
  let isStart: Bool
  var total: Double { trials * each }

  init(_ row: JSONValue, of plan: JSONValue) {
    let steps = plan.list("steps")
    isStart = row.text("metric") == steps.last?.text("from")
    let step =
      isStart ? steps.last : steps.first { $0.text("to") == row.text("serves") } ?? steps.last
    metric = MetricName(name: row.text("name") ?? row.text("metric") ?? "?", unit: nil)
    trials = step?.number("need") ?? plan.number("wins") ?? 0
    trialName = step.map { RatePhrase($0).trials } ?? "wins"
    each = row.number("per_trial") ?? 1
  }

  /// What the figure of the page is worked back from where that is no start of the way; nil elsewhere.
  static func beside(_ plan: JSONValue) -> PlannedNeed? {
    guard plan["intensity"]?.object == nil, let row = plan.list("rows").first,
      row.text("metric") == plan["result"]?.text("metric"), !plan.list("steps").isEmpty
    else { return nil }
    let need = PlannedNeed(row, of: plan)
    return need.isStart ? nil : need
  }
}
