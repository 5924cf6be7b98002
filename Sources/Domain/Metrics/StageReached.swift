/// How many deals reached the metric's stage, each deal once.
package enum StageReached: Measure {
  package static let name = "deals.stage"
  package static let kind = MetricKind.outcome
  package static let unit = MetricUnit.count
  package static let occurrence = Occurrence.stageReached
  package static let value = ReadValue.one
}
